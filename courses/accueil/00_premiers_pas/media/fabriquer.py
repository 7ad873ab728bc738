"""Fabrique les images de la leçon C00 avec l'atelier : trois badges et les couleurs."""

from PIL import Image, ImageFilter

from atelier import badge, nouvelle_image
from quartiers.lessons.swatches import swatches


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


resultat().save("resultat.png")
swatches().save("couleurs.png")
