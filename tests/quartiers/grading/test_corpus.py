"""Sixty and more hostile or broken submissions through the real worker: nobody is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from corpus import CASES, Case
from corpus.copies import Copies, read_copies
from corpus.house import House
from corpus.page import acting_parts
from corpus.traces import sleepers, traces

from quartiers.kernels.landlock import abi_version
from quartiers.lessons.build import build_lesson
from quartiers.lessons.read import read_courses
from quartiers.sessions import Submission, open_store
from quartiers.settings import Settings

# Without a uid of its own, and before Landlock could hold signals back (ABI 6), a learner's code
# ends the other processes of the account: those of whoever runs these tests.
SIGNALS_ARE_HELD = os.geteuid() == 0 or abi_version() >= 6
THROWS_SIGNALS = {"kill_everybody", "kill_parent"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    root = tmp_path_factory.mktemp("corpus")
    root.chmod(0o755)
    courses = shutil.copytree(Settings().courses, root / "courses")
    settings = Settings(data=root / "donnees", courses=courses)
    settings.data.mkdir(mode=0o755)
    store = open_store(settings.store_url)
    opened = House(settings, store)
    for lesson in read_courses(settings.courses).lessons:
        if lesson.code in ("C00", "P01", "D01", "A01"):
            build_lesson(lesson, settings)
    opened.open()
    yield opened
    opened.close()
    store.close()


def copies_of(house: House, code: str) -> Copies:
    return read_copies(read_courses(house.settings.courses).lesson(code), house.settings.published)


@pytest.fixture(scope="module")
def neon(house: House) -> Copies:
    """Lesson P01, which the corpus is about."""
    return copies_of(house, "P01")


def graded(house: House, copies: Copies, work: object, learner: str | None = None) -> Submission:
    content = work if isinstance(work, bytes) else json.dumps(work).encode()
    return house.wait(house.hand_in(copies.lesson, learner or house.learner(), content))


@pytest.mark.parametrize("code", ["C00", "P01", "D01", "A01"])
def test_the_right_answers_of_a_lesson_get_all_its_stars(house: House, code: str) -> None:
    copies = copies_of(house, code)
    found = graded(house, copies, copies.right()).result
    assert found is not None
    assert (found.stars, found.notice) == (found.out_of, None), found


def test_the_hidden_lines_we_look_for_are_really_in_the_lesson(neon: Copies) -> None:
    assert len(neon.secrets()) >= 4


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_submission_of_the_corpus(house: House, neon: Copies, case: Case) -> None:
    if case.name in THROWS_SIGNALS and not SIGNALS_ARE_HELD:
        pytest.skip("this machine cannot hold signals back from the account that runs the tests")
    learner, content = house.learner(), case.content(neon)
    theirs = house.hand_in(neon.lesson, learner, content)
    next_one = house.hand_in(neon.lesson, house.learner(), right(neon))
    found = house.wait(theirs)
    assert_expected(case, found)
    assert house.leaks(neon, found) == []
    assert [acting_parts(page) for page in house.pages(neon.lesson, learner).values()] in ([], [[]])
    assert sleepers() == []
    assert traces(house.settings.data) == []
    after = house.wait(next_one).result
    assert after is not None
    assert after.stars == after.out_of, "the next learner lost stars"
    assert house.worker is not None
    assert house.worker.poll() is None, "the worker is gone"
    if isinstance(content, bytes):
        assert next((house.settings.inbox / theirs).glob("*.ipynb")).read_bytes() == content


def right(copies: Copies) -> bytes:
    """The work of a learner who did everything."""
    return json.dumps(copies.right()).encode()


def assert_expected(case: Case, found: Submission) -> None:
    """The stars, the sentences and the notice are those of the case."""
    assert found.status == "done", found.sentence
    assert found.result is not None
    results = {one.exercise: one for one in found.result.exercises}
    assert set(results) == {2, 3, 4, 5, 6}
    for number, one in results.items():
        assert one.sentence.strip(), f"no sentence for {number}"
        if number in case.free:
            continue
        expected = 0 if number in case.lost else one.out_of
        assert one.stars == expected, found.result
        if number in case.lost:
            assert re.search(case.says, one.sentence), one.sentence
    if case.notice is not None:
        assert re.search(case.notice, found.result.notice or ""), found.result.notice


def test_every_learner_of_the_corpus_is_in_the_gradebook_once(house: House, neon: Copies) -> None:
    from nbgrader.api import Gradebook

    from quartiers.grading.course import open_course

    directory = open_course(house.settings, neon.lesson.track).directory()
    with Gradebook(directory.db_url, directory.course_id) as gradebook:
        rows = [one.student.id for one in gradebook.assignment_submissions(neon.lesson.assignment)]
    handed_in = {one.learner_id for one in house.store.submissions.of_learners(sorted(set(rows)))}
    assert len(rows) == len(set(rows))
    assert handed_in == set(rows)
