"""What a check may speak of: `t = c.dessin("t")`, then `t.traits`, `t.est_ferme`…"""

from __future__ import annotations

from typing import Any, cast

from .badge import BadgeLu
from .dessin import Dessin
from .donnees import AventureLue, CouleurLue, LogoLu, PaletteLue, SousTitresLus
from .film import FilmLu, ImagesLues
from .image import ImageLue
from .lecteur import Lecteur
from .son import SonLu

SANS_BADGE = "Je ne vois pas de badge. Lance ta cellule."


class Sujets(Lecteur):
    """Opens the learner's values as subjects, and the journal of works of the cell just before."""

    oeuvres: tuple[Any, ...] = ()

    def dessin(self, nom: Any, partout: bool = False) -> Dessin:
        """What a turtle drew."""
        return self._sujet(Dessin, nom, partout)

    def image(self, nom: Any, partout: bool = False, fond: object = None) -> ImageLue:
        """A picture, a photo, a poster; `fond` names another background colour."""
        return self._sujet(ImageLue, nom, partout, fond=fond)

    def son(self, nom: Any, partout: bool = False, duree_minimum: float = 0.2) -> SonLu:
        """A sound; notes shorter than `duree_minimum` seconds are not heard."""
        return self._sujet(SonLu, nom, partout, duree_minimum=duree_minimum)

    def images(self, nom: Any, partout: bool = False) -> ImagesLues:
        """A list of pictures, or those of a film."""
        return self._sujet(ImagesLues, nom, partout)

    def film(self, nom: Any, partout: bool = False) -> FilmLu:
        """A film made by `gif` or `video`."""
        return self._sujet(FilmLu, nom, partout)

    def couleur(self, nom: Any, partout: bool = False) -> CouleurLue:
        """A colour."""
        return self._sujet(CouleurLue, nom, partout)

    def palette(self, nom: Any, partout: bool = False) -> PaletteLue:
        """A list of colours."""
        return self._sujet(PaletteLue, nom, partout)

    def aventure(self, nom: Any, partout: bool = False) -> AventureLue:
        """An adventure {place: [exits]}."""
        return self._sujet(AventureLue, nom, partout)

    def soustitres(self, nom: Any, partout: bool = False) -> SousTitresLus:
        """Subtitles (start, end, text)."""
        return self._sujet(SousTitresLus, nom, partout)

    def logo(self, nom: Any, partout: bool = False) -> LogoLu:
        """An SVG text."""
        return self._sujet(LogoLu, nom, partout)

    def badge(self) -> BadgeLu:
        """The last badge made by the cell."""
        faits = [oeuvre for oeuvre in self.oeuvres if oeuvre.genre == "badge"]
        return BadgeLu(faits[-1]) if faits else cast(BadgeLu, self._manque(SANS_BADGE))

    def montre(self) -> list[Any]:
        """Everything the cell showed with `montrer`, in order."""
        return [oeuvre.objet for oeuvre in self.oeuvres if oeuvre.genre == "montrer"]

    def garde(self) -> list[Any]:
        """Everything the cell kept with `garder`, in order."""
        return [oeuvre.objet for oeuvre in self.oeuvres if oeuvre.genre == "garder"]

    def descriptions(self) -> list[str]:
        """The alternative texts of everything the cell showed."""
        return [oeuvre.description for oeuvre in self.oeuvres if oeuvre.description]
