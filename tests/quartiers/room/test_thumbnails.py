"""Small pictures are made once, several in one process, and a bomb takes no other with it."""

from __future__ import annotations

import asyncio
import io
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import media_files as made
import pytest
from PIL import Image

from quartiers.kernels.containment import available
from quartiers.room import shrinking
from quartiers.room.homes import Unreadable
from quartiers.room.shrinking import shrink
from quartiers.room.thumbnails import MOST_TOGETHER, Source, Thumbnails
from quartiers.settings import Settings

contained = pytest.mark.skipif(not available().usable, reason="no walls on this machine")


def png(colour: str = "teal") -> bytes:
    return made.saved(Image.new("RGB", (900, 600), colour), "PNG")


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


class Counting:
    """What shrinks, and how often it was asked."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, pictures: Sequence[bytes]) -> list[bytes | None]:
        self.batches.append(len(pictures))
        return [content[:3] or None for content in pictures]


def sources(number: int, version: int = 1) -> list[Source]:
    return [
        Source((one, version), lambda one=one: f"{one:03}...".encode()) for one in range(number)
    ]


async def page(thumbnails: Thumbnails, found: list[Source], owner: str = "renard") -> list[bytes]:
    return await asyncio.gather(*(thumbnails.get(owner, one, lambda: found) for one in found))


def test_a_page_of_sixty_takes_a_few_processes_and_the_next_one_none() -> None:
    shrinks = Counting()
    thumbnails, found = Thumbnails(shrinks), sources(60)
    assert asyncio.run(page(thumbnails, found)) == [f"{one:03}".encode() for one in range(60)]
    assert shrinks.batches == [MOST_TOGETHER] * (60 // MOST_TOGETHER)
    asyncio.run(page(thumbnails, found))
    assert len(shrinks.batches) == 60 // MOST_TOGETHER


def test_a_picture_that_changed_is_made_again_alone() -> None:
    shrinks = Counting()
    thumbnails, found = Thumbnails(shrinks), sources(5)
    asyncio.run(page(thumbnails, found))
    asyncio.run(page(thumbnails, [*found[:4], *sources(5, 2)[4:]]))
    assert shrinks.batches == [5, 1]


def test_memory_is_bounded_and_the_last_ones_stay() -> None:
    thumbnails, found = Thumbnails(Counting(), most_bytes=30), sources(60)
    asyncio.run(page(thumbnails, found))
    assert thumbnails._size <= 30
    assert len(thumbnails._kept) <= 10


def test_what_is_no_picture_is_said_without_asking_again() -> None:
    shrinks = Counting()
    thumbnails, broken = Thumbnails(shrinks), Source("x", lambda: b"")
    for _ in range(3):
        with pytest.raises(Unreadable):
            asyncio.run(thumbnails.get("renard", broken, list))
    assert shrinks.batches == [1]


def left_behind() -> set[Path]:
    """The throw-away folders of this process."""
    return set(Path(tempfile.gettempdir()).glob(f"pixel-correction-{os.getpid()}-*"))


@contained
def test_pictures_are_made_small_between_walls_in_their_order(place: Settings) -> None:
    before = left_behind()
    gif = made.saved(Image.new("RGB", (30, 20), "red"), "GIF")
    found = shrink(place, [png(), b"no picture", gif, png("navy")], 480)
    assert [one is not None for one in found] == [True, False, True, True]
    sizes = [Image.open(io.BytesIO(one)).size for one in found if one]
    assert sizes == [(480, 320), (30, 20), (480, 320)]
    assert left_behind() <= before  # the judge of another test may still have its own


@contained
def test_hostile_pictures_are_none_and_take_no_other_with_them(place: Settings) -> None:
    hostile = list(made.hostile().values())
    found = shrink(place, [*hostile, png()], 480)
    assert found[-1]
    assert len(found) == len(hostile) + 1


@contained
def test_one_that_ends_the_process_is_left_out_and_the_others_are_made(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shrinking.one_process

    def dies(settings: Settings, pictures: Sequence[bytes], side: int) -> list[bytes]:
        before = pictures[: pictures.index(b"bomb")] if b"bomb" in pictures else pictures
        return real(settings, before, side)

    monkeypatch.setattr(shrinking, "one_process", dies)
    found = shrink(place, [png(), b"bomb", png("navy")], 480)
    assert [one is not None for one in found] == [True, False, True]


PRYING = """
import json, os, socket, sys
said = {"uid": os.getuid()}
for name, gesture in {
    "home": lambda: os.listdir(sys.argv[1]),
    "fork": os.fork,
    "network": lambda: socket.socket(),
    "memory": lambda: bytes(900_000_000),
}.items():
    try:
        gesture()
        said[name] = "done"
    except (OSError, MemoryError) as reason:
        said[name] = type(reason).__name__
print(json.dumps(said))
"""


@contained
@pytest.mark.skipif(os.geteuid() != 0, reason="another account takes root")
def test_what_looks_at_pictures_is_nobody_and_reaches_nothing(place: Settings) -> None:
    import subprocess

    from quartiers.kernels.contain import contained_command

    with shrinking.walls(place) as around:
        done = subprocess.run(
            contained_command(around, [*shrinking.PYTHON, "-c", PRYING, str(place.data)]),
            capture_output=True,
            text=True,
            cwd="/",
        )
    said = json.loads(done.stdout)
    assert said.pop("uid") >= place.uid_base
    assert "done" not in said.values()


def test_the_room_never_loads_what_decodes() -> None:
    import subprocess
    import sys

    code = (
        "import sys, quartiers.room.__main__; "
        "sys.exit(', '.join(sorted({'PIL.Image', 'av', 'numpy'} & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_sixty_thumbnails_through_the_page(salle: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = salle.learner()
    folder = salle.room.settings.home(learner.id) / "creations"
    folder.mkdir(parents=True)
    for number in range(30):
        (folder / f"{number}.png").write_bytes(png())
        (folder / f"{number}.json").write_text(json.dumps({"fichier": f"{number}.png"}))
    started: list[int] = []
    real = shrinking.one_process

    def counted(*asked: Any) -> list[bytes]:
        started.append(len(asked[1]))
        return real(*asked)

    monkeypatch.setattr(shrinking, "one_process", counted)
    inside = salle.inside(learner, salle.seance())
    for number in range(30):
        answer = inside.get(f"creation/{learner.id}/{number}.png")
        assert Image.open(io.BytesIO(answer.content)).size == (480, 320)
    assert started == [20, 10]


def test_pictures_that_take_their_time_leave_the_threads_of_the_pages_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import threading

    monkeypatch.setattr("quartiers.room.thumbnails.AT_ONCE", 40)
    released = threading.Event()

    def waits(pictures: Sequence[bytes]) -> list[bytes | None]:
        released.wait(20)
        return [b"x" for _ in pictures]

    async def play() -> str:
        thumbnails = Thumbnails(waits)
        slow = [
            asyncio.create_task(thumbnails.get(str(one), Source(one, lambda: b""), list))
            for one in range(40)
        ]
        await asyncio.sleep(0.05)
        try:
            name = await asyncio.wait_for(asyncio.to_thread(lambda: "free"), 10)
        finally:
            released.set()
        await asyncio.gather(*slow)
        return name

    assert asyncio.run(play()) == "free"
