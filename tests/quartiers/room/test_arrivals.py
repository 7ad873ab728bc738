"""What arrives lies on the disk, in files without name, under a ceiling for each and for all."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from quartiers.room.arrivals import PIECE, Arrivals, Body


@pytest.fixture
def arrivals(tmp_path: Path) -> Arrivals:
    return Arrivals(tmp_path / "arrivees", most_for_each=2, most_bytes=3_000_000)


def expected(arrivals: Arrivals, sender: str = "renard", limit: int = 2_000_000) -> Body:
    body = arrivals.expect(sender, limit)
    assert body is not None
    return body


def send(body: Body, content: bytes, step: int = 50_000) -> None:
    async def go() -> None:
        for start in range(0, len(content), step):
            await body.take(content[start : start + step])

    asyncio.run(go())


@pytest.mark.parametrize("size", [0, 10, PIECE - 1, PIECE, 5 * PIECE + 3])
def test_what_came_is_read_again_byte_for_byte(arrivals: Arrivals, size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    body = expected(arrivals)
    send(body, content)
    assert body.read() == content
    assert body.received == size


def test_memory_holds_one_piece_and_the_folder_looks_empty(arrivals: Arrivals) -> None:
    body = expected(arrivals)
    send(body, bytes(1_900_000))
    assert len(body._waiting) < PIECE
    assert list(arrivals.folder.iterdir()) == []


def test_who_sends_too_much_at_once_is_told_and_others_are_not(arrivals: Arrivals) -> None:
    mine = [expected(arrivals) for _ in range(2)]
    assert arrivals.expect("renard", 10) is None
    expected(arrivals, "loutre")
    mine[0].close()
    expected(arrivals)


def test_all_together_stay_under_one_ceiling(arrivals: Arrivals) -> None:
    first, second = expected(arrivals, "renard"), expected(arrivals, "loutre")
    send(first, bytes(1_900_000))
    send(second, bytes(1_900_000))
    assert (first.is_lost, second.is_lost) == (False, True)
    assert arrivals.size <= arrivals.most_bytes
    for body in (first, second, second):
        body.close()
    assert arrivals.size == 0


def test_what_is_too_long_is_counted_and_not_kept(arrivals: Arrivals) -> None:
    body = expected(arrivals, limit=1000)
    send(body, bytes(9_000_000))
    assert (body.is_too_long, body.received) == (True, 9_000_000)
    assert (len(body.read()), arrivals.size <= 50_000) == (0, True)


def test_on_a_disk_nearly_full_nothing_is_written(
    arrivals: Arrivals, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quartiers.room.arrivals.LEAST_ROOM", 10**18)
    body = expected(arrivals)
    send(body, bytes(600_000))
    assert body.is_lost


def test_what_comes_after_the_end_is_dropped(arrivals: Arrivals) -> None:
    body = expected(arrivals)
    body.close()
    send(body, bytes(600_000))
    assert arrivals.size == 0
