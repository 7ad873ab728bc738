"""Which lesson a code or a path means."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.lab.catalogue import by_code, by_path, notebook_path, read_index


def test_a_box_that_published_nothing_has_no_lesson(tmp_path: Path) -> None:
    assert read_index(tmp_path) == []


@pytest.mark.parametrize("left", [b"", b"[{", b"\xff"])
def test_an_index_that_a_power_cut_has_damaged_lists_nothing(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "index.json").write_bytes(left)
    assert read_index(tmp_path) == []


@pytest.mark.parametrize("code", ["P01", "p01", " P01 "])
def test_a_code_is_known_in_any_case(published: Path, code: str) -> None:
    entry = by_code(read_index(published), code)
    assert entry is not None
    assert entry["titre"] == "Mon initiale en néon"


@pytest.mark.parametrize("code", ["", "P02", "../P01"])
def test_an_unknown_code_is_no_lesson(published: Path, code: str) -> None:
    assert by_code(read_index(published), code) is None


def test_a_lesson_is_found_again_by_its_notebook_path(published: Path) -> None:
    entries = read_index(published)
    assert by_path(entries, str(notebook_path(entries[0]))) == entries[0]


@pytest.mark.parametrize(
    "path",
    ["", "copie.ipynb", "programmation/01_initiale_neon", "x/programmation/01_initiale_neon.ipynb"],
)
def test_a_copy_elsewhere_is_no_lesson(published: Path, path: str) -> None:
    assert by_path(read_index(published), path) is None
