"""The room's part: the Hub forgets the account, partners' homes forget the pseudonym."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from traces import traces

from quartiers.grading.erasing import disk, erase_leavers
from quartiers.grading.inbox import drop
from quartiers.kernels.containment import available
from quartiers.room import farewells
from quartiers.room.erasing import leaving

contained = pytest.mark.skipif(not available().usable, reason="no walls on this machine")
NOTEBOOK = "programmation/01_initiale_neon/01_initiale_neon.ipynb"
VERSION = ".quartiers/versions/programmation/un/20261118T120000000000-deux-261118120000.ipynb"


def wait_until(true: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not true():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.02)


def begin(salle: Any, learner: Any) -> None:
    assert salle.store.erasures.begin(learner.id, salle.clock())
    salle.loop.call_soon_threadsafe(salle.room.leavers.set)


def steps(salle: Any) -> list[str]:
    return [one.step for one in salle.store.erasures.waiting()]


def write(path: Path, content: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def together(home: Path, partner: str) -> tuple[Path, Path]:
    """What a home keeps of a pair: a notebook, a version of it, a creation; two of them."""
    notebook = {"cells": [], "metadata": {"quartiers_a_deux_avec": partner}}
    write(home / VERSION, notebook)
    card = write(home / "creations/neon.json", {"titre": "Néon", "avec": partner})
    os.utime(card, (1_000_000_000, 1_000_000_000))
    return write(home / NOTEBOOK, notebook), card


def grade_at_rest(salle: Any, until: threading.Event) -> threading.Thread:
    """The grader, which has nothing to grade."""

    def work() -> None:
        while not until.is_set():
            erase_leavers(salle.room.settings, salle.store)
            time.sleep(0.05)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_the_hub_forgets_first_then_the_grader_may_begin(salle: Any) -> None:
    fox = salle.learner()
    salle.hub.servers[fox.id] = "ready"
    begin(salle, fox)
    wait_until(lambda: steps(salle) == ["disk"])
    assert salle.hub.deleted == [fox.id]
    assert salle.hub.servers == {}


def test_an_account_that_the_hub_does_not_know_is_no_trouble(salle: Any) -> None:
    salle.hub.answers_to_delete = 404
    begin(salle, salle.learner())
    wait_until(lambda: steps(salle) == ["disk"])


def test_a_hub_in_trouble_is_asked_again_and_holds_nothing_else_up(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "AFTER_TROUBLE", 0.1)
    monkeypatch.setattr(farewells, "FIRST_PAUSE", 0.1)
    salle.hub.answers_to_delete = 500
    begin(salle, salle.learner())
    wait_until(lambda: len(salle.hub.deleted) > 2)
    assert steps(salle) == ["hub"]
    salle.hub.answers_to_delete = 204
    wait_until(lambda: steps(salle) == ["disk"])


def test_the_hubs_file_forgets_what_was_deleted_in_it(salle: Any) -> None:
    fox, database = salle.learner(), salle.room.settings.hub_database
    database.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE users (name TEXT)")
        connection.execute("INSERT INTO users VALUES (?)", (fox.id,))
        connection.commit()
        connection.execute("DELETE FROM users")
    connection.close()
    begin(salle, fox)
    wait_until(lambda: steps(salle) == ["disk"])
    assert fox.id.encode() not in database.read_bytes()


@contained
def test_nothing_in_the_data_folder_names_somebody_who_was_erased(salle: Any) -> None:
    settings, store = salle.room.settings, salle.store
    fox, otter, seance = salle.learner(), salle.learner("Loutre safran"), salle.seance()
    for me, other in ((fox, otter), (otter, fox)):
        store.seances.join(seance.id, me.id, salle.clock())
        home = settings.home(me.id)
        home.mkdir(parents=True)
        together(home, other.pseudo)
        key = store.submissions.new_id()
        drop(settings.inbox, key, "01_initiale_neon", b"{}")
        store.submissions.receive(
            me.id, "P01", "0" * 64, 2, salle.clock(), id=key, partner_id=other.id
        )
    waiting = settings.handovers / otter.id
    bundle = {"pair": "261118120000", "partner": fox.pseudo, "lessons": [], "works": []}
    write(waiting / f"261118120000-{fox.id}.json", bundle)
    store.seances.close(seance.id, salle.clock())
    assert len(traces(settings.data, (fox.id, fox.pseudo))) > 8

    over = threading.Event()
    grader = grade_at_rest(salle, over)
    begin(salle, fox)
    wait_until(lambda: steps(salle) == [])
    over.set()
    grader.join(20)

    assert traces(settings.data, (fox.id, fox.pseudo)) == []
    notebook, card = settings.home(otter.id) / NOTEBOOK, settings.home(otter.id) / "creations"
    assert json.loads(notebook.read_text()) == {"cells": [], "metadata": {}}
    assert json.loads((card / "neon.json").read_text()) == {"titre": "Néon"}
    assert (card / "neon.json").stat().st_mtime == 1_000_000_000
    (work,) = store.submissions.of_learners([otter.id])
    assert work.partner_id is None
    assert (settings.inbox / work.id).is_dir()
    (left,) = waiting.iterdir()
    assert json.loads(left.read_text()) == bundle | {"partner": ""}


@contained
def test_the_same_pseudonym_in_another_centre_is_somebody_else(salle: Any) -> None:
    settings = salle.room.settings
    fox, far = salle.learner(), salle.learner("Loutre safran", centre="Roseraie")
    home = settings.home(far.id)
    home.mkdir(parents=True)
    notebook, _ = together(home, fox.pseudo)
    begin(salle, fox)
    wait_until(lambda: steps(salle) == ["disk"])
    erase_leavers(settings, salle.store)
    wait_until(lambda: steps(salle) == ["file"])
    assert fox.pseudo in notebook.read_text()


@contained
def test_a_home_that_cannot_be_gone_through_is_gone_through_later(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving, "AFTER_TROUBLE", 0.1)
    monkeypatch.setattr(farewells, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(disk, "STEPS", ())
    tried = []

    async def refused(home: Path, *_: Any) -> bool:
        tried.append(home)
        return False

    fox, otter = salle.learner(), salle.learner("Loutre safran")
    home = salle.room.settings.home(otter.id)
    home.mkdir(parents=True)
    notebook, _ = together(home, fox.pseudo)
    with monkeypatch.context() as patch:
        patch.setattr(leaving, "visit", refused)
        begin(salle, fox)
        wait_until(lambda: steps(salle) == ["disk"])
        erase_leavers(salle.room.settings, salle.store)
        wait_until(lambda: len(tried) > 1)
        assert steps(salle) == ["names"]
    wait_until(lambda: steps(salle) == ["file"])
    assert fox.pseudo not in notebook.read_text()


def test_a_room_that_starts_finishes_what_the_one_before_had_begun(salle: Any) -> None:
    fox = salle.learner()
    salle.store.erasures.begin(fox.id, salle.clock())  # and nobody told it
    again = asyncio.run_coroutine_threadsafe(leaving.keep_erasing(salle.room), salle.loop)
    wait_until(lambda: steps(salle) == ["disk"])
    again.cancel()


def test_a_work_that_comes_too_late_leaves_nothing_in_the_box(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fox = salle.learner()
    body = {"lesson": "P01", "notebook": json.dumps({"cells": []})}

    def dropped_then_erased(*told: Any) -> Path:
        path = drop(*told)
        begin(salle, fox)
        return path

    monkeypatch.setattr("quartiers.room.api.submit.drop", dropped_then_erased)
    answer = salle.api(fox, "POST", "submit", body)
    assert answer.status_code == 403
    assert "sentence" in answer.json()
    assert list(salle.room.settings.inbox.iterdir()) == []


@contained
def test_a_home_that_resists_is_named_to_the_adult_and_holds_no_other_home_up(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "STEPS", ())
    fox, badger = salle.learner(), salle.learner("Bison jade")
    otter, crab = salle.learner("Loutre safran"), salle.learner("Crabe corail")
    told = {}
    for friend in (otter, crab):
        home = salle.room.settings.home(friend.id)
        home.mkdir(parents=True)
        told[friend.id] = together(home, fox.pseudo)[0]
    visited: list[str] = []
    real = leaving.visit

    async def resists(home: Path, *rest: Any) -> bool:
        visited.append(home.name)
        return home.name != otter.id and await real(home, *rest)

    monkeypatch.setattr(leaving, "visit", resists)
    begin(salle, fox)
    wait_until(lambda: steps(salle) == ["disk"])
    erase_leavers(salle.room.settings, salle.store)
    wait_until(lambda: visited.count(crab.id) == 1 and fox.pseudo not in told[crab.id].read_text())
    wait_until(lambda: salle.room.farewells.resisting() == ["Loutre safran"])
    begin(salle, badger)
    wait_until(lambda: salle.hub.deleted == [fox.id, badger.id])
    assert visited.count(crab.id) == 1
    monkeypatch.setattr("quartiers.room.erasing.pages.PATIENCE", 0)
    assert "ce que garde Loutre safran" in salle.animator().get("animation/effacements").text
