"""Reads the learner's pictures: cells, rows, mirrors, colours, light, differences, posters."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from PIL import Image

from . import affiche, pixels
from .constats import Constat
from .nombres import Compte, Mesure
from .sujet import Sujet

GRANDE_GRILLE = 64  # cells a side: above, it is no longer drawn cell by cell


class ImageLue(Sujet):
    """A `PIL.Image.Image`. Cells are (x, y), (0, 0) at the top left.

    `fond` is the background colour: the one `nouvelle_image` was given, else white, unless the
    check names another.
    """

    genre = "une image"

    def __init__(self, valeur: Any, fond: object = None) -> None:
        super().__init__(valeur)
        self.fond = valeur.info.get("fond", "white") if fond is None else fond

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a picture."""
        return est_image(valeur)

    # ── cells ───────────────────────────────────────────────────────────────────────────

    @cached_property
    def masque(self) -> pixels.Masque:
        """The mask (height, width) of the cells that are not the background colour."""
        return pixels.peintes(self.valeur, self.fond)

    @cached_property
    def taille(self) -> tuple[int, int]:
        """Width and height, in pixels."""
        largeur, hauteur = self.valeur.size
        return largeur, hauteur

    @cached_property
    def cases_peintes(self) -> set[tuple[int, int]]:
        """The cells that are not the background colour."""
        return pixels.cases(self.masque)

    @cached_property
    def cases(self) -> Compte:
        """How many cells are painted."""
        return Compte(self.masque.sum())

    def a_peint(self, x: int, y: int) -> bool:
        """Whether this cell is painted; no outside of the picture."""
        return (x, y) in self.cases_peintes

    @cached_property
    def reste_du_fond(self) -> Constat:
        """At least half of the grid is still the background."""
        return Constat(
            2 * self.cases <= self.masque.size,
            "Presque toute la grille est peinte. Garde des cases vides.",
        )

    @cached_property
    def petite(self) -> Constat:
        """No side is longer than 64 cells."""
        return Constat(
            max(self.taille) <= GRANDE_GRILLE,
            "Ton image est très grande. Garde la grille donnée au départ.",
        )

    @cached_property
    def plus_longue_ligne(self) -> Compte:
        """The most painted cells side by side on one row."""
        return Compte(pixels.plus_longue_suite(self.masque))

    @cached_property
    def plus_longue_colonne(self) -> Compte:
        """The most painted cells one above another."""
        return Compte(pixels.plus_longue_suite(self.masque, debout=True))

    @cached_property
    def plus_longue_diagonale(self) -> Compte:
        """The most painted cells that touch by a corner, in one direction."""
        return Compte(pixels.plus_longue_diagonale(self.masque))

    @cached_property
    def lignes_pleines(self) -> list[int]:
        """The y of the rows painted from end to end."""
        return pixels.rangees_pleines(self.masque)

    @cached_property
    def colonnes_pleines(self) -> list[int]:
        """The x of the columns painted from end to end."""
        return pixels.rangees_pleines(self.masque, debout=True)

    @cached_property
    def est_damier(self) -> bool:
        """Whether it is a draughtboard of single cells, in either order."""
        return pixels.est_damier(self.masque)

    # ── colours ─────────────────────────────────────────────────────────────────────────

    @cached_property
    def couleurs_peintes(self) -> list[str]:
        """Distinct colours of the painted cells, #rrggbb, most frequent first."""
        return pixels.couleurs(self.valeur, self.masque)

    @cached_property
    def couleurs(self) -> Compte:
        """How many different colours in the painted cells."""
        return Compte(len(self.couleurs_peintes))

    @cached_property
    def couleurs_en_tout(self) -> Compte:
        """How many different colours in the whole picture, background included."""
        return Compte(len(pixels.couleurs(self.valeur)))

    @cached_property
    def couleurs_se_distinguent(self) -> Constat:
        """Not all the painted cells are within 24 lights of the most frequent colour."""
        proches = 0.0
        if self.couleurs_peintes:
            proches = pixels.part_de_couleur(self.valeur, self.couleurs_peintes[0], 24)
        return Constat(
            round(proches * self.masque.size) < self.cases,
            "Tes couleurs se ressemblent trop. Change l'une des deux.",
        )

    def couleur_de(self, x: int, y: int) -> tuple[int, ...]:
        """The lights (r, v, b) of one cell; () outside of the picture."""
        if not (0 <= x < self.valeur.width and 0 <= y < self.valeur.height):
            return ()
        return tuple(int(lumiere) for lumiere in pixels.tableau(self.valeur)[y, x])

    def part_de_couleur(self, couleur: object, seuil: int = 0) -> Mesure:
        """Part of the picture, 0 to 1, in this colour."""
        return Mesure(pixels.part_de_couleur(self.valeur, couleur, seuil))

    # ── form, light ─────────────────────────────────────────────────────────────────────

    @cached_property
    def est_miroir(self) -> bool:
        """Whether left and right are exact mirrors."""
        return pixels.est_miroir(self.valeur)

    @cached_property
    def est_miroir_haut_bas(self) -> bool:
        """Whether top and bottom are exact mirrors."""
        return pixels.est_miroir(self.valeur, debout=True)

    @cached_property
    def periode(self) -> int:
        """The smallest step (1 to 10 cells) that repeats the motif, along x or along y; else 0."""
        return pixels.periode(self.valeur) or pixels.periode(self.valeur, debout=True)

    @cached_property
    def luminosite(self) -> Mesure:
        """Mean light, 0 (black) to 255 (white)."""
        return Mesure(pixels.luminosite(self.valeur))

    @cached_property
    def nettete(self) -> Mesure:
        """How sharp, 0 (flat) to 255. A blur lowers it."""
        return Mesure(pixels.nettete(self.valeur))

    @cached_property
    def est_gris(self) -> bool:
        """Whether the three lights are equal everywhere."""
        return pixels.est_gris(self.valeur)

    def morceaux(self, colonnes: int = 2, lignes: int = 2) -> list[ImageLue]:
        """The picture cut into a grid, row by row: four quarters by default."""
        return [ImageLue(un) for un in pixels.morceaux(self.valeur, colonnes, lignes)]

    # ── beside another picture ──────────────────────────────────────────────────────────

    def part_differente(self, autre: Any, seuil: int = 0) -> Mesure:
        """Part of the pixels, 0 to 1, that differ from another picture by more than `seuil`."""
        return Mesure(pixels.part_differente(self.valeur, image_de(autre), seuil))

    def est_pareille(self, autre: Any, seuil: int = 0) -> bool:
        """Whether two pictures have the same size and pixels, give or take `seuil`."""
        return pixels.part_differente(self.valeur, image_de(autre), seuil) == 0

    def ecart(self, autre: Any) -> Mesure:
        """Mean difference of lights with another picture, 0 to 255."""
        return Mesure(pixels.ecart_moyen(self.valeur, image_de(autre)))

    def est_negatif_de(self, autre: Any) -> bool:
        """Whether each light is 255 less the other picture's, give or take 1."""
        return pixels.est_negatif(self.valeur, image_de(autre))

    def echange_les_canaux_de(self, autre: Any) -> bool:
        """Whether red, green and blue of the other picture have changed places, and only that."""
        return pixels.echange_les_canaux(self.valeur, image_de(autre))

    def est_gris_de(self, autre: Any) -> bool:
        """Whether it is the other picture in grey, by any mean of its lights."""
        original = image_de(autre)
        return self.est_gris and pixels.entre_les_lumieres(self.valeur, original)

    def zones_changees(self, autre: Any) -> Compte:
        """How many of the 12 zones (4 × 3) differ from another picture."""
        return Compte(pixels.zones_changees(self.valeur, image_de(autre)))

    # ── a poster ────────────────────────────────────────────────────────────────────────

    @cached_property
    def marges(self) -> tuple[int, int, int, int] | None:
        """Free pixels on the left, top, right and bottom; None on a plain page."""
        return affiche.marges(self.valeur)

    @cached_property
    def blocs(self) -> Compte:
        """How many horizontal bands of ink, separated by at least 8 empty rows."""
        return Compte(affiche.blocs(self.valeur))

    @cached_property
    def contraste(self) -> Mesure:
        """Contrast, 1 to 21, of the background and the main inks; 1 on a plain page."""
        return Mesure(affiche.contraste_vu(self.valeur))

    @cached_property
    def part_vide(self) -> Mesure:
        """Part of the picture, 0 to 1, that is plain background."""
        return Mesure(affiche.part_vide(self.valeur))


def est_image(valeur: Any) -> bool:
    """Whether a value is a picture."""
    return isinstance(valeur, Image.Image)


def image_de(valeur: Any) -> Image.Image:
    """The picture of a subject, or the picture itself."""
    image: Image.Image = valeur.valeur if isinstance(valeur, Sujet) else valeur
    return image
