"""What is left of a learner on the disk, wherever a power cut comes between: nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from nbgrader.api import Gradebook
from traces import traces

from quartiers.grading.course import open_course
from quartiers.grading.engine import Engine
from quartiers.grading.erasing import disk, erase_leavers, leavers, somebody_leaves
from quartiers.grading.gradebook import leave_all
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.kernels.disk import note
from quartiers.lessons.read import read_courses
from quartiers.sessions import Learner, copies, open_store
from quartiers.settings import Settings

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}
WHEN = ("before", "after")


class PowerCut(BaseException):
    """Not an exception that anything would catch."""


@dataclass
class Left:
    """A data folder in which somebody is being erased, and somebody stays."""

    settings: Settings
    leaver: Learner
    friend: Learner
    submission: str

    @property
    def words(self) -> tuple[str, ...]:
        """What must be found nowhere in the end."""
        return (self.leaver.id, self.leaver.pseudo, quote(self.leaver.pseudo), self.submission)

    def traces(self, ours: Learner | None = None) -> list[str]:
        """Where the leaver is still found, or another learner."""
        words = self.words if ours is None else (ours.id,)
        return traces(self.settings.data, words)


@pytest.fixture(scope="module")
def graded(classroom: Any) -> Left:
    """Both did everything, and the grader did its work; the store and the gradebook are closed."""
    store, settings = classroom.store, classroom.settings
    leaver, friend = (store.learners.get(classroom.learner()) for _ in range(2))
    engine, lesson = Engine(settings), read_courses(settings.courses).lesson("P01")
    keys = {}
    for one in (leaver, friend):
        keys[one.id] = classroom.hand_in(one.id, classroom.answered(RIGHT))
        store.words.write(one.id, "P01", None, f"Bravo {one.pseudo}", False, classroom.now())
        engine.grade(lesson, HandedIn(one.id, keys[one.id], classroom.now()))
        live(settings, one)
    shared_nursery().close()
    engine.let_go()
    left = Left(settings, leaver, friend, keys[leaver.id])
    damaged = settings.course_folder("programmation") / "carnet-abime-1.db"
    damaged.write_text(leaver.id)
    copies.keep(settings.data / "pixel.db", "fermeture", classroom.now())
    begun = store.erasures.begin(leaver.id, classroom.now())
    assert begun is not None
    store.erasures.advance(begun)  # the room has done its part
    store.close()
    return left


def live(settings: Settings, one: Learner) -> None:
    """The files that the grader does not make."""
    for path in ("creations/neon.png", ".quartiers/versions/P01/un.ipynb", "mes_medias/voix.wav"):
        file = settings.home(one.id) / path
        file.parent.mkdir(parents=True)
        file.write_text(f"par {one.pseudo}")
    (settings.handovers / one.id).mkdir(parents=True)
    (settings.handovers / one.id / "1.json").write_text(one.pseudo)
    settings.learner_logs.mkdir(parents=True, exist_ok=True)
    settings.learner_log(one.id).write_text("serveur prêt")
    told = note.read(settings.hub_folder)
    note.write(settings.hub_folder, replace(told, sizes={**told.sizes, one.id: 9_000_000}))
    with (settings.logs / "hub.log").open("a") as log:
        log.write(f"200 GET /user/{one.id}/avatar/{quote(one.pseudo)}.svg\n")


@pytest.fixture
def left(graded: Left, tmp_path: Path) -> Iterator[Left]:
    """A copy of it, to erase from."""
    data = tmp_path / "donnees"
    shutil.copytree(graded.settings.data, data)
    yield Left(
        Settings(data=data, courses=graded.settings.courses),
        graded.leaver,
        graded.friend,
        graded.submission,
    )
    leave_all()


def go_on(left: Left) -> list[str]:
    """What a new grader does; the steps at which erasures are then."""
    store = open_store(left.settings.store_url)
    try:
        erase_leavers(left.settings, store)
        return [one.step for one in store.erasures.waiting()]
    finally:
        store.close()


def let_the_room_do_its_part(left: Left) -> None:
    store = open_store(left.settings.store_url)
    (erasure,) = store.erasures.waiting("names")
    store.erasures.advance(erasure)
    store.close()


def in_the_store(trace: str) -> bool:
    """Whether this is the store or a copy of it: they are rid of the learner at the very end."""
    return trace.startswith(("pixel.db", "secours/"))


def students(left: Left) -> set[str]:
    directory = open_course(left.settings, "programmation").directory()
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        return {one.id for one in gradebook.students}


def test_the_learner_is_everywhere_before(left: Left) -> None:
    places = {trace.split("/")[0] for trace in left.traces()}
    assert {*places} >= {"jeunes", "boite", "a_deux", "journaux", "cours", "secours"}
    assert any(trace.startswith("pixel.db") for trace in left.traces())
    assert students(left) == {left.leaver.id, left.friend.id}


def test_nothing_of_the_learner_is_left_and_all_of_the_other_is(left: Left) -> None:
    before = left.traces(left.friend)
    assert go_on(left) == ["names"]
    let_the_room_do_its_part(left)
    assert go_on(left) == []
    assert left.traces() == []
    assert [one for one in left.traces(left.friend) if not in_the_store(one)] == [
        one for one in before if not in_the_store(one)
    ]
    assert students(left) == {left.friend.id}
    store = open_store(left.settings.store_url)
    assert store.words.of_learners([left.friend.id])[0].text == f"Bravo {left.friend.pseudo}"
    assert not somebody_leaves(store)
    store.close()


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("number", range(len(disk.STEPS)))
def test_a_power_cut_at_any_step_only_means_to_go_on_at_the_next_start(
    left: Left, monkeypatch: pytest.MonkeyPatch, number: int, when: str
) -> None:
    step = disk.STEPS[number]

    def cut(settings: Settings, erasure: Any) -> None:
        if when == "after":
            step(settings, erasure)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(disk, "STEPS", (*disk.STEPS[:number], cut))
        with pytest.raises(PowerCut):
            go_on(left)
    assert go_on(left) == ["names"]
    assert [one for one in left.traces() if not in_the_store(one)] == []
    assert students(left) == {left.friend.id}


def test_a_power_cut_in_the_middle_of_a_gradebook_is_made_good(
    left: Left, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_url: str) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr("quartiers.grading.erasing.gradebooks.forget_deleted", cut)
        with pytest.raises(PowerCut):
            go_on(left)
    assert go_on(left) == ["names"]
    assert [one for one in left.traces() if one.startswith("cours")] == []


@pytest.mark.parametrize("when", WHEN)
def test_a_power_cut_at_the_very_end_is_made_good(
    left: Left, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    go_on(left)
    let_the_room_do_its_part(left)

    def cut(url: str) -> None:
        if when == "after":
            forget(url)
        raise PowerCut

    forget = leavers.forget_deleted
    with monkeypatch.context() as patch:
        patch.setattr(leavers, "forget_deleted", cut)
        with pytest.raises(PowerCut):
            go_on(left)
    assert go_on(left) == []
    assert left.traces() == []


def test_somebody_who_never_did_anything_is_erased_as_well(left: Left) -> None:
    store = open_store(left.settings.store_url)
    nobody = store.learners.create("Lama prune", "Alma")
    store.erasures.advance(store.erasures.begin(nobody.id, nobody.created_at))
    store.close()
    assert go_on(left) == ["names", "names"]


def test_an_erasure_waits_for_the_room_first(left: Left) -> None:
    store = open_store(left.settings.store_url)
    store.erasures.begin(left.friend.id, left.friend.created_at)
    store.close()
    assert sorted(go_on(left)) == ["hub", "names"]
    assert left.settings.home(left.friend.id).is_dir()
