"""Starts and stops learners' servers: their own home, their own walls, no account to create."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from tornado import web
from traitlets import Bool, Instance, Unicode, default

from quartiers.hub import processes
from quartiers.hub.folders import (
    ensure_home,
    ensure_tmp_root,
    learner_tmp,
    remove_learner_tmp,
)
from quartiers.hub.forking import ForkingSpawner
from quartiers.hub.identity import is_learner
from quartiers.hub.keepers import shared_keeper
from quartiers.hub.learner_server import (
    learner_uid,
    server_command,
    server_environment,
    server_walls,
)
from quartiers.hub.sockets import server_listener, sockets_of
from quartiers.kernels import cgroup
from quartiers.kernels.contain import Walls
from quartiers.kernels.containment import Containment, available
from quartiers.kernels.template.keeper import Keeper
from quartiers.sessions import Learner, Store, open_store
from quartiers.sessions.erasures import Erasure
from quartiers.settings import Settings
from quartiers.unix_http import unix_url

LOOK_EVERY = 0.15  # seconds
NO_SERVER = "Ce compte n'a pas d'atelier. Les ateliers sont pour les jeunes."
NO_SEANCE = "La séance est fermée. Ton travail est gardé. Reviens à la prochaine séance."


class LearnerSpawner(ForkingSpawner):
    """A local process per learner, contained as far as this machine allows."""

    settings = Instance(Settings, help="The platform's settings.")
    store = Instance(Store, help="Where learners and séances are.")
    containment = Instance(Containment, help="The walls of this machine.")
    groups = Instance(cgroup.Groups, allow_none=True, help="Where learners' cgroups are, if any.")
    born = Unicode("", help="The birth of the server's process: tells reused pids apart.")
    leaves = Bool(False, help="A server has run: what it leaves is still to be cleaned up.")
    ending = Instance(asyncio.Future, allow_none=True, help="The clean-up after a server's end.")
    cleaning = Instance(asyncio.Lock, (), help="Nobody starts what a clean-up under way would end.")

    @default("env_keep")
    def _what_passes_from_the_hub(self) -> list[str]:
        return ["LANG", "LC_ALL", "TZ"]  # PATH and the rest are our own

    @default("port")
    def _no_port(self) -> int:
        return 80  # named by no address: the stock spawner would look for a free one

    @default("settings")
    def _settings_of_the_environment(self) -> Settings:
        return Settings.from_env()

    @default("store")
    def _the_authenticators_store(self) -> Store:
        shared = getattr(self.authenticator, "store", None)
        return shared or open_store(self.settings.store_url)

    @default("containment")
    def _what_this_machine_has(self) -> Containment:
        return available([self.settings.homes])

    @default("groups")
    def _what_the_house_has_made(self) -> cgroup.Groups | None:
        return cgroup.prepared(cgroup.available(), str(self.settings.port))

    @default("keeper")
    def _the_warm_process_of_the_hub(self) -> Keeper | None:
        return shared_keeper(self.settings.logs)

    def make_preexec_fn(self, name: str) -> None:
        """Nothing between fork and exec: `contain` does it all, after exec."""

    async def start(self) -> str:
        """Prepare the learner's place and start the contained server; its address."""
        learner = self._admitted_learner()
        await self.cleaned_up()
        await self._clean_up(learner)
        walls = replace(self._prepare(learner), cgroup=self._group(learner))
        with (
            self.settings.learner_log(learner.id).open("wb") as log,
            server_listener(self.settings, learner.number) as listener,
        ):
            if not await self.fork_server(walls, log, listener.fileno()):
                await self._start_plain(walls, log, listener.fileno())
        self.leaves = True
        self.born = processes.birth(self.pid)
        path = sockets_of(self.settings).server(learner.number)
        await self._until_it_answers(path)
        return unix_url(path)

    async def _start_plain(self, walls: Walls, log: IO[bytes], listener: int) -> None:
        self.cmd = server_command(walls, listener)
        self.popen_kwargs = {
            "stdin": subprocess.DEVNULL,
            "stdout": log,
            "stderr": log,
            "cwd": "/",
            "pass_fds": (listener,),
        }
        await super().start()

    async def poll(self) -> int | None:
        """None while the server runs, as the Hub wants; its end is cleaned up after, once.

        The answer does not wait for that: by then it could be given about the next server, which
        the Hub would stop, and whose learner would find a door that opens with a former key.
        """
        status = await self._status()
        if status is not None and self.leaves:
            self.leaves = False
            self.ending = asyncio.ensure_future(self._clean_up_after_user())
        return status

    async def cleaned_up(self) -> None:
        """Come back once nothing is left of a server that ended by itself."""
        ending, self.ending = self.ending, None
        if ending is not None:
            await ending

    async def stop(self, now: bool = False) -> None:
        """Stop the server and everything the learner started from it."""
        left_behind = processes.descendants(self.pid) if self._is_ours() else []
        self.leaves = False  # the Hub polls while it stops: what follows cleans up
        await super().stop(now=now)
        processes.kill_survivors(left_behind)
        await self._clean_up_after_user()

    async def delete_forever(self) -> None:
        """A learner is erased: nothing of theirs runs, nor lies outside the data folder."""
        await self._clean_up_after_user()

    async def progress(self) -> AsyncIterator[dict[str, Any]]:
        """What the waiting page shows."""
        yield {"progress": 20, "message": "Ta place se prépare…"}
        await asyncio.sleep(2)
        yield {"progress": 60, "message": "Ton atelier s'allume…"}
        await asyncio.sleep(4)
        yield {"progress": 85, "message": "Encore un instant…"}

    def get_env(self) -> dict[str, str]:
        """The Hub's variables, then ours."""
        env: dict[str, str] = super().get_env()
        learner = self._learner()
        return env | server_environment(self.settings, self._walls(learner))

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        """Nothing from /etc/passwd: learners have no entry there."""
        return env

    def get_state(self) -> dict[str, Any]:
        """What a restarted Hub needs to find this server again."""
        state: dict[str, Any] = super().get_state()
        return state | {"born": self.born}

    def load_state(self, state: dict[str, Any]) -> None:
        """Take back what `get_state` gave."""
        super().load_state(state)
        self.born = state.get("born", "")
        self.leaves = bool(self.pid)

    async def _status(self) -> int | None:
        """None while the server runs; 0 when its pid is now somebody else's."""
        if self.proc is None and self.pid and not self._is_ours():
            self.clear_state()
            return 0
        status: int | None = await super().poll()
        return status

    def _is_ours(self) -> bool:
        """Whether `pid` is our server still: one kept since an earlier Hub may be anybody's."""
        known = self.proc is not None or processes.is_still(self.pid, self.born)
        return bool(self.pid) and known

    async def _signal(self, sig: int) -> bool:
        """Never a signal without an identity: the pid of an adopted server is only a number."""
        if self.proc is None:
            return processes.signal_still(self.pid, self.born, sig)
        self.proc.send_signal(sig)
        return self.proc.poll() is None

    def _learner(self) -> Learner:
        learner = self.store.learners.get(self.user.name) if is_learner(self.user.name) else None
        if learner is None:
            raise refusal(NO_SERVER)
        return learner

    def _admitted_learner(self) -> Learner:
        learner = self._learner()
        if self.store.seances.open_for(learner.id) is None:
            raise refusal(NO_SEANCE)
        return learner

    def _uid(self, learner: Learner | Erasure) -> int | None:
        return learner_uid(self.settings, self.containment, learner.number)

    def _walls(self, learner: Learner) -> Walls:
        return server_walls(
            self.settings,
            self.containment,
            name=learner.id,
            number=learner.number,
            tmp=learner_tmp(self.settings, learner.number),
        )

    async def _until_it_answers(self, path: Path) -> None:
        """Come back at the server's first answer: its socket listens before it does.

        RuntimeError when the server ends instead, which the Hub would take minutes to notice.
        """
        while self.proc is not None and self.proc.poll() is None:
            try:
                reader, writer = await asyncio.open_unix_connection(path)
            except OSError:  # it has ended, or its queue is full
                await asyncio.sleep(LOOK_EVERY)
                continue
            try:
                writer.write(f"GET /user/{self.user.name}/api HTTP/1.0\r\n\r\n".encode())
                if await self._first_byte(reader):
                    return
            finally:
                writer.close()
        raise RuntimeError(f"the server of {self.user.name} ended at once: see its log")

    async def _first_byte(self, reader: asyncio.StreamReader) -> bytes:
        """What the server says first; nothing when it ends."""
        reading = asyncio.ensure_future(reader.read(1))
        while not reading.done() and self.proc is not None and self.proc.poll() is None:
            await asyncio.wait({reading}, timeout=LOOK_EVERY)
        reading.cancel()
        with suppress(asyncio.CancelledError, OSError):
            return await reading
        return b""

    def _prepare(self, learner: Learner) -> Walls:
        uid = self._uid(learner)
        ensure_tmp_root(self.settings)  # /tmp may be cleaned by others while the house is open
        ensure_home(self.settings.home(learner.id), uid)
        ensure_home(learner_tmp(self.settings, learner.number), uid)
        return self._walls(learner)

    def _group(self, learner: Learner) -> Path | None:
        return self.groups.make(learner.id) if self.groups is not None else None

    async def _clean_up_after_user(self) -> None:
        name = self.user.name
        known = self.store.learners.get(name) or self.store.erasures.get(name)
        if known:
            await self._clean_up(known)

    async def _clean_up(self, learner: Learner | Erasure) -> None:
        """Nothing runs and nothing lies about for this learner any more."""
        self.leaves = False
        uid = self._uid(learner)
        async with self.cleaning:
            if self.groups is not None:
                await self.groups.end(learner.id)
            if uid is not None:
                await processes.kill_all_of(uid)
            remove_learner_tmp(self.settings, learner.number)


def refusal(sentence: str) -> web.HTTPError:
    """A 403 whose French sentence reaches the reader, on a page or through the Hub's API."""
    error = web.HTTPError(403, sentence)
    error.sentence = sentence  # type: ignore[attr-defined]  # read by our templates
    return error
