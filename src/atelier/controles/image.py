"""Reads the learner's pictures: cells, rows, mirrors, colours, light, differences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PIL import Image

from . import pixels
from .lecteur import Lecteur

T = TypeVar("T")


class LectureImage(Lecteur):
    """Tools on a `PIL.Image.Image`. Cells are (x, y), (0, 0) at the top left.

    `fond` is the background colour; by default the one `nouvelle_image` was given, else white.
    """

    def taille(self, nom: Any) -> tuple[int, int]:
        """Width and height, in pixels."""
        return self._image(nom, lambda image: image.size, (0, 0))

    def cases_peintes(self, nom: Any, fond: object = None) -> set[tuple[int, int]]:
        """The cells that are not the background colour."""
        return self._image(nom, lambda image: pixels.cases(_peintes(image, fond)), set())

    def nombre_de_cases(self, nom: Any, fond: object = None) -> int:
        """How many cells are painted."""
        return len(self.cases_peintes(nom, fond))

    def plus_longue_ligne(self, nom: Any, fond: object = None) -> int:
        """The most painted cells side by side on one row."""
        return self._masque(nom, fond, pixels.plus_longue_suite, 0)

    def plus_longue_colonne(self, nom: Any, fond: object = None) -> int:
        """The most painted cells one above another."""
        return self._masque(nom, fond, lambda m: pixels.plus_longue_suite(m, debout=True), 0)

    def lignes_pleines(self, nom: Any, fond: object = None) -> list[int]:
        """The y of the rows painted from end to end."""
        return self._masque(nom, fond, pixels.rangees_pleines, [])

    def colonnes_pleines(self, nom: Any, fond: object = None) -> list[int]:
        """The x of the columns painted from end to end."""
        return self._masque(nom, fond, lambda m: pixels.rangees_pleines(m, debout=True), [])

    def est_damier(self, nom: Any, fond: object = None) -> bool:
        """Whether it is a draughtboard of single cells, in either order."""
        return self._masque(nom, fond, pixels.est_damier, False)

    def couleurs_peintes(self, nom: Any, fond: object = None) -> list[str]:
        """Distinct colours of the painted cells, #rrggbb, most frequent first."""
        return self._image(nom, lambda i: pixels.couleurs(i, _peintes(i, fond)), [])

    def nombre_de_couleurs(self, nom: Any) -> int:
        """How many different colours in the whole picture."""
        return self._image(nom, lambda image: len(pixels.couleurs(image)), 0)

    def couleur_de(self, nom: Any, x: int, y: int) -> tuple[int, ...]:
        """The lights (r, v, b) of one cell; () outside of the picture."""
        return self._image(nom, lambda image: _pixel(image, x, y), ())

    def est_miroir(self, nom: Any, haut_bas: bool = False) -> bool:
        """Whether left and right are exact mirrors (top and bottom with `haut_bas`)."""
        return self._image(nom, lambda image: pixels.est_miroir(image, haut_bas), False)

    def periode(self, nom: Any) -> int:
        """The smallest step (1 to 10 cells) that repeats the motif, along x or along y; else 0."""
        return self._image(nom, lambda i: pixels.periode(i) or pixels.periode(i, debout=True), 0)

    def part_differente(self, nom: Any, autre: Any, seuil: int = 0) -> float:
        """Part of the pixels, 0 to 1, that differ from another picture by more than `seuil`."""
        return self._deux(
            nom, autre, lambda a, b: pixels.part_differente(a, b, seuil), float("nan")
        )

    def pareilles(self, nom: Any, autre: Any, seuil: int = 0) -> bool:
        """Whether two pictures have the same size and pixels, give or take `seuil`."""
        return self.part_differente(nom, autre, seuil) == 0

    def ecart(self, nom: Any, autre: Any) -> float:
        """Mean difference of lights with another picture, 0 to 255."""
        return self._deux(nom, autre, pixels.ecart_moyen, float("nan"))

    def luminosite(self, nom: Any) -> float:
        """Mean light, 0 (black) to 255 (white)."""
        return self._image(nom, pixels.luminosite, float("nan"))

    def nettete(self, nom: Any) -> float:
        """How sharp, 0 (flat) to 255. A blur lowers it."""
        return self._image(nom, pixels.nettete, float("nan"))

    def est_gris(self, nom: Any) -> bool:
        """Whether the three lights are equal everywhere."""
        return self._image(nom, pixels.est_gris, False)

    def entre_les_lumieres(self, nom: Any, original: Any) -> bool:
        """Whether each light stays between the weakest and strongest of the original pixel."""
        return self._deux(nom, original, pixels.entre_les_lumieres, False)

    def part_de_couleur(self, nom: Any, couleur: object, seuil: int = 0) -> float:
        """Part of the picture, 0 to 1, in this colour."""
        return self._image(nom, lambda i: pixels.part_de_couleur(i, couleur, seuil), 0.0)

    def zones_changees(self, avant: Any, apres: Any) -> int:
        """How many of the 12 zones (4 × 3) differ between two pictures."""
        return self._deux(avant, apres, pixels.zones_changees, 0)

    def morceaux(self, nom: Any, colonnes: int = 2, lignes: int = 2) -> list[Image.Image]:
        """The picture cut into a grid, row by row: four quarters by default."""
        return self._image(nom, lambda i: pixels.morceaux(i, colonnes, lignes), [])

    def _image(self, nom: Any, mesure: Callable[[Image.Image], T], neutre: T) -> T:
        return self._mesurer(nom, est_image, "une image", mesure, neutre)

    def _masque(self, nom: Any, fond: object, mesure: Callable[[pixels.Masque], T], neutre: T) -> T:
        return self._image(nom, lambda image: mesure(_peintes(image, fond)), neutre)

    def _deux(
        self, nom: Any, autre: Any, mesure: Callable[[Image.Image, Image.Image], T], neutre: T
    ) -> T:
        return self._image(
            nom, lambda une: self._image(autre, lambda deux: mesure(une, deux), neutre), neutre
        )


def est_image(valeur: Any) -> bool:
    """Whether a value is a picture."""
    return isinstance(valeur, Image.Image)


def _pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    if not (0 <= x < image.width and 0 <= y < image.height):
        return ()
    return tuple(int(lumiere) for lumiere in pixels.tableau(image)[y, x])


def _peintes(image: Image.Image, fond: object) -> pixels.Masque:
    return pixels.peintes(image, image.info.get("fond", "white") if fond is None else fond)
