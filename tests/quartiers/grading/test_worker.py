"""The worker as the Hub runs it: a process, a queue, and sudden deaths."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from traces import traces

from quartiers.grading import queue, sentences
from quartiers.grading.course import open_course
from quartiers.grading.inbox import drop
from quartiers.grading.worker import cores
from quartiers.grading.workspace import PREFIX
from quartiers.sessions import Submission

RIGHT = {1: "un = 6", 2: "def deux(n):\n    return 2 * n", 3: "trois = 'bonjour'"}
PATIENCE = 90.0
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(classroom: Any) -> Iterator[Start]:
    """Start real workers; those still there at the end are ended."""
    started: list[subprocess.Popen[bytes]] = []

    def run() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "quartiers.grading.worker"]
        environ = {**os.environ, **classroom.settings.to_env()}
        started.append(subprocess.Popen(command, env=environ))
        return started[-1]

    yield run
    for worker in started:
        if worker.poll() is None:
            worker.terminate()
            worker.wait(PATIENCE)


def wait_for(classroom: Any, submission: str, *statuses: str) -> Submission:
    """The submission once its status is one of these."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        found = classroom.store.submissions.get(submission)
        if found.status in statuses:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{submission} is still {found.status}, not {statuses}")


def times_in_gradebook(classroom: Any, learner: str) -> int:
    directory = open_course(classroom.settings, "programmation").directory()
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        return sum(
            one.student.id == learner for one in gradebook.assignment_submissions("01_exemple")
        )


def test_what_is_handed_in_gets_its_result(classroom: Any, start: Start) -> None:
    learners = [classroom.learner() for _ in range(3)]
    works = [classroom.answered(RIGHT), b"{", classroom.answered({**RIGHT, 1: "un = 4"})]
    ids = [classroom.hand_in(*pair) for pair in zip(learners, works, strict=True)]
    start()
    results = [wait_for(classroom, one, "done", "failed").result for one in ids]
    assert [result.stars for result in results] == [6, 0, 5]
    assert results[1].notice == sentences.UNREADABLE


def test_a_worker_killed_in_the_middle_is_taken_over_and_the_gradebook_counts_once(
    classroom: Any, start: Start
) -> None:
    learner = classroom.learner()
    slow = {**RIGHT, 2: "import time\ntime.sleep(2)\ndef deux(n):\n    return 2 * n"}
    submission = classroom.hand_in(learner, classroom.answered(slow))
    first = start()
    wait_for(classroom, submission, "running")
    time.sleep(1.5)  # somewhere inside the notebook; wherever it is must not matter
    first.kill()
    first.wait(PATIENCE)
    assert classroom.store.submissions.get(submission).status == "running"
    start()
    assert wait_for(classroom, submission, "done").result.stars == 6
    assert times_in_gradebook(classroom, learner) == 1
    assert not list(Path(tempfile.gettempdir()).glob(f"{PREFIX}{first.pid}-*"))


