"""Show several colours side by side, and keep them at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageDraw

from atelier.arguments import commande
from atelier.couleurs import Couleur, Lumieres, encre_lisible, rgb
from atelier.erreurs_base import ErreurValeur
from atelier.lettres import font

MOST = 12
WIDE, HIGH, GAP = 120, 190, 12


class Nuancier(Image.Image):
    """A picture of colour samples that also is the list of its colours: `palette[0]`."""

    @property
    def couleurs(self) -> tuple[Lumieres, ...]:
        """Les couleurs, dans l'ordre."""
        return tuple(self.info["couleurs"])  # Pillow carries `info` along in copies

    def __getitem__(self, place: int) -> Lumieres:
        return self.couleurs[place]

    def __iter__(self) -> Iterator[Lumieres]:
        return iter(self.couleurs)

    def __len__(self) -> int:
        return len(self.couleurs)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"Nuancier{self.couleurs}"

    def _repr_jpeg_(self) -> bytes | None:
        return None  # the PNG of the bundle is enough

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        from atelier.rendu import bundle

        return bundle(self, "Nuancier : " + ", ".join(map(str, self.couleurs)))


@commande("nuancier((255, 0, 0), 'gold', 'navy')")
def nuancier(*couleurs: Couleur) -> Nuancier:
    """Ranger 1 à 12 couleurs côte à côte. `palette[0]` rend la première."""
    if len(couleurs) == 1 and isinstance(couleurs[0], list):
        couleurs = tuple(couleurs[0])
    if not 1 <= len(couleurs) <= MOST:
        raise ErreurValeur(
            f"Ton nuancier a {len(couleurs)} couleur{'s' if len(couleurs) > 1 else ''} : "
            f"il y a de la place pour 1 à {MOST}.",
            "Exemple : nuancier((255, 0, 0), 'gold', 'navy')",
        )
    lights = tuple(rgb(couleur) for couleur in couleurs)
    picture = samples(lights)
    # Pillow has no public way to build a subclass from a picture; the class alone changes here.
    picture.__class__ = Nuancier
    assert isinstance(picture, Nuancier)
    picture.info["couleurs"] = lights
    return picture


def samples(lights: tuple[Lumieres, ...]) -> Image.Image:
    """One rounded card a colour, with its three numbers written on it."""
    size = len(lights) * (WIDE + GAP) + GAP, HIGH + 2 * GAP
    sheet = Image.new("RGB", (size[0] * 2, size[1] * 2), "#f4f1ea")
    brush = ImageDraw.Draw(sheet)
    for place, colour in enumerate(lights):
        card(brush, 2 * (GAP + place * (WIDE + GAP)), 2 * GAP, colour)
    return sheet.resize(size, Image.Resampling.BOX)


def card(brush: ImageDraw.ImageDraw, left: int, top: int, colour: Lumieres) -> None:
    """One sample, at twice its final size."""
    right, bottom = left + 2 * WIDE, top + 2 * HIGH
    brush.rounded_rectangle((left, top, right, bottom), 24, fill=colour, outline="#b9b4a8", width=2)
    ink = encre_lisible(colour)
    middle = (left + right) // 2
    for line, light in enumerate(colour):
        spot = middle, bottom - 2 * 66 + line * 2 * 22
        brush.text(spot, f"{'rvb'[line]} {light}", fill=ink, font=font(34, True), anchor="mm")
