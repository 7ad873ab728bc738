"""A visit of a home, as its owner and between their walls, ends and tells the truth."""

from __future__ import annotations

import asyncio
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quartiers.kernels.containment import available
from quartiers.room import visits
from quartiers.room.visits import visit

OWNER = 234_568
FOX = "Renard turquoise"
pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="a home of another account takes root"),
    pytest.mark.skipif(not available().own_uid, reason="no account of their own here"),
]


@pytest.fixture
def home() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="pixel-essai-", dir="/tmp"))
    yield place
    shutil.rmtree(place)


def give(home: Path) -> None:
    for path in (home, *home.rglob("*")):
        os.chown(path, OWNER, OWNER, follow_symlinks=False)


def note(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"cells": [], "metadata": {"quartiers_a_deux_avec": FOX}}
    path.write_text(json.dumps(content))
    return path


def forget(home: Path) -> bool:
    with tempfile.TemporaryFile() as told:
        told.write(json.dumps({"partner": FOX}).encode())
        told.seek(0)
        return asyncio.run(visit(home, "quartiers.lab.forget", told))


def test_a_home_closed_to_its_own_learner_and_full_of_traps_is_gone_through(home: Path) -> None:
    notes = [note(home / place) for place in ("a.ipynb", "p/q/b.ipynb", "p/r/c.ipynb")]
    for name in ("json.py", "argparse.py", "os.py", "sitecustomize.py", "quartiers.py"):
        (home / name).write_text("raise SystemExit(7)")
    os.mkfifo(home / "tuyau.ipynb")
    (home / "lien").symlink_to("/")
    give(home)
    notes[0].chmod(0)
    (home / "p/q").chmod(0)
    (home / "p/r").chmod(0o400)
    home.chmod(0)
    assert forget(home)
    assert [FOX in path.read_text() for path in notes] == [False] * 3
    assert {path.stat().st_uid for path in notes} == {OWNER}


def test_what_belongs_to_somebody_else_is_said_to_be_left(home: Path) -> None:
    mine, theirs = note(home / "a.ipynb"), note(home / "b.ipynb")
    give(home)
    os.chown(theirs, 0, 0)
    theirs.chmod(0o600)
    assert not forget(home)
    assert (FOX in mine.read_text(), FOX in theirs.read_text()) == (False, True)


def test_a_visit_that_does_not_end_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "SECONDS", 1)
    give(home)
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as told, os.fdopen(writing, "wb"):
        assert not asyncio.run(visit(home, "quartiers.lab.forget", told))


def test_without_home_nothing_is_run(tmp_path: Path) -> None:
    assert not asyncio.run(visit(tmp_path / "personne", "quartiers.lab.forget", io.BytesIO()))
