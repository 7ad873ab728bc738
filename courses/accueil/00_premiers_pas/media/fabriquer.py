"""Fabrique les images de la leçon C00 avec l'atelier : trois badges et les couleurs."""

from PIL import Image, ImageDraw, ImageFilter

from atelier import badge, nouvelle_image, police

ENCRE = "#1d2140"
PAPIER = "#f6f1e7"
COULEURS = ["red", "orange", "gold", "green", "teal", "blue", "purple", "deeppink"]
EN_FRANCAIS = ["rouge", "orange", "doré", "vert", "canard", "bleu", "violet", "rose"]


def resultat() -> Image.Image:
    """Trois badges posés sur une table : ce que les jeunes emportent."""
    feuille = nouvelle_image(1280, 400, "#24284d")
    badges = [
        (badge("Nova", "teal", "Je dessine la nuit"), 5, 226),
        (badge("Sirius", "purple", "Je code, donc je suis"), -2, 640),
        (badge("Zéphyr", "orange", "Doucement, mais sûrement"), 4, 1054),
    ]
    for carte, angle, milieu in badges:
        petite = carte.convert("RGBA").resize((400, 250), Image.Resampling.LANCZOS)
        penchee = petite.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        place = (milieu - penchee.width // 2, 200 - penchee.height // 2)
        poser_avec_ombre(feuille, penchee, place)
    return feuille


def poser_avec_ombre(feuille: Image.Image, carte: Image.Image, place: tuple[int, int]) -> None:
    """Coller une carte sur la table, avec une ombre douce dessous."""
    ombre = Image.new("L", feuille.size, 0)
    ombre.paste(carte.getchannel("A").point(lambda a: a // 2), (place[0] + 6, place[1] + 14))
    feuille.paste("black", (0, 0), ombre.filter(ImageFilter.GaussianBlur(12)))
    feuille.paste(carte, place, carte)


def couleurs() -> Image.Image:
    """Huit couleurs, leur nom en Python et leur nom en français."""
    large, haut, marge = 128, 84, 12
    feuille = nouvelle_image(8 * large + 9 * marge, haut + 2 * marge + 58, PAPIER)
    dessin = ImageDraw.Draw(feuille)
    for rang, (nom, francais) in enumerate(zip(COULEURS, EN_FRANCAIS, strict=True)):
        x = marge + rang * (large + marge)
        dessin.rounded_rectangle((x, marge, x + large, marge + haut), 16, fill=nom)
        milieu = x + large // 2
        dessin.text((milieu, marge + haut + 18), nom, ENCRE, police(24, True), anchor="mm")
        dessin.text((milieu, marge + haut + 44), francais, ENCRE, police(20), anchor="mm")
    return feuille


resultat().save("resultat.png")
couleurs().save("couleurs.png")
