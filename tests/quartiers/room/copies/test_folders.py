"""Every file of a learner, hidden versions too, and nothing that a link leads to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quartiers.room.copies import folders
from quartiers.room.copies.folders import Budget, files_under


def read(home: Path, budget: Budget | None = None) -> dict[str, bytes]:
    items = files_under(home, "dossier", budget or Budget())
    return {str(item.path): item.content.read() for item in items}


def test_all_plain_files_come_and_what_the_tools_made_does_not(tmp_path: Path) -> None:
    for path in (
        "P/n.ipynb",
        ".quartiers/versions/P/1",
        "creations/n.png",
        ".ipython/x",
        ".local/y",
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    assert read(tmp_path) == {
        "dossier/.quartiers/versions/P/1": b".quartiers/versions/P/1",
        "dossier/P/n.ipynb": b"P/n.ipynb",
        "dossier/creations/n.png": b"creations/n.png",
    }


def test_links_pipes_and_second_names_are_left_out_and_told(tmp_path: Path) -> None:
    home, secret = tmp_path / "home", tmp_path / "secret"
    home.mkdir()
    secret.write_text("secret")
    os.symlink(secret, home / "lien")
    os.symlink(tmp_path, home / "dossier-lien")
    os.link(secret, home / "double")
    os.mkfifo(home / "tuyau")
    (home / "à moi").write_text("oui")
    budget = Budget()
    assert read(home, budget) == {"dossier/à moi": b"oui"}
    assert budget.left_out == [f"dossier/{n}" for n in ("dossier-lien", "double", "lien", "tuyau")]


def test_what_does_not_fit_is_told_and_the_rest_comes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100)
    (tmp_path / "b").write_bytes(b"x" * 10)
    budget = Budget(bytes=50)
    assert set(read(tmp_path, budget)) == {"dossier/b"}
    assert budget.left_out == ["dossier/a"]


def test_too_many_files_end_the_walk_and_it_is_told(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}").touch()
    budget = Budget(files=3)
    assert len(read(tmp_path, budget)) == 3
    assert budget.left_out


def test_a_folder_that_goes_too_deep_is_not_followed_for_ever(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (folders.DEEPEST + 3))
    deep.mkdir(parents=True)
    (deep / "f").touch()
    budget = Budget()
    assert read(tmp_path, budget) == {}
    assert len(budget.left_out) == 1


@pytest.mark.parametrize("seconds", [-1e12, 0.0, 1e18])
def test_any_date_of_a_file_can_be_written(seconds: float) -> None:
    assert 1970 <= folders.moment(seconds).year < 2107


def test_nobody_home_is_an_empty_copy(tmp_path: Path) -> None:
    assert read(tmp_path / "absent") == {}


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "P" / "Q").mkdir(parents=True)
    (tmp_path / "P" / "Q" / "f").touch()
    before = len(os.listdir("/proc/self/fd"))
    read(tmp_path)
    for _ in files_under(tmp_path, "dossier", Budget()):
        break
    assert len(os.listdir("/proc/self/fd")) == before
