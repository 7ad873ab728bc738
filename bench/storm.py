"""Many browsers at once, at request level: they ask for what a real one was seen asking for."""

from __future__ import annotations

import asyncio
import statistics
import threading
import time
from collections.abc import Awaitable, Coroutine, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

import aiohttp
from browser import Asked
from guest import Guest, new_session
from houses import House
from room import every, look
from yarl import URL

AT_REST = 5.0  # seconds of watching before the storm


@dataclass
class Storm:
    """What the storm did to those who work: latencies of a cell and of the board in milliseconds
    (median and worst), at rest and meanwhile; `seconds` until the last browser had everything."""

    house: str
    count: int
    seconds: float = 0.0
    requests: int = 0
    megabytes: float = 0.0
    rest_cell: tuple[float, float] = (0.0, 0.0)
    rest_board: tuple[float, float] = (0.0, 0.0)
    cell: tuple[float, float] = (0.0, 0.0)
    board: tuple[float, float] = (0.0, 0.0)
    errors: list[str] = field(default_factory=list)


class Elsewhere(Protocol):
    """Runs a coroutine in another loop."""

    def __call__(self, act: Coroutine[Any, Any, None]) -> asyncio.Future[None]: ...


@contextmanager
def another_loop() -> Iterator[Elsewhere]:
    """A loop of its own for the crowd: those who watch would else measure how long thousands of
    requests take to be *asked*."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield lambda act: asyncio.wrap_future(asyncio.run_coroutine_threadsafe(act, loop))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


async def storm(house: House, early: Guest, crowd: list[Guest], seen: list[Asked]) -> Storm:
    """Everybody's server is ready; everybody loads the page at the same second."""
    found = Storm(house.title, len(crowd))
    await one_by_one(guest.http.close() for guest in crowd)  # it belongs to this loop
    with another_loop() as elsewhere:
        await elsewhere(one_by_one(arrive(guest) for guest in crowd))
        await early.start_kernel()
        looker, page = await house.animator()
        found.rest_cell, found.rest_board = await watched(
            early, looker, page, asyncio.sleep(AT_REST)
        )
        start = time.monotonic()
        loads = elsewhere(at_once(load(guest, early.name, seen, found) for guest in crowd))
        found.cell, found.board = await watched(early, looker, page, loads)
        found.seconds = time.monotonic() - start
        await looker.close()
        await elsewhere(one_by_one(guest.leave() for guest in crowd))
    return found


async def arrive(guest: Guest) -> None:
    """Come in by the real pages; how long a server takes to start is measured by room.py."""
    guest.http = new_session()
    await guest.enter()
    await guest.wait_for_server()


async def one_by_one(acts: Iterable[Awaitable[object]]) -> None:
    """Each when the one before has ended."""
    for act in acts:
        await act


async def at_once(acts: Iterable[Awaitable[object]]) -> None:
    """All together."""
    await asyncio.gather(*acts)


async def watched(
    early: Guest, looker: aiohttp.ClientSession, page: str, act: Awaitable[object]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Do something while a learner runs cells and an animator looks at the board: how long these
    took, median and worst, in milliseconds."""
    cells: list[float] = []
    boards: list[float] = []
    watchers = [
        asyncio.create_task(every(0.1, cells, lambda: early.run("1 + 1"))),
        asyncio.create_task(every(0.2, boards, lambda: look(looker, page))),
    ]
    await act
    for watcher in watchers:
        watcher.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*watchers)
    return in_short(cells), in_short(boards)


def in_short(seconds: list[float]) -> tuple[float, float]:
    """Median and worst, in milliseconds."""
    return 1000 * statistics.median(seconds), 1000 * max(seconds)


async def load(guest: Guest, seen_by: str, seen: Iterable[Asked], found: Storm) -> None:
    """Ask for all that the page of `seen_by` asked for, six at a time as a browser does."""
    mine = f"/user/{guest.name}/"
    token = guest.http.cookie_jar.filter_cookies(URL(guest.server + "/")).get("_xsrf")
    headers = {"Accept-Encoding": "gzip, deflate", "X-XSRFToken": token.value if token else ""}

    async def ask(one: Asked) -> None:
        address = URL(one.address.replace(f"/user/{seen_by}/", mine), encoded=True)
        try:
            async with guest.http.get(address, headers=headers, allow_redirects=False) as answer:
                body = await answer.content.read()
                if answer.status != one.status:
                    found.errors.append(f"{answer.status} instead of {one.status}: {address.path}")
                found.megabytes += int(answer.headers.get("Content-Length", len(body))) / 1e6
        except (aiohttp.ClientError, TimeoutError) as reason:
            found.errors.append(f"{type(reason).__name__}: {address.path}")
        found.requests += 1

    await asyncio.gather(*(ask(one) for one in seen if one.method == "GET"))
