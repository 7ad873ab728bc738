"""What the learners' spawner promises when a server ends by itself: nothing of it stays."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from tornado import web

from quartiers.hub import processes
from quartiers.hub.folders import ensure_tmp_root, learner_tmp, tmp_root
from quartiers.hub.spawner import LearnerSpawner
from quartiers.kernels.containment import strongest
from quartiers.sessions import Store, open_store
from quartiers.settings import Settings

NAP = "import time; time.sleep(60)"
own_accounts = pytest.mark.skipif(os.geteuid() != 0, reason="other accounts: needs root")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, uid_base=3_500_000)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    settings.hub_folder.mkdir(parents=True, exist_ok=True)
    ensure_tmp_root(settings)
    opened = open_store(settings.store_url)
    yield opened
    opened.close()
    shutil.rmtree(tmp_root(settings))


@pytest.fixture
def spawner(settings: Settings, store: Store) -> Iterator[LearnerSpawner]:
    """A spawner whose server, a nap, runs; the learner's temporary folder is there."""
    learner = store.learners.create("Loutre turquoise", "Alma", None, datetime.now(UTC))
    server = subprocess.Popen([sys.executable, "-c", NAP])
    found = made(settings, store, learner.id)
    found.proc, found.pid, found.leaves = server, server.pid, True
    folder(found).mkdir(parents=True)
    yield found
    server.kill()
    server.wait()


def made(settings: Settings, store: Store, name: str) -> LearnerSpawner:
    """A spawner without a Hub."""
    walls = strongest(os.geteuid() == 0, 0, None)
    found = LearnerSpawner(
        settings=settings, store=store, containment=walls, groups=None, keeper=None
    )
    found.user = SimpleNamespace(name=name)
    return found


def folder(spawner: LearnerSpawner) -> Path:
    """The learner's temporary folder."""
    learner = spawner.store.learners.get(spawner.user.name)
    assert learner is not None
    return learner_tmp(spawner.settings, learner.number)


def end(spawner: LearnerSpawner) -> None:
    """As when the server stops by itself."""
    spawner.proc.kill()
    spawner.proc.wait()


async def polled(spawner: LearnerSpawner) -> int | None:
    """What the Hub is told, once what follows is done."""
    status = await spawner.poll()
    await spawner.cleaned_up()
    return status


def test_a_server_that_runs_keeps_its_things(spawner: LearnerSpawner) -> None:
    assert asyncio.run(polled(spawner)) is None
    assert folder(spawner).exists()


def test_a_server_that_ended_by_itself_leaves_no_folder(spawner: LearnerSpawner) -> None:
    end(spawner)
    assert asyncio.run(polled(spawner)) == -9
    assert not folder(spawner).exists()


def test_its_end_is_cleaned_up_once(spawner: LearnerSpawner) -> None:
    end(spawner)
    asyncio.run(polled(spawner))
    folder(spawner).mkdir()  # as for the next server
    assert asyncio.run(polled(spawner)) is not None
    assert folder(spawner).exists()


def test_a_server_that_ended_while_the_hub_was_away_leaves_nothing(
    spawner: LearnerSpawner,
) -> None:
    state = spawner.get_state() | {"born": processes.birth(spawner.pid)}
    end(spawner)
    spawner.proc, spawner.leaves = None, False
    spawner.load_state(state)
    assert asyncio.run(polled(spawner)) == 0
    assert not folder(spawner).exists()


def test_a_spawner_that_never_ran_has_nothing_to_clean_up(spawner: LearnerSpawner) -> None:
    end(spawner)
    fresh = made(spawner.settings, spawner.store, spawner.user.name)
    fresh.load_state({})
    assert asyncio.run(polled(fresh)) == 0
    assert folder(spawner).exists()


@own_accounts
def test_what_the_learner_left_running_ends_with_the_server(spawner: LearnerSpawner) -> None:
    learner = spawner.store.learners.get(spawner.user.name)
    assert learner is not None
    uid = spawner.settings.uid_base + learner.number
    with subprocess.Popen([sys.executable, "-c", NAP], user=uid, start_new_session=True) as left:
        assert asyncio.run(polled(spawner)) is None
        assert left.poll() is None
        end(spawner)
        asyncio.run(polled(spawner))
        assert left.wait(20) == -9


class SlowEnd:
    """A clean-up that lasts until `over` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.over, self.done = asyncio.Event(), list[str]()
        monkeypatch.setattr(LearnerSpawner, "_clean_up_after_user", self.clean_up)
        monkeypatch.setattr(LearnerSpawner, "_clean_up", self.clean_up_at_once)
        monkeypatch.setattr(LearnerSpawner, "_prepare", self.prepare)

    async def clean_up(self) -> None:
        await self.over.wait()
        self.done.append("cleaned up")

    async def clean_up_at_once(self, _learner: object) -> None: ...

    def prepare(self, _learner: object) -> None:
        self.done.append("next server")
        raise InterruptedError


def test_what_is_said_of_a_dead_server_never_comes_when_the_next_one_runs(
    spawner: LearnerSpawner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ends_under_load() -> list[str]:
        slow = SlowEnd(monkeypatch)
        said = await asyncio.wait_for(spawner.poll(), 5)
        assert said == -9
        assert await spawner.poll() is not None
        starting = asyncio.ensure_future(spawner.start())
        await asyncio.sleep(0.05)
        slow.over.set()
        with pytest.raises(InterruptedError):
            await starting
        return slow.done

    learner, now = spawner.user.name, datetime.now(UTC)
    seance = spawner.store.seances.open("Alma", None, now)
    spawner.store.seances.join(seance.id, learner, now)
    end(spawner)
    assert asyncio.run(ends_under_load()) == ["cleaned up", "next server"]


def test_an_account_that_is_deleted_leaves_no_folder_though_the_learner_is_unknown(
    spawner: LearnerSpawner,
) -> None:
    left = folder(spawner)
    end(spawner)
    assert spawner.store.erasures.begin(spawner.user.name, datetime.now(UTC))
    assert spawner.store.learners.get(spawner.user.name) is None
    asyncio.run(spawner.delete_forever())
    assert not left.exists()


def test_somebody_who_is_being_erased_gets_no_server(spawner: LearnerSpawner) -> None:
    assert spawner.store.erasures.begin(spawner.user.name, datetime.now(UTC))
    with pytest.raises(web.HTTPError, match="403"):
        asyncio.run(spawner.start())


def test_an_innocent_that_got_the_number_of_a_server_is_never_touched(
    spawner: LearnerSpawner,
) -> None:
    """After a power cut, a number is somebody else's, and so are its children."""
    code = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as innocent:
        assert innocent.stdout is not None
        child = int(innocent.stdout.readline())
        end(spawner)
        spawner.proc = None
        spawner.load_state({"pid": innocent.pid, "born": "another-boot:12"})
        assert asyncio.run(spawner._signal(0)) is False
        asyncio.run(spawner.stop(now=True))
        assert innocent.poll() is None
        assert processes.birth(child)
        os.kill(child, 9)
        innocent.kill()
