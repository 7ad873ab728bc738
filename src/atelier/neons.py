"""Light a turtle's drawing like a neon sign in the night."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from atelier import dessin_pixels
from atelier.arguments import commande, entier, nature
from atelier.badges import mix
from atelier.cadre import Cadre, frame
from atelier.couleurs import Lumieres, luminance, rgb
from atelier.erreurs_base import ErreurType
from atelier.formes import Forme, Mot
from atelier.tortue import Tortue

NIGHT: Lumieres = (9, 9, 20)
THINNEST = 0.018  # thickness of a tube, at least, as part of the side
SHARP = 2  # a third time finer would not be seen through the glow, and takes twice the memory
HALOS = ((0.011, 1.0), (0.03, 0.75), (0.075, 0.55))  # (blur as part of the side, strength)


@commande("neon(t)")
def neon(tortue: Tortue, taille: int = 600) -> Image.Image:
    """Rendre le dessin de la tortue en tubes de néon, sur un mur de nuit. taille en pixels."""
    if not isinstance(tortue, Tortue):
        raise ErreurType(
            f"neon éclaire le dessin d'une tortue : je reçois {nature(tortue)}.", "Essaie neon(t)."
        )
    side = entier(taille, "La taille", 64, 2000, " pixels")
    seen = frame(tortue.formes, smallest=40)
    margin = 0.16 * max(seen.largeur, seen.hauteur)
    box = Cadre(
        seen.gauche - margin,
        seen.haut + margin,
        seen.largeur + 2 * margin,
        seen.hauteur + 2 * margin,
    )
    thinnest = THINNEST * max(box.largeur, box.hauteur)
    return glow([thick(forme, thinnest) for forme in tortue.formes], box, side)


def glow(formes: list[Forme], box: Cadre, side: int) -> Image.Image:
    """Wall, halos, tubes, and the white heart of the tubes."""
    scale = box.scale(side)
    tubes = dessin_pixels.paint([lit(forme, 1.0) for forme in formes], box, (0, 0, 0), scale, SHARP)
    light = halos(tubes, side)
    soft = max(2, round(side / 400))  # painted smaller then enlarged: the heart has no hard edge
    hearts = [heart_of(forme) for forme in formes]
    heart = dessin_pixels.paint(hearts, box, (0, 0, 0), scale / soft, SHARP)
    light = ImageChops.screen(light, enlarged(heart, light.size))
    sign = ImageChops.screen(wall(tubes.size), tubes)
    return ImageChops.screen(sign, enlarged(light, tubes.size))


def halos(tubes: Image.Image, side: int) -> Image.Image:
    """All the light around the tubes, in half as many pixels each way: the eye sees the same."""
    half = tubes.reduce(2)
    light = Image.new("RGB", half.size)
    for part, strength in HALOS:
        halo = blurred(half, part * side / 2)
        light = ImageChops.screen(light, halo.point(brighter(strength)))
    return light


@cache
def brighter(strength: float) -> list[int]:
    """What each of the 256 values of the three channels of a halo becomes, 0 to 255."""
    return [min(255, int(value * strength * 2)) for value in range(256)] * 3


def blurred(image: Image.Image, radius: float) -> Image.Image:
    """A Gaussian blur; a wide one is made small, where it costs less, and the eye sees the same."""
    smaller = max(1, min(4, int(radius / 3)))
    if smaller == 1:
        return image.filter(ImageFilter.GaussianBlur(radius))
    small = image.reduce(smaller).filter(ImageFilter.GaussianBlur(radius / smaller))
    return small.resize(image.size, Image.Resampling.BICUBIC)


def enlarged(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture at this size (width, height), softly."""
    return image.resize(size, Image.Resampling.BILINEAR)


def wall(size: tuple[int, int]) -> Image.Image:
    """A brick wall at night: the bricks are as large as the longest side asks."""
    return square_wall(max(size)).crop((0, 0, *size))


@lru_cache(maxsize=1)
def square_wall(side: int) -> Image.Image:
    """The wall behind every sign of this size; laying its bricks takes half the time of a sign."""
    sheet = Image.new("RGB", (side, side), NIGHT)
    brush = ImageDraw.Draw(sheet)
    high = max(6, side // 28)
    wide = round(high * 2.4)
    for row in range(side // high + 1):
        for column in range(-1, side // wide + 1):
            left = column * wide + (row % 2) * wide // 2
            shade = mix(NIGHT, (46, 36, 62), ((row * 7 + column * 13) % 5) / 14 + 0.12)
            brush.rectangle((left, row * high, left + wide - 2, row * high + high - 2), fill=shade)
    return sheet


def thick(forme: Forme, thinnest: float) -> Forme:
    """The shape as a tube: a thin line would give hardly any light."""
    if isinstance(forme, Mot):
        return forme
    return replace(forme, epaisseur=max(forme.epaisseur, thinnest))


def lit(forme: Forme, thickness: float) -> Forme:
    """The shape in a colour that can shine: black ink would give no light."""
    return with_ink(forme, shining(forme.couleur), thickness)


def heart_of(forme: Forme) -> Forme:
    """The nearly white middle of a tube."""
    return with_ink(forme, mix(shining(forme.couleur), (255, 255, 255), 0.55), 0.38)


def with_ink(forme: Forme, ink: Lumieres, thickness: float) -> Forme:
    colour = "#{:02x}{:02x}{:02x}".format(*ink)
    if isinstance(forme, Mot):
        return replace(forme, couleur=colour)
    return replace(forme, couleur=colour, epaisseur=forme.epaisseur * thickness)


def shining(couleur: str) -> Lumieres:
    """The colour, brighter when it is dark."""
    lights = rgb(couleur)
    if max(lights) < 40:
        return 255, 240, 220
    bright = 255 / max(lights)
    red, green, blue = (min(255, round(light * bright)) for light in lights)
    pale = 0.0 if luminance((red, green, blue)) > 0.1 else 0.22
    return mix((red, green, blue), (255, 255, 255), pale)
