"""What goes into the box comes out the same, and only plain files come out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.grading.inbox import NothingHandedIn, drop, take
from quartiers.grading.names import UnsafeName


@given(content=st.binary())
def test_bytes_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    inbox = tmp_path_factory.mktemp("boite")
    drop(inbox, "un", "lecon", content)
    assert take(inbox, "un", "lecon") == content


def test_a_submission_is_private_and_never_written_twice(tmp_path: Path) -> None:
    path = drop(tmp_path / "boite", "un", "lecon", b"1")
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        drop(tmp_path / "boite", "un", "lecon", b"2")


def test_a_notebook_under_another_name_is_taken(tmp_path: Path) -> None:
    path = drop(tmp_path, "un", "lecon", b"1")
    path.rename(path.with_name("Copie de lecon.ipynb"))
    assert take(tmp_path, "un", "lecon") == b"1"


def test_the_expected_name_is_preferred(tmp_path: Path) -> None:
    path = drop(tmp_path, "un", "lecon", b"1")
    path.with_name("avant.ipynb").write_bytes(b"2")
    assert take(tmp_path, "un", "lecon") == b"1"


def test_a_link_a_folder_or_a_pipe_is_never_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("corrigé")
    for number, make in enumerate(
        (lambda p: p.symlink_to(secret), lambda p: p.mkdir(), lambda p: os.mkfifo(p))
    ):
        folder = tmp_path / f"envoi{number}"
        folder.mkdir()
        make(folder / "lecon.ipynb")
        with pytest.raises(NothingHandedIn):
            take(tmp_path, folder.name, "lecon")


def test_more_bytes_than_allowed_are_refused(tmp_path: Path) -> None:
    drop(tmp_path, "un", "lecon", b"12345")
    assert take(tmp_path, "un", "lecon", limit=5) == b"12345"
    with pytest.raises(NothingHandedIn, match="longer than 4 bytes"):
        take(tmp_path, "un", "lecon", limit=4)


def test_a_name_with_a_path_inside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafeName):
        take(tmp_path, "../boite", "lecon")
    with pytest.raises(UnsafeName):
        drop(tmp_path, "un", "../lecon", b"")
