"""The feedback page of a learner who tried to act on the adult who reads it."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from quartiers.grading.engine import Engine
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.grading.sheet import POLICY
from quartiers.lessons.read import read_courses


@pytest.fixture(scope="module")
def page(classroom: Any) -> Iterator[str]:
    """The released page of a submission full of scripts."""
    learner = classroom.learner()
    nasty = (
        "from IPython.display import display, HTML, SVG, Javascript, Markdown\n"
        "display(HTML('<script>alert(1)</script><img src=x onerror=alert(2)>'\n"
        "             '<a href=\"javascript:alert(3)\">ici</a><b>gras</b>'))\n"
        "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(4)</script></svg>'))\n"
        "display(Javascript('alert(5)'))\n"
        "display(Markdown('<script>alert(6)</script>'))\n"
        "un = 6"
    )
    work = classroom.answered({1: nasty})
    work.cells[0].source = "# Salut <script>alert(7)</script> <img src='http://dehors.example/x'>"
    submission = classroom.hand_in(learner, work)
    lesson = read_courses(classroom.settings.courses).lesson("P01")
    record = HandedIn(learner, submission, classroom.now())
    result = Engine(classroom.settings).grade(lesson, record)
    assert result.exercises[0].stars == 3
    folder = classroom.settings.course_folder("programmation") / "retours" / learner
    yield next(folder.glob("*.html")).read_text(encoding="utf-8")
    shared_nursery().close()


class Tags(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_no_script_of_a_learner_is_in_the_page(page: str) -> None:
    for tag, attributes in Tags(page).found:
        assert tag not in ("script", "iframe", "object", "embed", "form")
        assert not [name for name in attributes if name.startswith("on")]
        assert not attributes.get("href", "").startswith("javascript")


def test_the_stars_and_the_sentence_of_each_exercise_are_there(page: str) -> None:
    assert "Modifie · Un" in page
    assert "3 sur 3" in page
    assert "Ça marche." in page
    assert "Pas encore fait." in page


def test_a_drawing_is_shown_as_a_picture(page: str) -> None:
    assert 'src="data:image/svg+xml;base64,' in page


def test_the_policy_of_the_page_forbids_every_script_and_every_outside_address(page: str) -> None:
    assert page.index(escape(POLICY).replace("&#x27;", "&#39;")) < page.index("<style")
    assert "default-src 'none'" in POLICY


def test_no_hidden_test_is_in_the_page(page: str) -> None:
    assert "cache" not in page.partition("<body")[2].replace("CACHE", "")


def test_nothing_comes_from_outside(page: str) -> None:
    addresses = [one.get("src", "") + one.get("href", "") for _, one in Tags(page).found]
    assert not [one for one in addresses if one and not one.startswith(("data:", "#"))]
    assert "cdnjs" not in page


def test_the_page_belongs_to_the_trusted_side_only(classroom: Any, page: str) -> None:
    folder = classroom.settings.course_folder("programmation") / "retours"
    assert {Path(one).stat().st_mode & 0o077 for one in folder.rglob("*.html")} == {0}
