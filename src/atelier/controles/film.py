"""Reads lists of pictures and films: how many, how different, how they move and flash."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import Any

from PIL import Image

from atelier.clignotement import FLASHS_PERMIS, flashs_par_seconde

from . import cinema, pixels
from .constats import Constat
from .image import est_image, image_de
from .nombres import Compte, Mesure
from .sujet import Sujet


class ImagesLues(Sujet):
    """A list of pictures, or those of a film."""

    genre = "une liste d'images"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a list of pictures, or a film made of one."""
        liste = getattr(valeur, "images", valeur)
        return isinstance(liste, list | tuple) and all(map(est_image, liste))

    @cached_property
    def liste(self) -> list[Image.Image]:
        """The pictures, in order."""
        return list(getattr(self.valeur, "images", self.valeur))

    @cached_property
    def images(self) -> Compte:
        """How many pictures."""
        return Compte(len(self.liste))

    @cached_property
    def differentes(self) -> Compte:
        """How many different pictures."""
        return Compte(pixels.toutes_differentes(self.liste))

    def flashs_a(self, par_seconde: float) -> Compte:
        """The most flashes in one second, shown at so many pictures per second."""
        return Compte(flashs_par_seconde(self.liste, par_seconde))

    @cached_property
    def avance_a_droite(self) -> bool:
        """Whether what moves goes to the right at each picture."""
        return cinema.avance_a_droite(self.liste)

    def se_rapproche_de(self, arrivee: Any) -> bool:
        """Whether each picture is closer to `arrivee` than the one before (a fade, a wipe)."""
        ecarts = [pixels.ecart_moyen(image, image_de(arrivee)) for image in self.liste]
        return len(ecarts) > 1 and all(b < a for a, b in itertools.pairwise(ecarts))


class FilmLu(ImagesLues):
    """A film made by `gif` or `video`."""

    genre = "un film : gif(images, 12)"

    @staticmethod
    def convient(valeur: Any) -> bool:
        """Whether a value is a film: pictures, and how many of them a second."""
        cadence = getattr(valeur, "ips", None)
        return isinstance(cadence, int | float) and ImagesLues.convient(valeur)

    @cached_property
    def cadence(self) -> Mesure:
        """Pictures per second."""
        return Mesure(self.valeur.ips)

    @cached_property
    def duree(self) -> Mesure:
        """Seconds: number of pictures / pictures per second."""
        return Mesure(self.images / self.cadence if self.cadence else "nan")

    @cached_property
    def son(self) -> Any:
        """The sound of a film made by `video`, or None without any."""
        return getattr(self.valeur, "son", None)

    @cached_property
    def flashs(self) -> Compte:
        """The most flashes in one second; 3 at most is comfortable for every eye."""
        return self.flashs_a(self.cadence)

    @cached_property
    def ne_clignote_pas(self) -> Constat:
        """Three flashes a second at the most."""
        return Constat(
            self.flashs <= FLASHS_PERMIS,
            "Ton film clignote trop vite pour les yeux. Ralentis-le.",
        )
