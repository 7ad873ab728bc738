"""The twelve pictures from which a learner chooses a secret of three, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quartiers.sessions.model import SECRET_LENGTH


@dataclass(frozen=True)
class Picture:
    """`name` is also the drawing's file name; `label` is what the learner reads and hears."""

    name: str
    label: str


PICTURES = (
    Picture("bobine", "La bobine"),
    Picture("ballon", "Le ballon"),
    Picture("casque", "Le casque"),
    Picture("tram", "Le tram"),
    Picture("bouton", "Le bouton"),
    Picture("skate", "Le skate"),
    Picture("tambour", "Le tambour"),
    Picture("usine", "L'usine"),
    Picture("ciseaux", "Les ciseaux"),
    Picture("frites", "Les frites"),
    Picture("micro", "Le micro"),
    Picture("velo", "Le vélo"),
)
PICTURE_NAMES = frozenset(picture.name for picture in PICTURES)


def is_secret(names: Sequence[str]) -> bool:
    """Whether these are three different pictures of the twelve (1 320 ordered choices)."""
    return len(names) == len(set(names)) == SECRET_LENGTH and PICTURE_NAMES.issuperset(names)


def secret_text(names: Sequence[str]) -> str:
    """The secret as the text that gets hashed; the order counts."""
    return " ".join(names)
