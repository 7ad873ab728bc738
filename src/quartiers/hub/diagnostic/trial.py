"""A short trial on the real thing: a few learners' servers and kernels, forked, contained, used.

Nothing of it stays: folders, processes and ports are those of the trial alone.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tornado.httpclient import HTTPError

from quartiers.hub import processes, warm_server
from quartiers.hub.diagnostic.capacity import Cost
from quartiers.hub.diagnostic.costs import cpu_seconds, memory_of
from quartiers.hub.diagnostic.stand_in import Guest, hub_environment, new_guest, stand_in_hub
from quartiers.hub.diagnostic.visit import NothingShown, visit
from quartiers.hub.folders import (
    PASSAGE,
    ensure_folders,
    ensure_home,
    ensure_tmp_root,
    learner_tmp,
    remove_tmp_root,
)
from quartiers.hub.forking import server_order
from quartiers.hub.keepers import forget_keeper, fork_with_log, shared_keeper
from quartiers.hub.learner_server import (
    learner_uid,
    server_command,
    server_environment,
    server_walls,
    write_config,
)
from quartiers.hub.ports import any_free_port
from quartiers.hub.sockets import ensure_sockets, server_listener, sockets_of
from quartiers.hub.temporary import temporary_parent
from quartiers.kernels.contain import Walls
from quartiers.kernels.containment import Containment
from quartiers.kernels.template.bell import NoTemplate
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.settings import Settings

GUESTS = 3
TRIAL_UIDS = 150_000
"""The trial's accounts: above the learners' own, and above those of the grading."""

Server = ForkedProcess | subprocess.Popen[bytes]


class TrialFailed(Exception):
    """No server could be tried; the message says why, for the adult who reads the log."""


@dataclass
class Place:
    """The throw-away house of a trial, and what runs in it."""

    settings: Settings
    containment: Containment
    servers: list[tuple[int, Server]]

    def pids(self) -> list[int]:
        """The processes of all its learners."""
        own = [server.pid for _, server in self.servers]
        return [*own, *(child.pid for pid in own for child in processes.descendants(pid))]


def try_out(settings: Settings, containment: Containment, guests: int = GUESTS) -> Cost:
    """Let `guests` learners in, after a first one; what each of them costs. TrialFailed."""
    try:
        with throw_away_place(settings, containment) as place, stand_in(place) as (url, known):
            return asyncio.run(_measure(place, url, known, guests))
    except (OSError, HTTPError, NothingShown, TimeoutError) as reason:
        raise TrialFailed(f"{type(reason).__name__}: {reason}") from reason


def watch_one(settings: Settings, containment: Containment, program: str, notes: str) -> str:
    """Let one learner in, whose server is `program`; the file `notes` that it left at home.

    TrialFailed, OSError.
    """
    try:
        with throw_away_place(settings, containment) as place, stand_in(place) as (url, known):
            guest = asyncio.run(_let_in(place, url, known, 0, program))
            return (place.settings.home(guest.name) / notes).read_text(encoding="utf-8")
    except (HTTPError, NothingShown, TimeoutError) as reason:
        raise TrialFailed(f"{type(reason).__name__}: {reason}") from reason


async def _let_in(
    place: Place, url: str, known: dict[str, Guest], number: int, program: str = warm_server.PROGRAM
) -> Guest:
    guest = new_guest(f"essai-{number}", sockets_of(place.settings).server(number))
    known[guest.token] = guest
    place.servers.append((number, start_server(place, guest, number, url, program)))
    await visit(guest)
    return guest


async def _measure(place: Place, url: str, known: dict[str, Guest], guests: int) -> Cost:
    """The first one pays for what all share: the cost of one more is what counts."""
    keeper = shared_keeper(place.settings.logs)

    def taken() -> tuple[float, float]:
        pids = place.pids()
        shared = [keeper.pid] if keeper and keeper.pid else []
        return memory_of([*pids, *shared]), sum(map(cpu_seconds, pids))

    await _let_in(place, url, known, 0)
    memory_before, cpu_before = taken()
    begun = time.monotonic()
    await asyncio.gather(*(_let_in(place, url, known, n) for n in range(1, guests + 1)))
    seconds = time.monotonic() - begun
    memory, cpu = taken()
    return Cost((memory - memory_before) / guests, (cpu - cpu_before) / guests, guests + 1, seconds)


def stand_in(place: Place) -> AbstractContextManager[tuple[str, dict[str, Guest]]]:
    """A stand-in for the Hub where this place's servers look for it."""
    if place.containment.own_uid:
        return stand_in_hub(sockets_of(place.settings).hub_door)
    return stand_in_hub(port=place.settings.port)


@contextmanager
def throw_away_place(settings: Settings, containment: Containment) -> Iterator[Place]:
    """The folders of a house, temporary; they go with all that was started there."""
    folder = Path(tempfile.mkdtemp(prefix="px-essai-", dir=temporary_parent()))
    folder.chmod(PASSAGE)
    own = replace(
        settings,
        data=folder / "donnees",
        database_url="",
        port=any_free_port(),
        uid_base=settings.uid_base + TRIAL_UIDS,
    )
    place = Place(own, containment, [])
    try:
        ensure_folders(own)
        ensure_tmp_root(own)
        ensure_sockets(own)
        write_config(own, containment)
        yield place
    finally:
        close(place)
        shutil.rmtree(folder, ignore_errors=True)


def start_server(
    place: Place, guest: Guest, number: int, hub_url: str, program: str = warm_server.PROGRAM
) -> Server:
    """As the spawner does: forked from a warm process where that works, started otherwise."""
    settings = place.settings
    uid = learner_uid(settings, place.containment, number)
    tmp = learner_tmp(settings, number)
    ensure_home(settings.home(guest.name), uid)
    ensure_home(tmp, uid)
    walls = server_walls(settings, place.containment, name=guest.name, number=number, tmp=tmp)
    environment = server_environment(settings, walls) | hub_environment(guest, hub_url)
    keeper = shared_keeper(settings.logs)
    with (
        (settings.logs / f"{guest.name}.log").open("wb") as log,
        server_listener(settings, number) as listener,
    ):
        if keeper is not None:
            try:
                order = replace(server_order(environment, [], walls), program=program)
                return fork_with_log(keeper, order, log.fileno(), listener.fileno())
            except NoTemplate:
                pass
        return _plain(walls, environment, log.fileno(), listener.fileno())


def _plain(
    walls: Walls, environment: dict[str, str], log: int, listener: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        server_command(walls, listener),
        pass_fds=(listener,),
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )


def close(place: Place) -> None:
    """End all that the trial started: its learners' processes, then its warm process."""
    left_behind = [
        child for _, server in place.servers for child in processes.descendants(server.pid)
    ]
    for _, server in place.servers:
        server.kill()
        server.wait(10)
    processes.kill_survivors(left_behind)
    for number, _ in place.servers:
        uid = learner_uid(place.settings, place.containment, number)
        if uid is not None:
            asyncio.run(processes.kill_all_of(uid))
    forget_keeper(place.settings.logs)
    remove_tmp_root(place.settings)
