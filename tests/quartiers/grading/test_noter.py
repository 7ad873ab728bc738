"""`./pixel noter`: what the person in front of the terminal sees."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from quartiers.cli import asked_for, build_parser
from quartiers.grading.noter import Bar, drawn, main
from quartiers.installation.help import HELP

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}


@pytest.fixture
def works(classroom: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    nbformat.write(classroom.answered(RIGHT), folder / "Zoé.ipynb")
    nbformat.write(classroom.answered({}), folder / "abel.ipynb")
    (folder / "illisible.ipynb").write_text("{")
    return folder


def test_a_folder_is_graded_and_its_marks_are_written_beside_the_works(
    classroom: Any, works: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(classroom.settings, None, works) == 1
    said = capsys.readouterr().out
    for line in ("Zoé : 6 sur 6", "abel : 0 sur 6", "[2/2]", "illisible.ipynb ne se lit pas"):
        assert line in said
    marks = (works / "etoiles.csv").read_text(encoding="utf-8-sig")
    assert '"Zoé";"6";"6"' in marks
    assert "illisible" not in marks
    (works / "illisible.ipynb").unlink()
    assert main(classroom.settings, "P01", works) == 0


@pytest.mark.parametrize("name", ["Zoé.ipynb", "classe.zip"])
def test_a_notebook_or_a_zip_alone_is_graded_too(
    classroom: Any, works: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    with zipfile.ZipFile(works / "classe.zip", "w") as made:
        made.write(works / "Zoé.ipynb", "Zoé/01_exemple.ipynb")
    assert main(classroom.settings, None, works / name) == 0
    assert "Zoé : 6 sur 6" in capsys.readouterr().out
    assert '"Zoé";"6";"6"' in (works / "etoiles.csv").read_text(encoding="utf-8-sig")


def test_marks_that_cannot_be_written_beside_the_works_are_in_the_data(
    classroom: Any, works: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (works / "etoiles.csv").mkdir()
    main(classroom.settings, "P01", works)
    assert str(classroom.settings.data / "etoiles.csv") in capsys.readouterr().out
    assert '"Zoé";"6";"6"' in (classroom.settings.data / "etoiles.csv").read_text("utf-8-sig")


def test_a_folder_of_unknown_notebooks_says_so_of_each(
    classroom: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "zoe.ipynb").write_text('{"cells": [{}]}')
    assert main(classroom.settings, None, tmp_path) == 2
    said = capsys.readouterr().err
    assert "Je ne reconnais pas la leçon" in said
    assert "zoe.ipynb n'est d'aucune leçon connue" in said


@pytest.mark.parametrize(
    ("code", "place", "sentence"),
    [
        ("P01", "absent", "n'existe pas"),
        ("P01", ".", "aucun carnet"),
        ("Z99", "copies", "Aucune leçon ne porte le code Z99"),
    ],
)
def test_what_cannot_be_graded_is_said_in_one_sentence(
    classroom: Any,
    works: Path,
    capsys: pytest.CaptureFixture[str],
    code: str,
    place: str,
    sentence: str,
) -> None:
    folder = works.parent / place
    if place == ".":
        folder = works.parent / "vide"
        folder.mkdir()
    settings = replace(classroom.settings)
    assert main(settings, code, folder) == 2
    assert sentence in capsys.readouterr().err


def test_the_bar_grows_on_a_terminal_only() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, file = Terminal(), io.StringIO()
    for out in (terminal, file):
        Bar(2, out).step("zoe : 3 sur 3")
    assert "\r" in terminal.getvalue()
    assert file.getvalue() == "  [1/2] zoe : 3 sur 3\n"
    assert drawn(0, 4) == "░" * 24 + " 0 / 4"
    assert drawn(4, 4) == "█" * 24 + " 4 / 4"


def test_the_command_its_help_and_its_page_agree() -> None:
    parsed = build_parser().parse_args(["noter", "P01", "--dossier", "ici"])
    assert (parsed.lecon, parsed.dossier) == ("P01", Path("ici"))
    assert build_parser().parse_args(["noter"]).lecon is None
    page = (Path(__file__).parents[3] / "docs/chercher/commandes.md").read_text(encoding="utf-8")
    for text in (HELP, page):
        assert "./pixel noter [LEÇON]" in text
        assert "--dossier DOSSIER" in text


def test_a_folder_given_alone_is_the_folder(tmp_path: Path) -> None:
    parse = build_parser().parse_args
    assert asked_for(parse(["noter", str(tmp_path)])) == (None, tmp_path)
    assert asked_for(parse(["noter", "P01", "--dossier", "ici"])) == ("P01", Path("ici"))
