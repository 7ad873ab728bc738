"""The commands a volunteer types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.cli import main
from quartiers.lessons.model import Lesson


def test_a_lesson_in_order_is_said_so(lesson: Lesson, courses: Path, capsys: Any) -> None:
    assert main(["verifier", "--cours", str(courses)]) == 0
    assert capsys.readouterr().out == "T01 · Le trait : ✓\n\nTout est en ordre.\n"


def test_a_broken_limit_is_reported_with_file_cell_rule_and_what_to_do(
    draft: Any, courses: Path, capsys: Any
) -> None:
    draft.edit("porte", "Tout part de zéro.", "Click ici.")
    draft.write(courses)
    assert main(["verifier", "T01", "--cours", str(courses)]) == 1
    assert capsys.readouterr().out.split("\n") == [
        "T01 · Le trait",
        "  ✗ courses/essai/01_le_trait/01_le_trait.ipynb, cellule 4 (porte)",
        "      mots-anglais : le mot anglais « Click ».",
        "      → Traduisez-le, ou mettez-le entre ` ` si c'est du code.",
        "",
        "1 point à reprendre.",
        "",
    ]


def test_advice_alone_does_not_refuse(draft: Any, courses: Path, capsys: Any) -> None:
    draft.lesson["blocages"][0]["phrase"] = "Tourne encore un peu."
    draft.write(courses)
    assert main(["verifier", "--cours", str(courses)]) == 0
    assert "Tout est en ordre. 1 conseil." in capsys.readouterr().out


def test_a_proof_prints_a_table(lesson: Lesson, courses: Path, capsys: Any) -> None:
    assert main(["prouver", "T01", "--cours", str(courses)]) == 0
    lines = capsys.readouterr().out.strip().split("\n")
    assert lines[1].split("  ")[0] == "leçon"
    assert lines[2].split()[:2] == ["T01", "3"]
    assert lines[-1] == "Tout est prouvé."


def test_a_refuted_lesson_exits_with_one_and_shows_the_answer(
    draft: Any, courses: Path, capsys: Any
) -> None:
    draft.answer(2)["justes"] = ["t.avance(79)"]
    draft.write(courses)
    assert main(["prouver", "--cours", str(courses)]) == 1
    out = capsys.readouterr().out
    assert "  ✗ exercice 2, réponse juste : elle reçoit 0 étoile sur 3" in out
    assert "      | t.avance(79)" in out
    assert "2 points à reprendre." in out


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("t.avance(80)\n", "étoiles: 3/3\nTon trait fait 80 : tu as changé un nombre.\n"),
        ("t.avance(7)\n", "étoiles: 0/3\nTon trait ne fait pas encore 80.\n"),
        ("import os; os._exit(1)\n", "étoiles: 0/3\nTon code a arrêté Python avant la fin. "),
    ],
)
def test_one_answer_is_judged_from_a_file(
    answer: str, expected: str, lesson: Lesson, courses: Path, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "essai.py"
    file.write_text(answer, encoding="utf-8")
    command = ["prouver", "--reponse", str(file), "--lecon", "T01", "--exercice", "2"]
    assert main([*command, "--cours", str(courses)]) == 0
    assert capsys.readouterr().out.startswith(expected)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["verifier", "P99"], "Aucune leçon ne porte le code P99"),
        (["prouver", "--reponse", "rien.py"], "demande aussi --lecon et --exercice"),
        (
            ["prouver", "--reponse", "rien.py", "--lecon", "T01", "--exercice", "2"],
            "rien.py ne se lit pas",
        ),
    ],
)
def test_what_cannot_be_run_is_said_in_french(
    command: list[str], words: str, lesson: Lesson, courses: Path, capsys: Any
) -> None:
    assert main([*command, "--cours", str(courses)]) == 2
    assert words in capsys.readouterr().err


def test_an_unknown_exercise_is_said_in_french(
    lesson: Lesson, courses: Path, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "essai.py"
    file.write_text("pass", encoding="utf-8")
    command = ["prouver", "--reponse", str(file), "--lecon", "T01", "--exercice", "9"]
    assert main([*command, "--cours", str(courses)]) == 2
    assert "n'a pas d'exercice 9. Ses exercices : 2, 3, 5." in capsys.readouterr().err
