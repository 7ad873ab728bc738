"""A small lesson of our own, handed in by learners we make up, on a throw-away data folder."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from quartiers.grading.inbox import drop
from quartiers.sessions import Store, open_store
from quartiers.settings import Settings

# A busy machine is no reason to fail.
hypothesis.settings.register_profile(
    "busy", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("busy")

TRACK, ASSIGNMENT, CODE = "programmation", "01_exemple", "P01"
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)

TOOLKIT = """
class PasEncore(Exception):
    def _render_traceback_(self):
        return [str(self)]

class Etoiles(float):
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": repr(float(self)),
                "application/vnd.quartiers.etoiles+json": self.carte}

def bilan(exercice, sur, conditions):
    justes = 0
    for juste, phrase in conditions:
        if not juste:
            break
        justes += 1
    etoiles = sur * justes // len(conditions)
    if not etoiles:
        raise PasEncore(phrase)
    resultat = Etoiles(etoiles)
    resultat.carte = {"exercice": exercice, "etoiles": etoiles, "sur": sur,
                      "phrase": phrase if justes < len(conditions) else "Ça marche."}
    return resultat

import warnings
un = deux = trois = None
""".strip()

PARCOURS = """
[[parcours]]
id = "programmation"
titre = "Programmation"
phrase = "Fais dessiner la machine."
couleur = "#8a1c5c"
lecons = ["01_exemple"]
"""

LECON = """
code = "P01"
titre = "Exemple"
niveau = 1
duree = 45
premiere_creation = 8
objectif = "Essayer."
wow = "Un nombre."
vignette = "media/resultat.png"
crcn = ["3.4"]
entree = "Bienvenue."
debranche = "Sur papier."
notions = []
commandes = []
[metier]
geste = "Compter"
metier = "comptable"
pres_de_chez_toi = "Roubaix"
des_15_ans = "un stage"
verifie_le = 2026-11-01
[[exercices]]
num = 1
genre = "Modifie"
titre = "Un"
etoiles = 3
[[exercices]]
num = 2
genre = "Écris"
titre = "Deux"
etoiles = 2
[[exercices]]
num = 3
genre = "Crée"
titre = "Trois"
etoiles = 1
"""


def _graded(name: str, **values: Any) -> dict[str, Any]:
    flags = {"schema_version": 3, "task": False, "grade": False, "solution": False, "locked": False}
    return {**flags, "grade_id": name, **values}


def _cell(source: str, role: str, number: int | None, nbgrader: dict[str, Any] | None) -> Any:
    ours: dict[str, Any] = {"etape": "modifie", "role": role}
    metadata: dict[str, Any] = {
        "quartiers": ours if number is None else {**ours, "exercice": number}
    }
    if nbgrader:
        metadata["nbgrader"] = nbgrader
    return new_code_cell(source, metadata=metadata)


def _exercise(number: int, points: int, right: str, check: str) -> list[Any]:
    answer = f"### DÉBUT SOLUTION\n{right}\n### FIN SOLUTION"
    return [
        new_markdown_cell(f"Exercice {number}."),
        _cell(answer, "reponse", number, _graded(f"ex{number}", solution=True)),
        _cell(
            check,
            "controle",
            number,
            _graded(f"ex{number}_controle", grade=True, locked=True, points=points),
        ),
    ]


def teacher_notebook() -> Any:
    """Three exercises: a variable `un` to set to 6, `deux` a function, `trois` any text."""
    notebook = new_notebook(
        cells=[
            new_markdown_cell("# Exemple"),
            _cell(TOOLKIT, "preparation", None, _graded("preparation", locked=True)),
            *_exercise(
                1,
                3,
                "un = 6",
                "warnings.warn('un avertissement ne coûte rien')\n"
                "### DÉBUT TESTS CACHÉS\n"
                "cache = un == 6\n"
                "### FIN TESTS CACHÉS\n"
                "bilan(1, 3, [(un is not None, 'Je ne vois pas un.'), (un != 5, 'Pas 5.'),"
                " (globals().get('cache'), 'Cherche 6.')])",
            ),
            *_exercise(
                2,
                2,
                "def deux(n):\n    return 2 * n",
                "bilan(2, 2, [(callable(deux), 'Je ne vois pas deux.'),"
                " (callable(deux) and deux(4) == 8, 'Double.')])",
            ),
            *_exercise(
                3,
                1,
                "trois = 'bonjour'",
                "bilan(3, 1, [(isinstance(trois, str), 'Écris un texte.')])",
            ),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "language_info": {"name": "python"},
        },
    )
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cellule-{number}"
    return notebook


RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}


@dataclass
class Classroom:
    """A data folder, its store, the lesson, and the doors by which work comes in."""

    settings: Settings
    store: Store
    clock: datetime = NOON
    learners: list[str] = field(default_factory=list)

    def now(self) -> datetime:
        """A clock that moves one second at every look."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def learner(self) -> str:
        """A new learner's id."""
        from quartiers.sessions.pseudonyms import offer

        taken = self.store.learners.pseudos("Alma")
        pseudo = offer(taken, 1, random.Random(len(taken)))[0]
        learner = self.store.learners.create(pseudo, "Alma", None, self.now())
        self.learners.append(learner.id)
        return learner.id

    def released(self) -> Any:
        """A fresh copy of the published notebook."""
        path = self.settings.published / TRACK / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        return nbformat.read(path, as_version=4)

    def answered(self, answers: dict[int, str]) -> Any:
        """The published notebook with these answers in their cells."""
        notebook = self.released()
        for cell in notebook.cells:
            ours = cell.metadata.get("quartiers", {})
            if ours.get("role") == "reponse" and ours["exercice"] in answers:
                cell.source = answers[ours["exercice"]]
        return notebook

    def hand_in(self, learner: str, work: Any) -> str:
        """Put bytes, text or a notebook into the box and the queue; returns the submission."""
        content = _bytes(work)
        submission = self.store.submissions.new_id()
        drop(self.settings.inbox, submission, ASSIGNMENT, content)
        digest = hashlib.sha256(content).hexdigest()
        self.store.submissions.receive(
            learner, CODE, digest, len(content), self.now(), id=submission
        )
        return submission


