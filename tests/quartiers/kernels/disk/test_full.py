"""What a full disk looks like from within, and that it leaves whole what was there."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest
from small_disk import small_disk

from quartiers.grading.inbox import drop
from quartiers.kernels.disk.full import is_full
from quartiers.sessions import Store, open_store

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def write_on(file: IO[bytes], size: int) -> None:
    """Write pieces of this size until the disk refuses."""
    while True:
        file.write(bytes(size))


def write_words(store: Store, learner: str) -> None:
    """Write words until the disk refuses."""
    for _ in range(2000):
        store.words.write(learner, "P01", None, "x" * 900, False, NOON)


def fill(root: Path) -> Path:
    """Take every byte that is left."""
    filler = root / "autre chose"
    with filler.open("wb", 0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with pytest.raises(OSError, match="No space left"):
                write_on(file, size)
    return filler


def test_a_store_on_a_full_disk_says_so_keeps_all_and_goes_on_when_there_is_room() -> None:
    with small_disk(32) as root:
        store = open_store(f"sqlite:///{root / 'pixel.db'}")
        me = store.learners.create("Renard azur", "Alma", None, NOON)
        store.words.write(me.id, "P01", None, "Bravo", False, NOON)
        filler = fill(root)
        with pytest.raises(Exception, match="full") as stopped:
            write_words(store, me.id)
        assert is_full(stopped.value)
        assert store.words.of_lesson(me.id, "P01")[-1].text == "Bravo"
        filler.unlink()
        store.words.write(me.id, "P01", None, "Encore", False, NOON)
        latest = store.words.latest(me.id, "P01")
        assert latest is not None
        assert latest.text == "Encore"
        store.close()


def test_a_work_that_does_not_fit_leaves_nothing_in_the_box() -> None:
    with small_disk(32) as root:
        inbox = root / "boite"
        drop(inbox, "un", "lecon", b"avant")
        filler = fill(root)
        with pytest.raises(OSError, match="No space left") as stopped:
            drop(inbox, "deux", "lecon", os.urandom(2_000_000))
        assert is_full(stopped.value)
        assert [one.name for one in inbox.iterdir()] == ["un"]
        filler.unlink()
        assert drop(inbox, "deux", "lecon", b"encore").read_bytes() == b"encore"


def test_other_troubles_are_no_full_disk() -> None:
    assert not is_full(None)
    assert not is_full(OSError(errno.EACCES, "closed"))
    assert not is_full(RuntimeError("database is locked"))
    near = RuntimeError("something else")
    near.__cause__ = OSError(errno.ENOSPC, "full")
    assert is_full(near)
    assert is_full(OSError(errno.EROFS, "read only"))
