"""Everybody clicks at the same second: ours against stock JupyterHub, one after the other.

    python bench/room.py 10 30            both houses, ten learners then thirty
    python bench/room.py 60 --only ours

Each learner logs in by the real pages, opens the lesson, draws with Pillow in a cell, saves, checks
an exercise. «Served» means: the picture is there. One more learner is already at work and runs a
small cell all the time; an animator looks at the board every second. With BENCH_DETAILS in the
environment, each process is listed at the end of the rush.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from guest import Guest
from houses import House, OurHouse, StockHouse, lesson_path, new_folder
from measure import cost_of, details, machine_seconds

from quartiers.lessons.build import build_all
from quartiers.settings import Settings

TARGETS = {30: (6.0, 3.0), 60: (4.0, 3.5)}


@dataclass
class Result:
    """One rush; times in seconds, memory in MiB, latencies in milliseconds."""

    house: str
    count: int
    first: float = 0.0
    median: float = 0.0
    last: float = 0.0
    checked: float = 0.0
    memory: float = 0.0
    cpu: float = 0.0
    processes: int = 0
    cell: float = 0.0
    cell_worst: float = 0.0
    board: float = 0.0
    board_worst: float = 0.0
    client_cpu: float = 0.0
    others_cpu: float = 0.0
    kernels_lost: int = 0
    errors: list[str] = field(default_factory=list)


async def rush(house: House) -> Result:
    """Let everybody in at once and watch."""
    early, *crowd = house.guests()
    await early.live(time.monotonic())
    if early.times.trouble:
        raise RuntimeError(early.times.trouble)
    looker, page = await house.animator()
    assert house.process is not None
    before, client_before = cost_of(house.process.pid).cpu, time.process_time()
    machine_before = machine_seconds()
    cells: list[float] = []
    boards: list[float] = []
    watchers = [
        asyncio.create_task(every(0.5, cells, lambda: early.run("1 + 1"))),
        asyncio.create_task(every(1.0, boards, lambda: look(looker, page))),
    ]
    start = time.monotonic()
    await asyncio.gather(*(guest.live(start) for guest in crowd))
    for watcher in watchers:
        watcher.cancel()
    client = time.process_time() - client_before
    machine = machine_seconds() - machine_before
    cost = cost_of(house.process.pid)
    if "BENCH_DETAILS" in os.environ:
        print(details(house.process.pid), flush=True)
    result = summary(house, crowd, cells, boards)
    result.memory, result.processes = cost.memory, cost.processes
    result.cpu, result.client_cpu = cost.cpu - before, client
    result.others_cpu = max(0.0, machine - result.cpu - client)
    for guest in (early, *crowd):
        with suppress(Exception):
            await guest.leave()
    await looker.close()
    return result


def summary(house: House, crowd: list[Guest], cells: list[float], boards: list[float]) -> Result:
    """The times of those who were served, and what happened to the others."""
    served = sorted(guest.times.drawn for guest in crowd if guest.times.drawn)
    result = Result(house.title, house.count)
    result.errors = [guest.times.trouble for guest in crowd if guest.times.trouble]
    result.kernels_lost = sum(guest.times.kernels_lost for guest in crowd)
    if served:
        result.first, result.last = served[0], served[-1]
        result.median = statistics.median(served)
        result.checked = max(guest.times.checked for guest in crowd)
    if cells:
        result.cell, result.cell_worst = 1000 * statistics.median(cells), 1000 * max(cells)
    if boards:
        result.board, result.board_worst = 1000 * statistics.median(boards), 1000 * max(boards)
    return result


async def every(seconds: float, taken: list[float], act: Callable[[], object]) -> None:
    """Do something again and again, and note how long each time took."""
    while True:
        start = time.monotonic()
        with suppress(AssertionError, OSError):
            await act()  # type: ignore[misc]
        taken.append(time.monotonic() - start)
        await asyncio.sleep(seconds)


async def look(http: object, page: str) -> None:
    """Read a page."""
    async with http.get(page) as answer:  # type: ignore[attr-defined]
        await answer.text()
        answer.raise_for_status()


def one_rush(kind: type[House], count: int, published: Path) -> Result:
    """Open a house, let the crowd in, close."""
    house = kind(count, new_folder(), lesson_path())
    if isinstance(house, StockHouse):
        house.published = published
    else:
        shutil.copytree(published.parent, house.folder / "donnees", dirs_exist_ok=True)
    try:
        house.open()
        time.sleep(3)  # the services that start with it have started
        return asyncio.run(rush(house))
    finally:
        if house.process is not None:
            house.close()
        shutil.rmtree(house.folder, ignore_errors=True)


def show(result: Result) -> None:
    """A few lines for people."""
    print(
        f"{result.house}, {result.count}: served first {result.first:.1f} s, "
        f"median {result.median:.1f} s, last {result.last:.1f} s, "
        f"all checked {result.checked:.1f} s\n"
        f"    {result.memory:.0f} MiB PSS in {result.processes} processes, "
        f"{result.cpu:.1f} CPU s (client {result.client_cpu:.1f}, "
        f"the rest of the machine {result.others_cpu:.1f}), {len(result.errors)} errors, "
        f"{result.kernels_lost} kernels lost\n"
        f"    a cell meanwhile {result.cell:.0f} ms (worst {result.cell_worst:.0f}), "
        f"the board {result.board:.0f} ms (worst {result.board_worst:.0f})",
        flush=True,
    )
    for error in sorted(set(result.errors)):
        print(f"    ! {result.errors.count(error)} × {error}")


def compare(ours: Result, stock: Result) -> None:
    """Ratios, and the targets where there are some."""
    ratios = stock.last / ours.last, stock.memory / ours.memory, stock.cpu / ours.cpu
    time_, memory, cpu = ratios
    print(f"  → {ours.count}: last served ÷ {time_:.1f}, memory ÷ {memory:.1f}, CPU ÷ {cpu:.1f}")
    if ours.count in TARGETS:
        wanted = TARGETS[ours.count]
        reached = time_ >= wanted[0] and memory >= wanted[1]
        print(f"    wanted ÷ {wanted[0]} and ÷ {wanted[1]}: {'reached' if reached else 'NOT YET'}")


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--only", choices=("ours", "stock"))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the results there too")
    found = parser.parse_args()
    results: list[Result] = []
    folder = new_folder()
    try:
        built = Settings(data=folder / "donnees")
        build_all(built)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        kinds = {"stock": StockHouse, "ours": OurHouse}
        wanted = [kinds[name] for name in kinds if found.only in (None, name)]
        for count in found.counts:
            for _ in range(found.rounds):
                pair = []
                for kind in wanted:
                    pair.append(one_rush(kind, count, built.published))
                    show(pair[-1])
                if len(pair) == 2:
                    compare(pair[1], pair[0])
                results += pair
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if found.json:
        found.json.write_text(json.dumps([asdict(result) for result in results], indent=1))
    return 1 if any(result.errors for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
