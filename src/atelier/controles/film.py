"""Reads lists of pictures and films: how many, how different, how they move and flash."""

from __future__ import annotations

import itertools
from typing import Any

from PIL import Image

from . import cinema, pixels
from .image import est_image
from .lecteur import Lecteur


class LectureFilm(Lecteur):
    """Tools on a list of pictures, or on the film made of it."""

    def images(self, nom: Any) -> list[Image.Image]:
        """The pictures of a list or of a film made by `gif` or `video`."""
        valeur = self.valeur(nom)
        liste = getattr(valeur, "images", valeur)
        if isinstance(liste, list | tuple) and all(map(est_image, liste)):
            return list(liste)
        self._genre(nom, valeur, "une liste d'images")
        return []

    def images_differentes(self, nom: Any) -> int:
        """How many different pictures."""
        return pixels.toutes_differentes(self.images(nom))

    def duree_du_film(self, nom: Any) -> float:
        """Seconds: number of pictures / pictures per second."""
        cadence = self.cadence(nom)
        return len(self.images(nom)) / cadence if cadence else float("nan")

    def cadence(self, nom: Any) -> float:
        """Pictures per second of a film made by `gif` or `video`."""
        valeur = self.valeur(nom)
        cadence = getattr(valeur, "ips", None)
        if isinstance(cadence, int | float):
            return float(cadence)
        self._genre(nom, valeur, "un film : gif(images, 12)")
        return float("nan")

    def son_du_film(self, nom: Any) -> Any:
        """The sound of a film made by `video`, or None without any."""
        return getattr(self.valeur(nom), "son", None)

    def flashs(self, nom: Any, par_seconde: float | None = None) -> int:
        """The most flashes in one second; 3 at most is comfortable for every eye."""
        cadence = self.cadence(nom) if par_seconde is None else par_seconde
        return cinema.flashs_par_seconde(self.images(nom), cadence) if cadence == cadence else 0

    def avance_a_droite(self, nom: Any) -> bool:
        """Whether what moves goes to the right at each picture."""
        return cinema.avance_a_droite(self.images(nom))

    def se_rapprochent(self, nom: Any, arrivee: Any) -> bool:
        """Whether each picture is closer to `arrivee` than the one before (a fade, a wipe)."""
        but = self.valeur(arrivee)
        ecarts = [pixels.ecart_moyen(image, but) for image in self.images(nom) if est_image(but)]
        return len(ecarts) > 1 and all(b < a for a, b in itertools.pairwise(ecarts))
