"""Fabrique les images de la leçon D01 avec l'atelier : trois icônes, la grille, les couleurs."""

from PIL import Image, ImageDraw

from atelier import agrandir, nouvelle_image, peindre, police
from quartiers.lessons.swatches import INK as ENCRE
from quartiers.lessons.swatches import PAPER as PAPIER
from quartiers.lessons.swatches import swatches

# Une lettre par case ; le point reste de la couleur du fond.
LETTRES = {
    "r": "red",
    "p": "#ff8fa3",
    "v": "purple",
    "n": ENCRE,
    "w": "white",
    "o": "gold",
    "f": "orange",
}
COEUR = [
    "........",
    ".rr..rr.",
    "rpprrrrr",
    "rprrrrrr",
    "rrrrrrrr",
    ".rrrrrr.",
    "..rrrr..",
    "...rr...",
]
GLACE = [
    "..pppp..",
    ".pwwppp.",
    ".pwpppp.",
    ".pppppp.",
    ".ffffff.",
    "..fofo..",
    "..ofof..",
    "...fo...",
]
MUSIQUE = [
    "........",
    "...vvvvv",
    "...v...v",
    "...v...v",
    "...v...v",
    ".rrr.rrr",
    ".rrr.rrr",
    "........",
]


def icone(lignes: list[str], fond: str) -> Image.Image:
    """Peindre une icône de 8 sur 8, case par case, comme dans la leçon."""
    img = nouvelle_image(8, 8, fond)
    for y, ligne in enumerate(lignes):
        for x, lettre in enumerate(ligne):
            if lettre in LETTRES:
                peindre(img, x, y, LETTRES[lettre])
    return img


def carte(img: Image.Image, cote: int) -> Image.Image:
    """Une icône agrandie, aux coins ronds, sur papier."""
    grande = agrandir(img, cote // 8)
    masque = Image.new("L", grande.size, 0)
    ImageDraw.Draw(masque).rounded_rectangle((0, 0, cote - 1, cote - 1), 36, fill=255)
    feuille = Image.new("RGB", grande.size, PAPIER)
    feuille.paste(grande, (0, 0), masque)
    return feuille


def resultat() -> Image.Image:
    """Trois icônes côte à côte : ce que les jeunes emportent."""
    cote, marge = 320, 40
    feuille = nouvelle_image(3 * cote + 4 * marge, cote + 2 * marge, PAPIER)
    dessins = [(COEUR, "#ffe3e8"), (GLACE, "#8fd6cf"), (MUSIQUE, "#ffdf80")]
    for rang, (lignes, fond) in enumerate(dessins):
        feuille.paste(carte(icone(lignes, fond), cote), (marge + rang * (cote + marge), marge))
    return feuille


def grille() -> Image.Image:
    """La grille de 8 sur 8 : x vers la droite, y vers le bas, de 0 à 7."""
    case, gauche, haut = 42, 84, 84
    cote = 8 * case
    feuille = nouvelle_image(gauche + cote + 40, haut + cote + 40, PAPIER)
    dessin = ImageDraw.Draw(feuille)
    dessin.rectangle((gauche, haut, gauche + cote, haut + cote), fill="white")
    x, y = 5, 2
    dessin.rectangle(
        (gauche + x * case, haut + y * case, gauche + (x + 1) * case, haut + (y + 1) * case),
        fill="gold",
    )
    for rang in range(9):
        dessin.line((gauche + rang * case, haut, gauche + rang * case, haut + cote), ENCRE, 2)
        dessin.line((gauche, haut + rang * case, gauche + cote, haut + rang * case), ENCRE, 2)
    for rang in range(8):
        milieu = rang * case + case // 2
        gras = police(27, True) if rang == x else police(22)
        dessin.text((gauche + milieu, haut - 20), str(rang), ENCRE, gras, anchor="mm")
        gras = police(27, True) if rang == y else police(22)
        dessin.text((gauche - 20, haut + milieu), str(rang), ENCRE, gras, anchor="mm")
    fleche(dessin, (gauche, haut - 48), (gauche + cote, haut - 48), "x")
    fleche(dessin, (gauche - 48, haut), (gauche - 48, haut + cote), "y")
    ou = gauche + x * case + case // 2, haut + y * case + case // 2
    dessin.text(ou, "5, 2", ENCRE, police(20, True), anchor="mm")
    return feuille


def fleche(dessin: ImageDraw.ImageDraw, debut: tuple, fin: tuple, nom: str) -> None:
    """Une flèche et le nom de son nombre."""
    couleur = "#9c3d00"
    dessin.line((*debut, *fin), couleur, 5)
    (x, y), t = fin, 14
    couchee = debut[1] == fin[1]
    ailes = [(x - t, y - t), (x - t, y + t)] if couchee else [(x - t, y - t), (x + t, y - t)]
    pointe = (x + t, y) if couchee else (x, y + t)
    dessin.polygon([*ailes, pointe], fill=couleur)
    place = (debut[0] - 22, debut[1]) if couchee else (debut[0], debut[1] - 22)
    dessin.text(place, nom, couleur, police(34, True), anchor="mm")


resultat().save("resultat.png")
grille().save("grille.png")
swatches().save("couleurs.png")
