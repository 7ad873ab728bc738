"""The words of the creative grid: four lines, three steps, observed by people and worth 0 point."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the grid; `id` is the store's name of it, `steps` say steps 1, 2 and 3."""

    id: str
    title: str
    about: str
    steps: tuple[str, str, str]


STEPS = (("🌱", "Je démarre"), ("🌿", "J'avance"), ("🌳", "Je rayonne"))

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
