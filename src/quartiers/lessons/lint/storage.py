"""Rules on how the notebook is stored: clean, with stable ids and the grader's metadata."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.notebook import Cell
from quartiers.lessons.regions import (
    BEGIN_HIDDEN,
    BEGIN_SOLUTION,
    DELIMITERS,
    END_HIDDEN,
    RegionError,
    cut_answer,
)

NOT_KEPT = {".ipynb_checkpoints", "__pycache__"}
SCHEMA = 3
FLAGS = {
    "reponse": {"grade": False, "solution": True, "locked": False},
    "controle": {"grade": True, "solution": False, "locked": True},
    "preparation": {"grade": False, "solution": False, "locked": True},
}


@rule("dossier-range")
def tidy_folder(subject: Subject) -> Iterator[Seen]:
    """The lesson's folder holds one notebook and its three companions: all else is released."""
    lesson = subject.lesson
    known = {lesson.notebook.name, "lecon.toml", "reponses.toml", "media", *NOT_KEPT}
    for path in sorted(lesson.folder.iterdir()):
        if path.name not in known:
            yield Seen("ce fichier partirait chez les jeunes.", "Rangez-le ailleurs.", file=path)


@rule("sans-sorties")
def no_outputs(subject: Subject) -> Iterator[Seen]:
    """Nothing run is stored."""
    for cell in subject.notebook.code_cells:
        if cell.raw.get("outputs") or cell.raw.get("execution_count") is not None:
            yield Seen(
                "la cellule garde un résultat.",
                "Effacez toutes les sorties, puis enregistrez.",
                cell,
            )


@rule("identifiants-de-cellule")
def unique_ids(subject: Subject) -> Iterator[Seen]:
    """Each cell has its own id, stored in the file."""
    counts = Counter(cell.id for cell in subject.notebook.cells)
    for cell in subject.notebook.cells:
        if not cell.id or counts[cell.id] > 1:
            yield Seen(
                f"l'identifiant « {cell.id} » est vide ou pris deux fois.",
                "Donnez un identifiant à chaque cellule, et ne le changez plus.",
                cell,
            )


@rule("noyau-python3")
def python3_kernel(subject: Subject) -> Iterator[Seen]:
    """The kernel is `python3`: any other name opens a question on the learner's screen."""
    name = subject.notebook.raw["metadata"].get("kernelspec", {}).get("name")
    if name != "python3":
        yield Seen(f"le noyau s'appelle « {name} ».", "Mettez « python3 ».")


@rule("metadonnees-nbgrader")
def grader_metadata(subject: Subject) -> Iterator[Seen]:
    """Answers, checks and the preparation carry nbgrader's flags; no other cell does."""
    for cell in subject.notebook.cells:
        expected = FLAGS.get(cell.role)
        if expected is None:
            if cell.nbgrader:
                yield Seen(
                    f"une cellule de rôle {cell.role} n'est pas notée.",
                    "Retirez ses métadonnées nbgrader.",
                    cell,
                )
        elif not _has_flags(cell, expected):
            yield Seen(
                f"ses métadonnées nbgrader sont {_shown(cell.nbgrader)}.",
                f"Il faut schema_version {SCHEMA} et {_shown(expected)}.",
                cell,
            )


@rule("grade-id")
def grade_ids(subject: Subject) -> Iterator[Seen]:
    """`ex3` for an answer, `ex3_controle` for its check, each once."""
    counts = Counter(cell.nbgrader.get("grade_id") for cell in subject.notebook.cells)
    for cell in subject.notebook.cells:
        found = cell.nbgrader.get("grade_id")
        wanted = _grade_id(cell)
        if wanted is not None and found is not None and (found != wanted or counts[found] > 1):
            yield Seen(f"son grade_id est « {found} ».", f"Il faut « {wanted} », une fois.", cell)


@rule("etoiles-accordees")
def same_stars(subject: Subject) -> Iterator[Seen]:
    """The points of a check are the stars `lecon.toml` announces."""
    for exercise in subject.lesson.exercises:
        cell = subject.notebook.of_exercise(exercise.number, "controle")
        if cell is not None and cell.points != exercise.stars:
            yield Seen(
                f"la cellule vaut {cell.points:g} points, lecon.toml dit {exercise.stars}.",
                "Mettez le même nombre aux deux endroits.",
                cell,
            )


@rule("delimiteurs")
def delimiters(subject: Subject) -> Iterator[Seen]:
    """Solutions only in answers, hidden tests only in checks, each well closed."""
    for cell in subject.notebook.cells:
        fault = _delimiter_fault(cell)
        if fault:
            yield Seen(fault, "Regardez la recette « écrire une leçon » : les délimiteurs.", cell)


def _delimiter_fault(cell: Cell) -> str:
    lines = [line.strip() for line in cell.source.split("\n")]
    if cell.role == "reponse":
        try:
            cut_answer(cell.source)
        except RegionError as reason:
            return f"{reason}."
        return "des tests cachés sont dans une réponse." if BEGIN_HIDDEN in lines else ""
    if cell.role == "controle":
        marks = [line for line in lines if line in (BEGIN_HIDDEN, END_HIDDEN)]
        if marks != [BEGIN_HIDDEN, END_HIDDEN] * (len(marks) // 2):
            return "les délimiteurs des tests cachés ne vont pas par deux."
        return "une solution est dans une vérification." if BEGIN_SOLUTION in lines else ""
    stray = [mark for mark in DELIMITERS if mark in lines]
    return f"« {stray[0]} » est dans une cellule de rôle {cell.role}." if stray else ""


def _has_flags(cell: Cell, expected: dict[str, bool]) -> bool:
    found = cell.nbgrader
    same = all(found.get(flag) is value for flag, value in expected.items())
    complete = found.get("schema_version") == SCHEMA and bool(found.get("grade_id"))
    return same and complete and ("points" in found or not expected["grade"])


def _grade_id(cell: Cell) -> str | None:
    if cell.role == "reponse":
        return f"ex{cell.exercise}"
    return f"ex{cell.exercise}_controle" if cell.role == "controle" else None


def _shown(flags: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in flags.items()) or "vides"
