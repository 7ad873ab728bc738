"""Bytes without a row are queued when it is known whose they are, and erased with their learner."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.grading.adopting import adopt
from quartiers.grading.erasing.box import forget_in_box, forget_nobodys
from quartiers.grading.inbox import drop
from quartiers.grading.labels import Label, read_label
from quartiers.sessions import Learner, Store, open_store
from quartiers.settings import Settings

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings.store_url)
    yield opened
    opened.close()


@pytest.fixture
def fox(store: Store) -> Learner:
    return store.learners.create("Renard turquoise", "Alma", None, NOON)


@pytest.fixture
def otter(store: Store) -> Learner:
    return store.learners.create("Loutre turquoise", "Alma", None, NOON)


def put(settings: Settings, key: str, label: Label | None, content: bytes = b"{}") -> Path:
    """A work in the box, of two hours ago."""
    folder = drop(settings.inbox, key, "01_neon", content, label).parent
    age(folder)
    return folder


def age(folder: Path) -> None:
    before = time.time() - 7200
    os.utime(folder, (before, before))


def test_a_work_whose_row_is_missing_gets_one(
    settings: Settings, store: Store, fox: Learner, otter: Learner
) -> None:
    put(settings, "un", Label(fox.id, "P01", otter.id), b"some work")
    assert adopt(settings, store) == 1
    row = store.submissions.get("un")
    assert row is not None
    assert (row.learner_id, row.lesson, row.status) == (fox.id, "P01", "pending")
    assert (row.sha256, row.size) == (hashlib.sha256(b"some work").hexdigest(), 9)
    assert row.partner_id == otter.id
    assert adopt(settings, store) == 0


def test_a_store_that_came_back_from_a_copy_finds_what_was_handed_in_since(
    settings: Settings, store: Store, fox: Learner
) -> None:
    for number, lesson in enumerate(("P01", "P02", "P03")):
        put(settings, f"k{number}", Label(fox.id, lesson), bytes([number]))
    assert adopt(settings, store) == 3
    assert {one.lesson for one in store.submissions.of_learners([fox.id])} == {"P01", "P02", "P03"}


def test_a_work_handed_in_again_since_is_not_graded_after_it(
    settings: Settings, store: Store, fox: Learner
) -> None:
    put(settings, "un", Label(fox.id, "P01"), b"first try")
    store.submissions.receive(fox.id, "P01", "0" * 64, 1, datetime.now(UTC), id="deux")
    assert adopt(settings, store) == 0
    digest = hashlib.sha256(b"same").hexdigest()
    store.submissions.receive(fox.id, "P02", digest, 4, NOON - timedelta(days=9), id="trois")
    put(settings, "quatre", Label(fox.id, "P02"), b"same")
    assert adopt(settings, store) == 0


def test_somebody_unknown_here_waits(settings: Settings, store: Store) -> None:
    folder = put(settings, "un", Label("jeune-zzz999", "P01"))
    nobodys = put(settings, "deux", None)
    assert adopt(settings, store) == 0
    assert folder.is_dir()
    assert nobodys.is_dir()


def test_a_partner_who_left_stops_nothing(settings: Settings, store: Store, fox: Learner) -> None:
    put(settings, "un", Label(fox.id, "P01", "jeune-zzz999"))
    assert adopt(settings, store) == 1


def test_a_folder_in_which_nothing_arrived_goes_once_it_is_old(
    settings: Settings, store: Store, fox: Learner
) -> None:
    folder = put(settings, "un", Label(fox.id, "P01"))
    (folder / "01_neon.ipynb").unlink()
    assert adopt(settings, store) == 0
    assert folder.is_dir()  # it has just changed
    age(folder)
    assert adopt(settings, store) == 0
    assert not folder.exists()


def test_works_of_before_there_were_labels_get_theirs(
    settings: Settings, store: Store, fox: Learner
) -> None:
    folder = put(settings, "un", None)
    store.submissions.receive(fox.id, "P01", "0" * 64, 1, NOON, id="un")
    assert adopt(settings, store) == 0
    assert read_label(folder) == Label(fox.id, "P01")


def test_who_is_erased_leaves_nothing_in_the_box_not_even_a_name(
    settings: Settings, store: Store, fox: Learner, otter: Learner
) -> None:
    mine = put(settings, "un", Label(fox.id, "P01"))
    together = put(settings, "deux", Label(otter.id, "P01", fox.id))
    other = put(settings, "trois", Label(otter.id, "P02"))
    forget_in_box(settings.inbox, fox.id)
    assert not mine.exists()
    assert read_label(together) == Label(otter.id, "P01")
    assert read_label(other) == Label(otter.id, "P02")
    assert not [name for _, _, names in os.walk(settings.inbox) for name in names if fox.id in name]


def test_what_is_nobodys_goes_with_whoever_is_erased_and_the_rest_stays(
    settings: Settings, store: Store, fox: Learner
) -> None:
    nobodys, labelled, rowed = (
        put(settings, "un", None),
        put(settings, "deux", Label(fox.id, "P01")),
        put(settings, "trois", None),
    )
    store.submissions.receive(fox.id, "P01", "0" * 64, 1, NOON, id="trois")
    fresh = drop(settings.inbox, "quatre", "01_neon", b"{}").parent
    forget_nobodys(settings, store)
    assert [one.exists() for one in (nobodys, labelled, rowed, fresh)] == [False, True, True, True]
    shutil.rmtree(settings.inbox)
    forget_nobodys(settings, store)
