"""A small course, complete and within every limit, that tests bend one limit at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest

from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.read import read_courses

TRACK, ASSIGNMENT = "essai", "01_le_trait"
HINTS = """<details><summary>Indice 1 · Une question</summary>

{question}

</details>
<details><summary>Indice 2 · Le geste</summary>

{gesture}

</details>
<details><summary>Indice 3 · Le puzzle</summary>

{puzzle}

</details>"""
SCRIPT = '''"""Fait l'image de la leçon."""

from pathlib import Path

from PIL import Image

Image.new("RGB", (8, 8), "teal").save(Path("resultat.png"))
'''


@dataclass
class Draft:
    """A lesson before it is written to disk: bend it, then `write` it."""

    cells: list[dict[str, Any]]
    lesson: dict[str, Any]
    answers: list[dict[str, Any]]
    track: dict[str, Any]
    metadata: dict[str, Any]
    files: dict[str, str] = field(default_factory=dict)

    def cell(self, cell_id: str) -> dict[str, Any]:
        """The cell of that id."""
        return next(cell for cell in self.cells if cell["id"] == cell_id)

    def edit(self, cell_id: str, old: str, new: str) -> None:
        """Replace a piece of a cell's source, which must be there."""
        cell = self.cell(cell_id)
        assert old in cell["source"], (old, cell["source"])
        cell["source"] = cell["source"].replace(old, new)

    def answer(self, number: int) -> dict[str, Any]:
        """The entry of an exercise in reponses.toml."""
        return next(one for one in self.answers if one["num"] == number)

    def write(self, courses: Path) -> Lesson:
        """Write the whole course; the lesson read back."""
        folder = courses / TRACK / ASSIGNMENT
        (folder / "media").mkdir(parents=True, exist_ok=True)
        track = {**self.track, "lecons": [ASSIGNMENT]}
        (courses / "parcours.toml").write_text(toml({"parcours": [track]}), encoding="utf-8")
        (folder / "lecon.toml").write_text(toml(self.lesson), encoding="utf-8")
        (folder / "reponses.toml").write_text(toml({"exercices": self.answers}), encoding="utf-8")
        for name, text in self.files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        notebook = nbformat.from_dict(
            {"cells": self.cells, "metadata": self.metadata, "nbformat": 4, "nbformat_minor": 5}
        )
        (folder / f"{ASSIGNMENT}.ipynb").write_text(
            json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        return self.read(courses).lesson("T01")

    def read(self, courses: Path) -> Courses:
        """The map of the written course."""
        return read_courses(courses)


def toml(table: dict[str, Any], path: str = "") -> str:
    """Enough of TOML for these tests: plain values first, then tables."""
    plain = {name: value for name, value in table.items() if not _is_table(value)}
    lines = [f"{name} = {_value(value)}" for name, value in plain.items()]
    for name, value in table.items():
        full = f"{path}.{name}" if path else name
        if isinstance(value, dict):
            lines += [f"[{full}]", toml(value, full)]
        elif _is_table(value):
            for one in value:
                lines += [f"[[{full}]]", toml(one, full)]
    return "\n".join(lines)


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def _value(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def markdown(cell_id: str, step: str, role: str, source: str, exercise: int | None = None) -> Any:
    """A text cell."""
    return _cell("markdown", cell_id, step, role, source, exercise)


def code(
    cell_id: str,
    step: str,
    role: str,
    source: str,
    exercise: int | None = None,
    nbgrader: dict[str, Any] | None = None,
) -> Any:
    """A code cell, never run."""
    cell = _cell("code", cell_id, step, role, source, exercise)
    if nbgrader:
        cell["metadata"]["nbgrader"] = nbgrader
    return {**cell, "outputs": [], "execution_count": None}


def _cell(
    kind: str, cell_id: str, step: str, role: str, source: str, exercise: int | None
) -> dict[str, Any]:
    ours: dict[str, Any] = {"etape": step, "role": role}
    if exercise is not None:
        ours["exercice"] = exercise
    return {"cell_type": kind, "id": cell_id, "metadata": {"quartiers": ours}, "source": source}


def grader(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False
) -> dict[str, Any]:
    """nbgrader's metadata of one cell."""
    flags = {"grade": grade, "solution": solution, "locked": locked, "task": False}
    points = {"points": 3} if grade else {}
    return {**flags, **points, "grade_id": grade_id, "schema_version": 3}


def exercise(
    number: int,
    step: str,
    title: str,
    instruction: str,
    solution: str,
    starter: str,
    check: str,
    hints: tuple[str, str, str],
) -> list[Any]:
    """The four cells of an exercise."""
    question, gesture, puzzle = hints
    commented = "\n".join(f"# {line}" for line in starter.split("\n"))
    answer = (
        f"# 1. Préparer\nt = Tortue()\n# 2. Fabriquer\n"
        f"### DÉBUT SOLUTION\n{solution}\n### DÉPART\n{commented}\n### FIN SOLUTION\n"
        '# 3. Montrer\nmontrer(t, "Le dessin de la tortue")'
    )
    return [
        markdown(f"ex{number}-consigne", step, "consigne", f"## {title}\n\n{instruction}", number),
        code(
            f"ex{number}-reponse",
            step,
            "reponse",
            answer,
            number,
            grader(f"ex{number}", solution=True),
        ),
        code(
            f"ex{number}-controle",
            step,
            "controle",
            check,
            number,
            grader(f"ex{number}_controle", grade=True, locked=True),
        ),
        markdown(
            f"ex{number}-indices",
            step,
            "indices",
            HINTS.format(question=question, gesture=gesture, puzzle=puzzle),
            number,
        ),
    ]


CHECK_LENGTH = """c = controle(2)
c.etoile(c.dessin("t").longueurs == [80], "Ton trait ne fait pas encore 80.")
### DÉBUT TESTS CACHÉS
c.cachee(c.dessin("t").ronds == 0, "Ce dessin a un seul trait.")
### FIN TESTS CACHÉS
c.bilan("Ton trait fait 80 : tu as changé un nombre.")"""
CHECK_CORNER = """c = controle(3)
c.etoile(c.dessin("t").traits == 2, "Un coin a deux traits.")
### DÉBUT TESTS CACHÉS
c.cachee(c.dessin("t").virages == [90], "Un coin bien droit, c'est 90.")
### FIN TESTS CACHÉS
c.bilan("Ton coin est droit : tu as tourné de 90.")"""
CHECK_COLOUR = """c = controle(5)
c.etoile(c.dessin("t").encres >= 2, "Choisis une 2e couleur avant un trait.")
### DÉBUT TESTS CACHÉS
c.cachee(c.dessin("t").traits >= 2, "Ajoute un trait.")
### FIN TESTS CACHÉS
c.bilan("Ton dessin a deux couleurs : tu as choisi.")"""


def sample_cells() -> list[Any]:
    """26 cells, every step but `ecris`."""
    return [
        markdown("titre", "titre", "titre", "# Le trait\n\n45 minutes, à deux."),
        markdown(
            "creer",
            "creer",
            "texte",
            "## Tu vas créer\n\n![Un carré bleu vert](media/resultat.png)\n\nTon premier dessin.",
        ),
        code(
            "preparation",
            "creer",
            "preparation",
            "# 1. Préparer\nfrom atelier import *",
            nbgrader=grader("preparation", locked=True),
        ),
        markdown("porte", "porte", "texte", "## Porte d'entrée\n\nTout part de zéro."),
        markdown("predis", "predis", "texte", "## Prédis\n\nLis chaque ligne avec ton doigt."),
        code(
            "quiz",
            "predis",
            "quiz",
            'quiz("Combien de traits ?", ["1", "2"],\n'
            '     code="t = Tortue()\\nt.avance(50)", mesure="len(t.traits)")',
        ),
        markdown("lance", "lance", "texte", "## Lance\n\nLance la case grise."),
        code(
            "exemple",
            "lance",
            "exemple",
            "# Exemple 1\nt = Tortue()\n# 2. Fabriquer\nt.couleur('teal')\nt.avance(50)\n"
            't.droite(90)\n# 3. Montrer\nmontrer(t, "Un trait de 50")',
        ),
        *exercise(
            2,
            "modifie",
            "Modifie",
            "Le trait est trop court. Passe à 80.",
            "t.avance(80)",
            "t.avance(50)",
            CHECK_LENGTH,
            (
                "Quel nombre règle le trait ?",
                "Change le nombre dans avance.",
                '<pre class="morceaux">t.\n80\n(\navance\n)</pre>',
            ),
        ),
        *exercise(
            3,
            "repare",
            "Répare",
            "La tortue revient sur son trait. Répare le coin.",
            "t.avance(50)\nt.droite(90)\nt.avance(60)",
            "t.avance(50)\nt.droite(180)\nt.avance(60)",
            CHECK_CORNER,
            (
                "Tu fais un demi-tour ou un coin ?",
                "Un seul nombre change.",
                "<pre>t.droite(90)\nt.avance(60)\nt.avance(50)</pre>",
            ),
        ),
        *exercise(
            5,
            "cree",
            "Crée",
            "Dessine deux traits de deux couleurs.",
            "t.couleur('red')\nt.avance(50)\nt.couleur('teal')\nt.droite(90)\nt.avance(60)",
            "t.couleur('red')\nt.avance(50)",
            CHECK_COLOUR,
            (
                "Quelle couleur d'abord ?",
                "Change de couleur entre deux traits.",
                "<pre>t.avance(60)\nt.couleur('teal')\nt.avance(50)\nt.couleur('red')\n"
                "t.droite(90)</pre>",
            ),
        ),
        markdown("garder", "garder", "texte", "## Garder\n\nMontre ton dessin à ton binôme."),
        code("garder-code", "garder", "garder", '# Garder\ngarder(t, "Mon dessin")'),
        markdown("metier", "metier", "texte", "## Métier\n\nDessinatrice ou dessinateur."),
        code("smileys", "bilan", "bilan", "bilan_smileys()"),
        markdown("bilan", "bilan", "texte", "## Bilan\n\nBravo pour tes deux couleurs."),
        markdown("defi", "defi", "texte", "## Défi\n\nDessine ton prénom."),
    ]


def sample_lesson() -> dict[str, Any]:
    """The settings of the sample."""
    return {
        "code": "T01",
        "titre": "Le trait",
        "niveau": 1,
        "duree": 45,
        "premiere_creation": 8,
        "objectif": "Donner des ordres.",
        "wow": "Un dessin.",
        "vignette": "media/resultat.png",
        "crcn": ["3.4"],
        "entree": "Aucun prérequis.",
        "debranche": "Un robot humain suit des ordres.",
        "notions": ["methode"],
        "commandes": ["avance", "droite", "couleur"],
        "blocages": [
            {"idee": "180, c'est un coin.", "phrase": "Un coin bien droit, c'est 90."},
            {"idee": "Un trait suffit.", "phrase": "Un coin a deux traits."},
            {
                "idee": "La couleur se met après.",
                "phrase": "Choisis une 2e couleur avant un trait.",
            },
        ],
        "metier": {
            "geste": "Tu as choisi deux couleurs.",
            "metier": "Dessinatrice ou dessinateur.",
            "pres_de_chez_toi": "Un lycée de Roubaix.",
            "des_15_ans": "Un stage de 3e.",
            "verifie_le": date(2026, 11, 1),
        },
        "exercices": [
            {"num": 2, "genre": "Modifie", "titre": "Plus long", "etoiles": 3},
            {"num": 3, "genre": "Répare", "titre": "Le coin", "etoiles": 3},
            {"num": 5, "genre": "Crée", "titre": "Deux couleurs", "etoiles": 3},
        ],
    }


def sample_answers() -> list[dict[str, Any]]:
    """The answers of the sample."""
    return [
        {
            "num": 2,
            "justes": ["t.avance(40)\nt.avance(40)"],
            "refusees": [
                {"code": "t.avance(70)", "phrase": "Ton trait ne fait pas encore 80."},
                {"code": "t.avance(80)\nt.cercle(9)", "phrase": "Ce dessin a un seul trait."},
            ],
            "mutants": [{"code": "t.avance(-80)", "raison": "Vers l'arrière, c'est 80 aussi."}],
        },
        {
            "num": 3,
            "justes": ["t.avance(50)\nt.gauche(90)\nt.avance(60)"],
            "refusees": [
                {"code": "t.avance(50)", "phrase": "Un coin a deux traits."},
                {
                    "code": "t.avance(50)\nt.droite(45)\nt.avance(60)",
                    "phrase": "Un coin bien droit, c'est 90.",
                },
            ],
            "mutants": [
                {"famille": "nombre", "raison": "Les longueurs sont libres, le sens aussi."},
            ],
        },
        {
            "num": 5,
            "justes": [
                "t.couleur('gold')\nt.avance(9)\nt.couleur('navy')\nt.gauche(5)\nt.avance(99)"
            ],
            "refusees": [
                {"code": "t.avance(9)", "phrase": "Choisis une 2e couleur avant un trait."},
                {
                    "code": "t.avance(9)\nt.couleur('navy')\nt.cercle(9)",
                    "phrase": "Ajoute un trait.",
                },
            ],
            "mutants": [
                {"famille": "nombre", "raison": "Les longueurs et l'angle sont libres."},
                {"famille": "ligne", "raison": "Le virage est libre."},
            ],
        },
    ]


def sample() -> Draft:
    """The sample lesson, within every limit."""
    return Draft(
        cells=sample_cells(),
        lesson=sample_lesson(),
        answers=sample_answers(),
        track={"id": TRACK, "titre": "Essai", "phrase": "On essaie.", "couleur": "#8a1c5c"},
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        files={
            "media/fabriquer.py": SCRIPT,
            "media/CREDITS.md": "resultat.png : les bénévoles, licence CC BY-SA 4.0\n",
        },
    )


@pytest.fixture
def draft() -> Draft:
    """The sample lesson, to bend."""
    return sample()


@pytest.fixture(scope="session")
def new_draft() -> Callable[[], Draft]:
    """Makes sample lessons, for fixtures that outlive a test."""
    return sample


@pytest.fixture
def courses(tmp_path: Path) -> Path:
    """An empty folder to write the course into."""
    folder = tmp_path / "courses"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def judge() -> Iterator[Judge]:
    """One warm judge for all tests."""
    with Judge() as one:
        yield one


@pytest.fixture
def lesson(draft: Draft, courses: Path) -> Lesson:
    """The sample lesson, written and read."""
    return draft.write(courses)
