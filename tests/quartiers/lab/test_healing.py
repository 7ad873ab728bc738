"""A notebook that cannot be read is put back from the newest state that can."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from power_cut import Disk, why_not

from quartiers.lab import healing, versions
from quartiers.lab.arrival import bring_lesson
from quartiers.lab.healing import Beyond, Healed, heal
from quartiers.lab.mended_page import mended_page

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PLACE = PurePosixPath("programmation/01_initiale_neon/01_initiale_neon.ipynb")
BROKEN = [
    b"",
    b"{",
    b"\0" * 4096,
    b"\xff\xfe",
    b"[]",
    b'{"cells": 3, "nbformat": 4}',
    b"[" * 99_999,
]


def notebook(text: str) -> bytes:
    """A notebook that says this."""
    cell = {"cell_type": "code", "id": "a", "source": text, "metadata": {}, "outputs": []}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4}).encode()


@pytest.fixture
def home(tmp_path: Path, published: Path) -> Path:
    """A home with the lesson in it."""
    folder = tmp_path / "home"
    bring_lesson(published, folder, *PLACE.parts[:2])
    return folder


def keep(home: Path, raw: bytes, minutes: int) -> None:
    """A version of the lesson."""
    versions.keep(
        versions.folder_of(home, PLACE), raw, "regulier", NOON + timedelta(minutes=minutes)
    )


def aside(home: Path) -> list[bytes]:
    """What was put aside."""
    return [one.read_bytes() for one in sorted((home / healing.ASIDE).rglob("*.ipynb"))]


@pytest.mark.parametrize("broken", BROKEN)
def test_the_newest_version_takes_the_place_of_what_cannot_be_read(
    published: Path, home: Path, broken: bytes
) -> None:
    keep(home, notebook("before"), 0)
    keep(home, notebook("mine"), 5)
    (home / PLACE).write_bytes(broken)
    assert heal(published, home, PLACE, NOON) == Healed(NOON + timedelta(minutes=5))
    assert (home / PLACE).read_bytes() == notebook("mine")
    assert aside(home) == [broken]


def test_a_version_that_the_cut_has_emptied_is_passed_by(published: Path, home: Path) -> None:
    keep(home, notebook("mine"), 0)
    keep(home, b"", 5)
    keep(home, b"{", 6)
    (home / PLACE).write_bytes(b"")
    assert heal(published, home, PLACE, NOON) == Healed(NOON)
    assert (home / PLACE).read_bytes() == notebook("mine")


def test_without_a_version_the_lesson_comes_as_it_was_given(published: Path, home: Path) -> None:
    given = (published / PLACE).read_bytes()
    (home / PLACE).write_bytes(b"")
    assert heal(published, home, PLACE, NOON) == Healed(None)
    assert (home / PLACE).read_bytes() == given


def test_a_notebook_that_is_well_is_left_alone(published: Path, home: Path) -> None:
    keep(home, notebook("before"), 0)
    (home / PLACE).write_bytes(notebook("mine"))
    assert heal(published, home, PLACE, NOON) is None
    assert (home / PLACE).read_bytes() == notebook("mine")


def test_one_that_vanished_comes_back_and_one_never_brought_does_not(
    published: Path, home: Path
) -> None:
    (home / PLACE).unlink()
    assert heal(published, home, PLACE, NOON) is None
    keep(home, notebook("mine"), 0)
    assert heal(published, home, PLACE, NOON) == Healed(NOON)
    assert aside(home) == []


def test_with_nothing_to_put_in_its_place_the_broken_one_stays(tmp_path: Path, home: Path) -> None:
    (home / PLACE).write_bytes(b"{")
    with pytest.raises(Beyond):
        heal(tmp_path / "nothing", home, PLACE, NOON)
    assert (home / PLACE).read_bytes() == b"{"
    page = mended_page(tmp_path / "nothing", home, PLACE, "/user/a/")
    assert page is not None
    assert "animateur" in page


def test_only_the_last_broken_ones_are_kept(published: Path, home: Path) -> None:
    for number in range(8):
        (home / PLACE).write_bytes(b"{" * (number + 1))
        heal(published, home, PLACE, NOON + timedelta(seconds=number))
    assert aside(home) == [b"{" * size for size in (4, 5, 6, 7, 8)]


def test_the_learner_reads_what_was_put_back_and_goes_on(published: Path, home: Path) -> None:
    keep(home, notebook("mine"), 0)
    (home / PLACE).write_bytes(b"")
    page = mended_page(published, home, PLACE, "/user/a/")
    here = NOON.astimezone()
    assert page is not None
    assert f"du 25/11 à {here.hour} h 00" in page
    assert f'href="/user/a/doc/tree/{PLACE}"' in page
    assert mended_page(published, home, PLACE, "/user/a/") is None


def test_a_disk_that_refuses_is_said_and_nothing_is_lost(
    published: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(home, notebook("mine"), 0)
    (home / PLACE).write_bytes(b"{")

    def full(*_anything: object) -> None:
        raise OSError("full")

    monkeypatch.setattr("quartiers.durable.write_whole", full)
    page = mended_page(published, home, PLACE, "/user/a/")
    assert page is not None
    assert "Appelle un animateur" in page
    monkeypatch.undo()
    assert heal(published, home, PLACE, NOON) == Healed(NOON)


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_what_was_kept_outlives_a_power_cut(published: Path) -> None:
    disk = Disk(megabytes=32)
    try:
        home = disk.root / "home"
        bring_lesson(published, home, *PLACE.parts[:2])
        keep(home, notebook("mine"), 0)
        disk.cut(names_first=False)
        (home / PLACE).write_bytes(notebook("half written"))
        disk.cut()
        heal(published, home, PLACE, NOON)
        assert (home / PLACE).read_bytes() == notebook("mine")
    finally:
        disk.close()
