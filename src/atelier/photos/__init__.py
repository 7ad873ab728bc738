"""The bank of pictures: places of the neighbourhood, each drawn by a script, no photograph."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from PIL import Image

from atelier.arguments import closest, commande, texte
from atelier.erreurs_base import ErreurCle

NAMES = (
    "alma",
    "canal",
    "condition_publique",
    "echo",
    "grand_place",
    "parc",
    "pile",
    "piscine",
    "portrait",
)
OWN = (".png", ".jpg", ".jpeg", ".webp")
SENT = "mes_medias"  # where the room puts what a learner sends, below their home
LARGEST = 640  # pixels a side of a learner's own picture


@commande("photo('grand_place')")
def photo(nom: str) -> Image.Image:
    """Rendre une image de la banque (200 × 150), ou la tienne : photo('mon_chat')."""
    name = texte(nom, "Le nom", 200, exemple="Exemple : photo('grand_place')")
    if name in NAMES:
        return bank(name).copy()
    mine = own_file(name)
    if mine is not None:
        return own(mine)
    near = closest(name, NAMES)
    raise ErreurCle(
        f"Je ne connais pas la photo « {name[:40]} ».",
        f"Tu voulais dire « {near} » ?" if near else f"Il y a : {', '.join(NAMES)}.",
    )


def own_file(name: str) -> Path | None:
    """The learner's file: beside the lesson, or sent to « Mes photos et mes sons »."""
    sent = Path.home() / SENT
    candidates = [Path(name)] if name.lower().endswith(OWN) else []
    if "/" not in name:
        candidates += [sent / name, sent / f"{name}.png"]
    return next((path for path in candidates if path.is_file()), None)


@cache
def bank(name: str) -> Image.Image:
    """A picture of the bank, drawn the first time it is asked for."""
    drawn: Image.Image = import_module(f"atelier.photos.{name}").draw()
    return drawn


def own(path: Path) -> Image.Image:
    """A learner's own picture, upright, in RGB, made small enough to work on."""
    from PIL import ImageOps

    with Image.open(path) as file:
        picture = ImageOps.exif_transpose(file).convert("RGB")
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    return picture