def second_of(worker: subprocess.Popen[bytes]) -> int:
    """The pid of the second grader that this worker forked: it was started by the same words."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        for pid in Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split():
            if b"quartiers.grading.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return int(pid)
        time.sleep(0.05)
    raise AssertionError("no second grader")


def slow(seconds: float) -> dict[int, str]:
    """Right answers, of which one waits."""
    return {**RIGHT, 2: f"import time\ntime.sleep({seconds})\ndef deux(n):\n    return 2 * n"}


two_hands = pytest.mark.skipif(queue.hands(cores()) < 2, reason="one core grades one at a time")


@two_hands
def test_nobody_waits_behind_somebody_elses_slow_work(classroom: Any, start: Start) -> None:
    long = classroom.hand_in(classroom.learner(), classroom.answered(slow(6)))
    start()
    wait_for(classroom, long, "running")
    quick = [classroom.hand_in(classroom.learner(), classroom.answered(RIGHT)) for _ in range(3)]
    assert [wait_for(classroom, one, "done").result.stars for one in quick] == [6, 6, 6]
    assert classroom.store.submissions.get(long).status == "running"
    assert wait_for(classroom, long, "done").result.stars == 6


@two_hands
def test_a_worker_killed_with_two_in_flight_loses_neither_and_counts_each_once(
    classroom: Any, start: Start
) -> None:
    learners = [classroom.learner() for _ in range(3)]
    works = [classroom.answered(slow(2)) for _ in learners]
    ids = [classroom.hand_in(*pair) for pair in zip(learners, works, strict=True)]
    worker = start()
    for one in ids[:2]:
        wait_for(classroom, one, "running")
    second = second_of(worker)
    worker.kill()
    worker.wait(PATIENCE)
    wait_until_gone(second)
    assert [classroom.store.submissions.get(one).status for one in ids] == [
        *("running", "running"),
        "pending",
    ]
    start()
    assert [wait_for(classroom, one, "done").result.stars for one in ids] == [6, 6, 6]
    assert [times_in_gradebook(classroom, one) for one in learners] == [1, 1, 1]


@two_hands
def test_what_a_killed_second_grader_had_in_hand_is_graded_by_the_first(
    classroom: Any, start: Start
) -> None:
    learners = [classroom.learner() for _ in range(2)]
    ids = [classroom.hand_in(one, classroom.answered(slow(3))) for one in learners]
    worker = start()
    for one in ids:
        wait_for(classroom, one, "running")
    os.kill(second_of(worker), signal.SIGKILL)
    assert [wait_for(classroom, one, "done").result.stars for one in ids] == [6, 6]
    assert [times_in_gradebook(classroom, one) for one in learners] == [1, 1]
    assert worker.poll() is None


def wait_until_gone(pid: int) -> None:
    """The kernel ends the second with the first."""
    limit = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").is_dir() and "Z" not in state_of(pid):
        assert time.monotonic() < limit, f"{pid} is still there"
        time.sleep(0.05)


def state_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_handing_in_twice_keeps_one_line_in_the_gradebook_and_two_results(
    classroom: Any, start: Start
) -> None:
    learner = classroom.learner()
    first = classroom.hand_in(learner, classroom.answered({}))
    second = classroom.hand_in(learner, classroom.answered(RIGHT))
    start()
    assert wait_for(classroom, first, "done").result.stars == 0
    assert wait_for(classroom, second, "done").result.stars == 6
    assert times_in_gradebook(classroom, learner) == 1


def test_a_work_whose_bytes_are_elsewhere_waits_and_holds_nobody_back(
    classroom: Any, start: Start
) -> None:
    learner = classroom.learner()
    away = classroom.hand_in(learner, classroom.answered(RIGHT))
    box, elsewhere = classroom.settings.inbox, classroom.settings.data / "ailleurs"
    (box / away).rename(elsewhere)
    after = classroom.hand_in(learner, classroom.answered(RIGHT))
    first = start()
    assert wait_for(classroom, after, "done").result.stars == 6
    assert classroom.store.submissions.get(away).status == "pending"
    first.terminate()
    first.wait(PATIENCE)
    elsewhere.rename(box / away)
    start()
    assert wait_for(classroom, away, "done").result.stars == 6


def test_an_unknown_lesson_fails_with_a_sentence_and_stops_nobody(
    classroom: Any, start: Start
) -> None:
    learner = classroom.learner()
    unknown = classroom.store.submissions.new_id()
    classroom.store.submissions.receive(learner, "Z99", "0" * 64, 0, classroom.now(), id=unknown)
    after = classroom.hand_in(learner, classroom.answered(RIGHT))
    start()
    assert wait_for(classroom, unknown, "failed").sentence == sentences.TROUBLE
    assert wait_for(classroom, after, "done").result.stars == 6


def test_sigterm_finishes_the_submission_in_hand_and_leaves(classroom: Any, start: Start) -> None:
    slow = {**RIGHT, 2: "import time\ntime.sleep(1)\ndef deux(n):\n    return 2 * n"}
    submission = classroom.hand_in(classroom.learner(), classroom.answered(slow))
    worker = start()
    wait_for(classroom, submission, "running")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert classroom.store.submissions.get(submission).status == "done"


def test_what_was_handed_in_stays_byte_for_byte(classroom: Any, start: Start) -> None:
    work = b'{"cells": [], "un octet": "\\u00e9"}   \n'
    submission = classroom.hand_in(classroom.learner(), work)
    start()
    wait_for(classroom, submission, "done")
    folder = classroom.settings.inbox / submission
    assert next(folder.glob("*.ipynb")).read_bytes() == work


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_a_damaged_gradebook_is_made_anew_with_all_that_it_held(
    classroom: Any, start: Start, is_open: bool
) -> None:
    early, late = classroom.learner(), classroom.learner()
    before = classroom.hand_in(early, classroom.answered(RIGHT))
    first = start()
    wait_for(classroom, before, "done")
    first.terminate()
    first.wait(PATIENCE)
    if is_open:  # it has looked at the gradebooks and has opened none
        start()
        unknown = classroom.store.submissions.new_id()
        classroom.store.submissions.receive(late, "Z99", "0" * 64, 0, classroom.now(), id=unknown)
        drop(classroom.settings.inbox, unknown, "autre", b"{}")
        wait_for(classroom, unknown, "failed")
    course = classroom.settings.course_folder("programmation")
    kept = len(list(course.glob("carnet-abime-*.db")))
    with open(course / "gradebook.db", "r+b") as file:
        file.write(b"abime" * 1000)
    after = classroom.hand_in(late, classroom.answered(RIGHT))
    if not is_open:
        start()
    assert wait_for(classroom, after, "done", "failed").status == "done"
    wait_until_in_gradebook(classroom, early)
    assert times_in_gradebook(classroom, late) == 1
    assert len(list(course.glob("carnet-abime-*.db"))) == kept + 1
    assert classroom.store.submissions.get(before).status == "done"


def test_what_failed_by_the_machines_fault_is_tried_again_by_the_next_worker(
    classroom: Any, start: Start
) -> None:
    submission = classroom.hand_in(classroom.learner(), classroom.answered(RIGHT))
    classroom.store.submissions.fail(submission, sentences.TROUBLE, classroom.now())
    start()
    assert wait_for(classroom, submission, "done").result.stars == 6


def wait_until_in_gradebook(classroom: Any, learner: str) -> None:
    limit = time.monotonic() + PATIENCE
    while times_in_gradebook(classroom, learner) == 0:
        assert time.monotonic() < limit, "its marks do not come back"
        time.sleep(0.2)


@two_hands
def test_an_erasure_does_not_wait_behind_a_work_that_sleeps(classroom: Any, start: Start) -> None:
    sleeper, leaver = classroom.learner(), classroom.learner()
    long = classroom.hand_in(sleeper, classroom.answered(slow(50)))
    quick = classroom.hand_in(classroom.learner(), classroom.answered(RIGHT))
    worker = start()
    wait_for(classroom, long, "running")
    wait_for(classroom, quick, "done")
    begun = classroom.store.erasures.begin(leaver, classroom.now())
    classroom.store.erasures.advance(begun)  # the room's part
    for erasure in wait_for_step(classroom, "names", 1):
        classroom.store.erasures.advance(erasure)
    wait_for_step(classroom, "none left", 0)
    assert classroom.store.submissions.get(long).status != "done"
    worker.kill()
    worker.wait(PATIENCE)


@two_hands
def test_a_learner_who_is_erased_while_both_graders_have_their_work_leaves_nothing(
    classroom: Any, start: Start
) -> None:
    leavers = [classroom.learner() for _ in range(2)]
    friend = classroom.learner()
    stays = classroom.hand_in(friend, classroom.answered(RIGHT))
    ids = [classroom.hand_in(one, classroom.answered(slow(2))) for one in leavers]
    start()
    for one in ids:
        wait_for(classroom, one, "running")
    begun = [classroom.store.erasures.begin(one, classroom.now()) for one in leavers]
    for one in begun:
        classroom.store.erasures.advance(one)  # the room's part
    for erasure in wait_for_step(classroom, "names", 2):
        classroom.store.erasures.advance(erasure)
    wait_for_step(classroom, "none left", 0)
    # last of this file: to read a database's file drops the locks that SQLite holds on it here
    names = [word for one in begun for word in (one.id, one.pseudo, *one.submissions)]
    assert traces(classroom.settings.data, names) == []
    assert wait_for(classroom, stays, "done").result.stars == 6
    assert times_in_gradebook(classroom, friend) == 1


def wait_for_step(classroom: Any, step: str, how_many: int) -> list[Any]:
    """The erasures, once they are so many and all at this step."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        found = classroom.store.erasures.waiting()
        if len(found) == how_many and {one.step for one in found} <= {step}:
            return found
        time.sleep(0.05)
    raise AssertionError(f"erasures are still at {[one.step for one in found]}")
