"""A teacher's notebook read into plain cells that know their place, role and exercise."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quartiers.lessons.problems import unusable

STEPS = (
    *("titre", "creer", "porte", "predis", "lance", "modifie", "repare"),
    *("ecris", "cree", "garder", "metier", "bilan", "defi"),
)
ROLES_KNOWN = (
    *("titre", "texte", "preparation", "exemple", "quiz"),
    *("consigne", "reponse", "controle", "indices", "garder", "bilan"),
)
EXERCISE_ROLES = ("consigne", "reponse", "controle", "indices")


@dataclass(frozen=True)
class Cell:
    """One cell; `position` counts from 1 as a volunteer does, `raw` is the stored JSON."""

    position: int
    id: str
    kind: str
    source: str
    step: str
    role: str
    exercise: int | None
    raw: dict[str, Any] = field(repr=False, compare=False)

    @property
    def is_code(self) -> bool:
        """Whether the cell runs."""
        return self.kind == "code"

    @property
    def nbgrader(self) -> dict[str, Any]:
        """nbgrader's metadata, empty when there is none."""
        return dict(self.raw["metadata"].get("nbgrader", {}))

    @property
    def points(self) -> float:
        """The points of a check cell, 0 elsewhere."""
        return float(self.nbgrader.get("points", 0))


@dataclass(frozen=True)
class Notebook:
    """The cells of a notebook and its stored JSON."""

    file: Path
    cells: tuple[Cell, ...]
    raw: dict[str, Any] = field(repr=False, compare=False)

    def with_role(self, *roles: str) -> Iterator[Cell]:
        """The cells of these roles, in order."""
        return (cell for cell in self.cells if cell.role in roles)

    def of_exercise(self, number: int, role: str) -> Cell | None:
        """The first cell of that role in that exercise, or None."""
        return next((c for c in self.with_role(role) if c.exercise == number), None)

    @property
    def code_cells(self) -> tuple[Cell, ...]:
        """The cells that run, in order."""
        return tuple(cell for cell in self.cells if cell.is_code)


def read_notebook(file: Path) -> Notebook:
    """Read a notebook as it is stored; a French `LessonError` when it cannot be read.

    nbformat's usual reader repairs missing and double ids on the way: here they stay, because
    rules must see them.
    """
    try:
        node = _stored(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise unusable(
            file,
            "le carnet n'existe pas.",
            "Il porte le nom du dossier de la leçon.",
            "Créez-le ou renommez-le.",
        ) from None
    except Exception as problem:
        raise unusable(
            file,
            f"le carnet ne se lit pas ({type(problem).__name__}).",
            "C'est un fichier .ipynb enregistré par JupyterLab.",
            "Ouvrez-le dans JupyterLab et enregistrez-le, ou reprenez la version d'avant.",
        ) from None
    cells = tuple(_cell(rank, raw) for rank, raw in enumerate(node.cells, start=1))
    return Notebook(file=file, cells=cells, raw=node)


def _stored(text: str) -> Any:
    """The notebook's JSON with its lines joined, once nbformat's schema accepts a copy of it."""
    import nbformat  # costs most of a second, which reading the map must not pay
    from nbformat.v4 import reads_json

    node = reads_json(text)  # type: ignore[no-untyped-call]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about ids: a rule says it in French
        nbformat.validate(deepcopy(node))
    return node


def _cell(position: int, raw: dict[str, Any]) -> Cell:
    ours = raw["metadata"].get("quartiers", {})
    return Cell(
        position=position,
        id=str(raw.get("id", "")),
        kind=raw["cell_type"],
        source=raw["source"],
        step=str(ours.get("etape", "")),
        role=str(ours.get("role", "")),
        exercise=ours.get("exercice"),
        raw=raw,
    )
