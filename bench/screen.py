"""A lesson opened in a real browser: ours against stock JupyterLab, one after the other.

    python bench/screen.py 5              five rounds in a real Chromium
    python bench/screen.py 1 --crowd 30   and thirty browsers at once, at request level

A round, in each house: a computer that has seen nothing («cold»), the same opening again («warm»),
then another learner on the same computer («next»). Servers run already, kernels do not. The first
cell draws with Pillow, in the very same notebook. Bytes are those of the wire, told by Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Coroutine
from contextlib import ExitStack, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from browser import OURS, STOCK, Gesture, Opening, launch, new_computer, open_lesson, sit_down
from guest import DRAW, Guest
from houses import LESSON, House, OurHouse, StockHouse, lesson_path, new_folder
from playwright.sync_api import Browser, sync_playwright
from storm import Storm, storm

from quartiers.lessons.build import build_all
from quartiers.settings import Settings

CACHES = ("cold", "warm", "next")
MEASURES = ("kilobytes", "requests", "shown", "ready", "drawn")
TARGETS = ("kilobytes", "ready", "drawn")  # ours must be below stock in all three caches
STALLED = 1000.0  # milliseconds: a cell or the board that takes longer has been stalled


class Visits:
    """A house, the guests whose servers run in it, and a loop for their requests."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.ours = isinstance(house, OurHouse)
        self.how: Gesture = OURS if self.ours else STOCK
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.guests: list[Guest] = []

    def do(self, act: Coroutine[Any, Any, Any]) -> Any:
        """Run it there; Playwright has a loop of its own here."""
        return asyncio.run_coroutine_threadsafe(act, self.loop).result()

    def open(self) -> None:
        """Open the house; the first two guests come in by the real pages."""
        self.house.open()
        self.guests = self.do(self._arrive())

    async def _arrive(self) -> list[Guest]:
        guests = self.house.guests()
        for guest in guests[:2]:
            await guest.enter()
            await guest.wait_for_server()
        return guests

    def round(self, chromium: Browser) -> list[Opening]:
        """Cold, warm, next."""
        computer = new_computer(chromium)
        first, second = self.guests[:2]
        found = []
        for cache, guest in zip(CACHES, (first, first, second), strict=True):
            self.do(stop_kernels(guest))
            if cache != "warm":  # the same learner has stayed
                sit_down(computer, guest)
            opening = Opening(self.house.title, cache)
            found.append(open_lesson(computer, opening, self._address(guest), self.how))
            show_opening(found[-1])
        computer.close()
        return found

    def storm(self, cold: Opening) -> Storm:
        """The crowd asks for what the first guest's cold page asked for."""
        first, _, *crowd = self.guests
        return self.do(storm(self.house, first, crowd, cold.asked))

    def close(self) -> None:
        """Everybody leaves."""
        with suppress(Exception):
            self.do(self._leave())
        if self.house.process is not None:
            self.house.close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        shutil.rmtree(self.house.folder, ignore_errors=True)

    async def _leave(self) -> None:
        for guest in self.guests:
            await guest.leave()

    def _address(self, guest: Guest) -> str:
        mine = f"{self.house.url}/user/{guest.name}"  # as the room's pages say it
        if self.ours:
            return f"{mine}/quartiers/open?lesson={LESSON}"
        return f"{mine}/doc/tree/{self.house.lesson}"


async def stop_kernels(guest: Guest) -> None:
    """As if nobody had come yet."""
    for session in await guest.api("GET", "api/sessions"):
        await guest.api("DELETE", f"api/sessions/{session['id']}")


def publish(settings: Settings) -> None:
    """Build the lessons; the first cell of the one that is opened draws."""
    build_all(settings)
    notebook = settings.published / lesson_path()
    content = json.loads(notebook.read_text(encoding="utf-8"))
    first = next(cell for cell in content["cells"] if cell["cell_type"] == "code")
    first["source"] = f"from atelier import *\n{DRAW}"
    first["metadata"]["quartiers"]["role"] = "exemple"  # ours runs a preparation by itself
    notebook.write_text(json.dumps(content), encoding="utf-8")


