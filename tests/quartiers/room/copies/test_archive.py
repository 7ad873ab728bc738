"""The zip opens everywhere, whatever its files are called, and is never whole in memory."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest

from quartiers.room.copies.archive import (
    LONGEST_PART,
    PIECE,
    Item,
    Names,
    safe_part,
    text_item,
    zip_pieces,
)

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


class Endless(io.RawIOBase):
    """Bytes that never end, made as they are read."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= PIECE
        self.given += size
        return b"x" * size


def opened(pieces: list[bytes]) -> ZipFile:
    archive = ZipFile(io.BytesIO(b"".join(pieces)))
    assert archive.testzip() is None
    return archive


def test_what_goes_in_comes_out_byte_for_byte_with_the_hour_of_roubaix() -> None:
    content = bytes(range(256)) * 1000
    items = [text_item("a/é.bin", NOON, content), text_item("vide.txt", NOON, "")]
    archive = opened(list(zip_pieces(items)))
    assert archive.namelist() == ["a/é.bin", "vide.txt"]
    assert archive.read("a/é.bin") == content
    assert archive.getinfo("vide.txt").date_time == (2026, 11, 18, 13, 0, 0)


def test_a_file_is_read_little_by_little_and_no_further_than_was_said() -> None:
    endless = Endless()
    pieces = zip_pieces([Item(PurePosixPath("long"), NOON, endless, 50 * PIECE)])  # type: ignore[arg-type]
    first = next(pieces)
    assert endless.given < 50 * PIECE or len(first) < PIECE
    whole = [first, *pieces]
    assert max(map(len, whole)) < 4 * PIECE
    assert opened(whole).getinfo("long").file_size == 50 * PIECE


def test_a_copy_that_nobody_waits_for_closes_its_file() -> None:
    source = io.BytesIO(bytes(range(256)) * 100_000)
    pieces = zip_pieces([Item(PurePosixPath("long"), NOON, source, 25_600_000)])
    next(pieces)
    pieces.close()
    assert source.closed


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("mon néon.ipynb", "mon néon.ipynb"),
        ('a\\b:c*d?"<>|\n', "a_b_c_d______"),
        ("..", "_"),
        ("fin. ", "fin"),
        ("CON.png", "_CON.png"),
        ("\udcff.png", "?.png".replace("?", "_")),
    ],
)
def test_every_machine_can_write_the_names(part: str, name: str) -> None:
    assert safe_part(part) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_part("é" * 300 + ".png")
    assert (len(name), name[-4:]) == (LONGEST_PART, ".png")


def test_two_files_never_have_the_same_name_on_windows() -> None:
    names = Names()
    given = [names.of(PurePosixPath(path)) for path in ("a/N.png", "a/n.png", "a/n.PNG", "b/n.png")]
    assert given == ["a/N.png", "a/n-2.png", "a/n-3.PNG", "b/n.png"]
