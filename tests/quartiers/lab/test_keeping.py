"""Writing a notebook without losing another state of it."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.lab import versions
from quartiers.lab.keeping import Emptied, Writing, digest_of, keep_work, picture_of

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def notebook(*texts: str) -> bytes:
    """A notebook whose cells hold these texts."""
    cells = [{"id": str(place), "source": text} for place, text in enumerate(texts)]
    return json.dumps({"cells": cells, "nbformat": 4}).encode()


class Desk:
    """A notebook on the disk and its versions."""

    def __init__(self, folder: Path) -> None:
        self.file, self.versions = folder / "work.ipynb", folder / "versions"

    def write(
        self, raw: bytes, base: str | None, screen: str = "a", *, force: bool = False, at: int = 0
    ) -> tuple[str, bool]:
        writing = Writing(raw, base, screen, force)
        kept = keep_work(self.file, self.versions, writing, NOON + timedelta(seconds=at))
        return kept.digest, kept.other

    def aside(self) -> list[bytes]:
        found = versions.listed(self.versions)
        return [versions.read(self.versions, one.name) for one in found]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A notebook written once."""
    desk = Desk(tmp_path)
    desk.write(notebook("one"), None)
    return desk


def test_a_screen_writes_on_from_what_it_wrote(desk: Desk) -> None:
    base = digest_of(desk.file)
    for text in ("two", "three"):
        base, other = desk.write(notebook(text), base)
        assert not other
    assert desk.file.read_bytes() == notebook("three")


def test_two_screens_lose_neither(desk: Desk) -> None:
    base = digest_of(desk.file)
    desk.write(notebook("screen a"), base, "a")
    digest, other = desk.write(notebook("screen b"), base, "b", at=1)
    assert other
    assert digest == digest_of(desk.file)
    assert desk.file.read_bytes() == notebook("screen a")
    assert notebook("screen b") in desk.aside()


def test_a_choice_between_two_screens_puts_the_other_aside(desk: Desk) -> None:
    base = digest_of(desk.file)
    desk.write(notebook("screen a"), base, "a")
    desk.write(notebook("screen b"), base, "b", at=1)
    _, other = desk.write(notebook("screen b"), base, "b", force=True, at=2)
    assert not other
    assert desk.file.read_bytes() == notebook("screen b")
    assert notebook("screen a") in desk.aside()


def test_two_screens_that_say_the_same_do_not_disagree(desk: Desk) -> None:
    base = digest_of(desk.file)
    desk.write(notebook("same"), base, "a")
    assert desk.write(notebook("same"), base, "b")[1] is False


@pytest.mark.parametrize("empty", [notebook(), notebook("", "  ")])
def test_nothing_never_takes_the_place_of_something(desk: Desk, empty: bytes) -> None:
    with pytest.raises(Emptied):
        desk.write(empty, digest_of(desk.file))
    with pytest.raises(Emptied):
        desk.write(empty, None, force=True)
    assert desk.file.read_bytes() == notebook("one")


def test_a_cell_made_empty_is_first_put_aside(desk: Desk) -> None:
    base, _ = desk.write(notebook("one", "mine"), digest_of(desk.file))
    desk.write(notebook("one", ""), base, at=1)
    assert notebook("one", "mine") in desk.aside()


def test_a_version_is_kept_now_and_then(desk: Desk) -> None:
    base = digest_of(desk.file)
    for minute in range(11):
        base, _ = desk.write(notebook(f"minute {minute}"), base, at=60 * minute)
    assert len(desk.aside()) == 3  # at 0, 5 and 10 minutes


def test_a_lesson_taken_away_comes_back_with_its_next_writing(desk: Desk) -> None:
    base = digest_of(desk.file)
    desk.file.unlink()
    assert desk.write(notebook("two"), base)[1] is False
    assert desk.file.read_bytes() == notebook("two")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond a hundred bytes; pytest's own words neither, so
    this lasts no longer than one writing."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_leaves_the_work_as_it_was(desk: Desk) -> None:
    with pytest.raises(OSError, match="too large"), full_disk():
        desk.write(notebook("long" * 100), digest_of(desk.file))
    assert desk.file.read_bytes() == notebook("one")
    assert list(desk.file.parent.rglob(".quartiers-*")) == []


def test_the_picture_of_a_version_is_its_last_drawing() -> None:
    data = [{"image/svg+xml": ["<svg>", "</svg>"]}, {"text/html": "<p>no picture</p>"}]
    cells = [{"outputs": [{"data": one} for one in data]}]
    picture = picture_of(json.dumps({"cells": cells}).encode())
    assert picture == "data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="


def test_what_is_no_notebook_has_no_picture() -> None:
    assert picture_of(b"[1, 2") is None
    assert picture_of(b'{"cells": 3}') is None
