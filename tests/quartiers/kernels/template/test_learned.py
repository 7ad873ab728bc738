"""What was learned is read back as written, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.kernels.template.learned import (
    Learned,
    names_in,
    place_of,
    read_learned,
    write_learned,
)


def test_what_was_learned_is_read_back(tmp_path: Path) -> None:
    learned = Learned(frozenset({("/a/b.py", "C.d"), ("/a/b.py", "e")}), ("d", "e"))
    write_learned(learned, tmp_path / "appris.json")
    assert read_learned(tmp_path / "appris.json") == learned
    assert [file.name for file in tmp_path.iterdir()] == ["appris.json"]


@pytest.mark.parametrize("text", ["", "[]", '{"code": [["a"]], "names": []}', '{"code": 1}'])
def test_a_file_that_is_not_ours_teaches_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "appris.json").write_text(text)
    assert read_learned(tmp_path / "appris.json") == Learned()


def test_a_machine_that_learned_nothing_has_nothing() -> None:
    assert read_learned(Path("/nowhere/appris.json")) == Learned()


def test_the_names_of_a_code_are_those_that_python_keeps_once() -> None:
    def example(size, *, colour="red"):
        return size.method(colour, "a key", "key")

    found = set(names_in(example.__code__))
    assert {"size", "colour", "method", "key", "example"} <= found
    assert "a key" not in found


def test_a_code_is_known_by_its_file_and_its_name() -> None:
    code = test_a_code_is_known_by_its_file_and_its_name.__code__
    assert Learned(frozenset({(__file__, code.co_name)})).ran(code)
    assert place_of(code) == (__file__, code.co_name)
