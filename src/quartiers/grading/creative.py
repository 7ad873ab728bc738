"""The words of the creative grid: four lines, three steps, observed by people and worth 0 point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the grid; `id` is the store's name of it, `steps` say steps 1, 2 and 3."""

    id: str
    title: str
    about: str
    steps: tuple[str, str, str]


# A seed, a stem, a tree, drawn here: an old machine has no such letters. Paths on 24 × 24.
STEPS = (
    ("M12 22v-8M12 14c0-4-3-6-7-6 0 4 3 6 7 6zM12 14c0-3 2-5 6-5 0 3-2 5-6 5z", "Je démarre"),
    (
        "M12 22V5M12 20c0-4-3-5-7-5 0 4 3 5 7 5zM12 15c0-4 3-5 7-5 0 4-3 5-7 5z"
        "M12 10c0-4-3-5-6-5 0 4 2 5 6 5zM12 6c0-3 2-4 5-4 0 3-2 4-5 4z",
        "J'avance",
    ),
    (
        "M12 23v-8M12 15a6 6 0 0 1-6-6 4 4 0 0 1 3-5 4 4 0 0 1 7 0 4 4 0 0 1 3 5 6 6 0 0 1-7 6z",
        "Je rayonne",
    ),
)

LINES = (
    Line(
        "ose",
        "J'ose",
        "mes choix",
        (
            "je change une valeur",
            "je choisis couleurs, sons, sujet",
            "j'ajoute une idée à moi",
        ),
    ),
    Line(
        "soigne",
        "Je soigne",
        "la qualité",
        ("ça marche", "on lit bien, on entend bien", "on le voit de loin, ça tient ensemble"),
    ),
    Line(
        "explique",
        "J'explique",
        "ce que j'ai compris",
        ("je montre", "je dis ce que fait une ligne", "je dis pourquoi j'ai changé une ligne"),
    ),
    Line(
        "partage",
        "Je partage",
        "avec les autres",
        ("je garde mon travail", "j'aide ou je demande", "je reprends une idée et je cite qui"),
    ),
)


def ticked(fields: Mapping[str, str]) -> dict[str, int]:
    """The steps of a form whose fields are named after the lines; what is no number is left out."""
    given = {line.id: fields.get(line.id, "") for line in LINES}
    return {
        line: int(value) for line, value in given.items() if value.isascii() and value.isdigit()
    }
