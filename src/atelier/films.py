"""Turn a list of pictures into a film, silent (GIF) or with sound (MP4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, TypeAlias

from PIL import Image

from atelier.arguments import commande, nature, nombre
from atelier.clignotement import FLASHS_PERMIS, flashs_par_seconde
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.sons import TAUX, Son, est_un_son, un_son
from atelier.tortue import Tortue

MOST = 900  # pictures
LARGEST = 1280  # pixels a side
Images: TypeAlias = tuple[Image.Image, ...]
PAGE = 320  # pixels: size at which a turtle's page becomes a picture of a film


@dataclass(frozen=True, eq=False)
class Film:
    """Des images, leur vitesse, et un son s'il y en a un.

    ips: images a second. The file (`donnees`) is only made when someone watches or keeps it.
    """

    genre: Literal["gif", "video"]
    images: tuple[Image.Image, ...] = field(repr=False)
    ips: float
    son: Son | None = field(default=None, repr=False)

    @property
    def duree(self) -> float:
        """Durée des images, en secondes."""
        return len(self.images) / self.ips

    @property
    def taille(self) -> tuple[int, int]:
        """Largeur et hauteur des images, en pixels."""
        return self.images[0].size

    @cached_property
    def donnees(self) -> bytes:
        """The bytes of the file: GIF or MP4 (H.264, AAC)."""
        from atelier import fichier_gif, fichier_mp4

        if self.genre == "gif":
            return fichier_gif.encode(self.images, self.ips)
        return fichier_mp4.encode(self.images, self.ips, self.son)

    @property
    def description(self) -> str:
        """What is known of the film, in words."""
        kind = "Animation" if self.genre == "gif" else "Film"
        return f"{kind} de {len(self.images)} images, {self.duree:.1f} s".replace(".", ",")

    def __repr__(self) -> str:
        return f"{self.description}."

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        from atelier.rendu import bundle

        return bundle(self, self.description)


@commande("gif(images, 12)")
def gif(images: Sequence[Image.Image], ips: float = 12) -> Film:
    """Assembler des images en GIF animé. ips : images par seconde (1 à 60)."""
    return Film("gif", *a_l_aise(des_images(images, "gif"), speed(ips)))


@commande("video(images, 12, jingle)")
def video(images: Sequence[Image.Image], ips: float = 12, son: Son | None = None) -> Film:
    """Assembler des images en vidéo, avec un son si tu veux. ips : images par seconde (1 à 60)."""
    sound = None if son is None else un_son(son, "video").copy()
    return Film("video", *a_l_aise(des_images(images, "video"), speed(ips)), sound)


@commande("duree(son)")
def duree(objet: Son | Film) -> float:
    """Mesurer la durée d'un son ou d'un film, en secondes."""
    if isinstance(objet, Film):
        return objet.duree
    if est_un_son(objet):
        return len(objet) / TAUX
    raise ErreurType(
        f"duree mesure un son ou un film : je reçois {nature(objet)}.",
        "Essaie duree(note(440, 1)).",
    )


def speed(ips: object) -> float:
    return nombre(ips, "Le nombre d'images par seconde", 1, 60, essaie="Essaie 12.")


def a_l_aise(images: Images, ips: float) -> tuple[Images, float]:
    """The same film, if every eye can watch it; nobody must see it before it is measured."""
    flashs = flashs_par_seconde(images, ips)
    if flashs > FLASHS_PERMIS:
        raise ErreurValeur(
            f"Ton film clignote {flashs} fois par seconde : "
            f"{FLASHS_PERMIS} fois au plus, pour les yeux de tous.",
            "Ralentis-le, ou rapproche tes couleurs.",
        )
    return images, ips


def des_images(images: object, verbe: str) -> Images:
    """Copies of the pictures, all of one size; else a French error."""
    if isinstance(images, (Image.Image, Tortue)) or not isinstance(images, Sequence):
        raise ErreurType(
            f"{verbe} attend une liste d'images : je reçois {nature(images)}.",
            f"Exemple : {verbe}([img1, img2], 12)",
        )
    if not 1 <= len(images) <= MOST:
        raise ErreurValeur(
            f"Ta liste a {len(images)} image{'s' if len(images) > 1 else ''} : "
            f"il en faut de 1 à {MOST}.",
            "Ajoute tes images avec append, dans la boucle.",
        )
    pictures = tuple(une_image(image, place) for place, image in enumerate(images))
    for place, picture in enumerate(pictures):
        if picture.size != pictures[0].size:
            raise ErreurValeur(
                f"L'image {place} mesure {picture.size} : les autres mesurent {pictures[0].size}.",
                f"Change sa taille : img.resize({pictures[0].size}).",
            )
    if max(pictures[0].size) > LARGEST:
        raise ErreurValeur(
            f"Ces images mesurent {pictures[0].size} : un film va jusqu'à {LARGEST} pixels.",
            "Change leur taille : img.resize((320, 240)).",
        )
    return pictures


def une_image(image: object, place: int) -> Image.Image:
    """A copy of one frame, in RGB, over white where it is transparent."""
    if isinstance(image, Tortue):
        return image.image(PAGE)
    if not isinstance(image, Image.Image):
        raise ErreurType(
            f"L'élément {place} de ta liste n'est pas une image : c'est {nature(image)}.",
            "Ajoute seulement des images.",
        )
    return opaque(image)


def opaque(image: Image.Image) -> Image.Image:
    """An RGB copy, over white where the picture is transparent."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB") if image.mode != "RGB" else image.copy()
    layer = image.convert("RGBA")
    page = Image.new("RGB", layer.size, "white")
    page.paste(layer, mask=layer.getchannel("A"))
    return page