def show_opening(one: Opening) -> None:
    """One line."""
    print(
        f"{one.house:>18}, {one.cache}: {one.kilobytes:7.0f} kB in {one.requests:3} requests, "
        f"shown {one.shown:5.0f} ms, ready {one.ready:5.0f}, first cell drawn {one.drawn:5.0f}",
        flush=True,
    )


def compare(openings: list[Opening]) -> bool:
    """Medians and ratios; whether all targets are reached."""
    reached = True
    for cache in CACHES:
        for measure in MEASURES:
            stock, ours = (median(openings, house, cache, measure) for house in HOUSES)
            wanted = measure in TARGETS
            good = ours < stock
            said = ("reached" if good else "NOT YET") if wanted else ""
            reached = reached and (good or not wanted)
            print(
                f"  {cache} {measure:>10}: {stock:8.0f} → {ours:8.0f}  ÷ {stock / ours:.1f} {said}"
            )
    return reached


HOUSES = (StockHouse.title, OurHouse.title)


def median(openings: list[Opening], house: str, cache: str, measure: str) -> float:
    """The median of one measure, never 0: it divides."""
    found = [getattr(it, measure) for it in openings if (it.house, it.cache) == (house, cache)]
    return max(statistics.median(found), 0.001)


def show_storm(one: Storm) -> bool:
    """A few lines; whether nobody was stalled and nothing failed."""
    good = not one.errors and max(one.cell[1], one.board[1]) < STALLED
    print(
        f"{one.house}, {one.count} browsers at once: {one.requests} requests, "
        f"{one.megabytes:.0f} MB, {one.seconds:.1f} s, {len(one.errors)} errors\n"
        f"    a cell {one.rest_cell[0]:.0f} ms (worst {one.rest_cell[1]:.0f}) "
        f"→ {one.cell[0]:.0f} (worst {one.cell[1]:.0f}), "
        f"the board {one.rest_board[0]:.0f} ms (worst {one.rest_board[1]:.0f}) "
        f"→ {one.board[0]:.0f} (worst {one.board[1]:.0f})\n"
        f"    nothing failed, nobody waited a second: {'reached' if good else 'NOT YET'}",
        flush=True,
    )
    for error in sorted(set(one.errors))[:5]:
        print(f"    ! {one.errors.count(error)} × {error}")
    return good


def make(kind: type[House], crowd: int, built: Settings) -> House:
    """A house that is not open yet, with room for the crowd."""
    house = kind(max(1, crowd + 1), new_folder(), lesson_path())
    if isinstance(house, StockHouse):
        house.published = built.published
    else:
        shutil.copytree(built.data, house.folder / "donnees", dirs_exist_ok=True)
    return house


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("rounds", type=int)
    parser.add_argument("--crowd", type=int, default=0)
    parser.add_argument("--only", choices=("ours", "stock"))
    parser.add_argument("--json", type=Path, help="write the results there too")
    found = parser.parse_args()
    kinds = {"stock": StockHouse, "ours": OurHouse}
    openings: list[Opening] = []
    storms: list[Storm] = []
    good = True
    with ExitStack() as stack:
        built = Settings(data=new_folder() / "donnees")
        stack.callback(shutil.rmtree, built.data.parent, ignore_errors=True)
        publish(built)
        visits = []
        for name in kinds:
            if found.only in (None, name):
                visits.append(Visits(make(kinds[name], found.crowd, built)))
                stack.callback(visits[-1].close)
                visits[-1].open()
        time.sleep(3)  # the services that start with a house have started
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        chromium = launch(stack.enter_context(sync_playwright()))
        stack.callback(chromium.close)
        for _ in range(found.rounds):
            for visit in visits:
                openings += visit.round(chromium)
        if not found.only:
            good = compare(openings)
        for visit in visits if found.crowd else ():
            cold = next(it for it in openings if it.house == visit.house.title)
            storms.append(visit.storm(cold))
            good = show_storm(storms[-1]) and good
    if found.json:
        results = {"openings": openings, "storms": storms}
        text = {name: [asdict(one) for one in many] for name, many in results.items()}
        found.json.write_text(json.dumps(text, indent=1))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