def _bytes(work: Any) -> bytes:
    if isinstance(work, bytes):
        return work
    return work.encode() if isinstance(work, str) else nbformat.writes(work).encode()


def write_courses(folder: Path) -> Path:
    """The courses folder with our one lesson."""
    lesson = folder / TRACK / ASSIGNMENT
    (lesson / "media").mkdir(parents=True)
    (folder / "parcours.toml").write_text(PARCOURS, encoding="utf-8")
    (lesson / "lecon.toml").write_text(LECON, encoding="utf-8")
    (lesson / "reponses.toml").write_text("", encoding="utf-8")
    (lesson / "media" / "CREDITS.md").write_text("Fait ici.", encoding="utf-8")
    (lesson / "media" / "fabriquer.py").write_text("", encoding="utf-8")
    (lesson / "media" / "mot.txt").write_text("bonjour", encoding="utf-8")
    nbformat.write(teacher_notebook(), lesson / f"{ASSIGNMENT}.ipynb")
    return folder


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    """One classroom for all tests of a module: building and starting cost seconds."""
    from quartiers.lessons.build import build_lesson
    from quartiers.lessons.read import read_courses

    root = tmp_path_factory.mktemp("classe")
    root.chmod(0o755)
    settings = Settings(data=root / "donnees", courses=write_courses(root / "courses"))
    settings.data.mkdir(mode=0o755)
    build_lesson(read_courses(settings.courses).lesson(CODE), settings)
    store = open_store(settings.store_url)
    yield Classroom(settings, store)
    store.close()


@pytest.fixture
def notebook_text() -> Callable[..., str]:
    """A notebook's text from raw cells, for shapes nbformat would refuse to write."""

    def text(*cells: Any, **more: Any) -> str:
        return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, **more})

    return text
