"""Two houses on one PostgreSQL database: no star of anybody is lost, whichever grader is awake."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "sessions"))

from postgres import new_database, server

from quartiers.sessions import Store, open_store
from quartiers.sessions.house import HouseLock
from quartiers.settings import Settings

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}
PATIENCE = 90.0


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    try:
        with server() as address:
            yield new_database(address)
    except LookupError as absent:
        pytest.skip(str(absent))


@pytest.fixture
def house(classroom: Any, url: str) -> Iterator[Any]:
    """The classroom, on PostgreSQL."""
    store = open_store(url)
    yield type(classroom)(replace(classroom.settings, database_url=url), store)
    store.close()


@pytest.fixture
def start() -> Iterator[Callable[[Settings], Any]]:
    started: list[subprocess.Popen[bytes]] = []

    def run(settings: Settings) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "quartiers.grading.worker"]
        environ = {**os.environ, **settings.to_env()}
        started.append(subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL))
        return started[-1]

    yield run
    for worker in started:
        worker.terminate()
        worker.wait(PATIENCE)


def wait_until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.1)


def is_at_work(store: Store) -> bool:
    lock = HouseLock(store.database)
    taken = lock.take()
    lock.release()
    return not taken


def test_the_second_grader_takes_nothing_and_finishes_nothing_it_cannot_read(
    house: Any, start: Callable[[Settings], Any], tmp_path: Path
) -> None:
    submissions = house.store.submissions
    first = start(house.settings)
    wait_until(lambda: is_at_work(house.store))
    second = start(replace(house.settings, data=tmp_path))
    works = [house.hand_in(house.learner(), house.answered(RIGHT)) for _ in range(4)]
    wait_until(lambda: all(submissions.get(one).status == "done" for one in works))
    assert [submissions.get(one).result.stars for one in works] == [6] * 4
    first.terminate()
    first.wait(PATIENCE)
    more = house.hand_in(house.learner(), house.answered(RIGHT))
    wait_until(lambda: is_at_work(house.store))  # the second's turn, without the bytes
    missed = submissions.new_id()
    submissions.receive(house.learner(), "Z99", "0" * 64, 0, house.now(), id=missed)
    wait_until(lambda: submissions.get(missed).status not in ("pending", "running"))
    # its other hand may just be finding out in its turn that the bytes are out of reach
    wait_until(lambda: submissions.get(more).status == "pending")
    assert second.poll() is None
    second.terminate()
    second.wait(PATIENCE)
    start(house.settings)
    wait_until(lambda: submissions.get(more).status == "done")
    assert submissions.get(more).result.stars == 6
