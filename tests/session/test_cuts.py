"""The power of a real house is cut, for real: what was acknowledged is found again."""

from __future__ import annotations

import hashlib
import json
import time
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from power_cut import Disk

from quartiers.lab.healing import is_whole
from quartiers.sessions import Store

OWN_DISK = True

pytestmark = pytest.mark.usefixtures("fox")


def cut(disk: Disk, house: Any, store: Store, *, names_first: bool = True) -> None:
    """The power goes and comes back, and the house is opened again."""
    store.close()  # it opens again by itself
    assert house.process.pid in disk.cut(names_first=names_first)
    house.process.communicate(timeout=30)
    house.open()


def come_back(browser: Any, store: Store) -> None:
    """The learner enters again, as after any closing."""
    browser.http.cookies.clear()
    assert browser.enter(store.tickets.issue(browser.name, datetime.now(UTC))).status_code == 200
    browser.start_server()


def lessons_of(house: Any) -> list[dict[str, Any]]:
    """The published lessons."""
    return list(json.loads((house.settings.published / "index.json").read_text()))


def place_of(lesson: dict[str, Any]) -> str:
    """Where its notebook is, in a home."""
    return f"{lesson['parcours']}/{lesson['assignment']}/{lesson['notebook']}"


def file_of(browser: Any, lesson: dict[str, Any]) -> Path:
    return Path(browser.house.settings.home(browser.name) / place_of(lesson))


def open_lesson(browser: Any, lesson: dict[str, Any]) -> tuple[int, str]:
    """The status and the page that the click on a lesson gives."""
    path = browser.house.workshops + browser.api(f"quartiers/open?lesson={lesson['code']}")
    answer = browser.http.get(path, allow_redirects=False, timeout=60)
    return answer.status_code, unescape(answer.text)


def keep(browser: Any, lesson: dict[str, Any], text: str) -> str:
    """Work on the first cell of code, as the screen does; the digest that was acknowledged."""
    notebook = browser.get(browser.api(f"api/contents/{place_of(lesson)}")).json()["content"]
    first = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    first["source"] = text
    body = {"path": place_of(lesson), "notebook": notebook, "screen": "a", "force": True}
    answer = browser.post(browser.api("quartiers/work"), body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["digest"])


def test_lessons_opened_right_before_a_cut_open_again(
    disk: Disk, house: Any, store: Store, fox: Any
) -> None:
    lessons = lessons_of(house)
    for lesson in lessons:
        assert open_lesson(fox, lesson)[0] == 302
    cut(disk, house, store)
    come_back(fox, store)
    for lesson in lessons:
        status, page = open_lesson(fox, lesson)
        assert status == 302 or "Ton cahier s'est abîmé" in page
        assert is_whole(file_of(fox, lesson).read_bytes())
        assert fox.status(fox.api(f"api/contents/{place_of(lesson)}")) == 200
        media = house.settings.published / lesson["parcours"] / lesson["assignment"] / "media"
        for file in (one for one in media.rglob("*") if one.is_file()):
            mine = file_of(fox, lesson).parent / "media" / file.relative_to(media)
            assert mine.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("names_first", [True, False])
def test_the_last_work_that_was_acknowledged_is_there(
    disk: Disk, house: Any, store: Store, fox: Any, names_first: bool
) -> None:
    lesson = lessons_of(house)[0]
    open_lesson(fox, lesson)
    for number in range(8):
        digest = keep(fox, lesson, f"essai = {number}")
    cut(disk, house, store, names_first=names_first)
    assert hashlib.sha256(file_of(fox, lesson).read_bytes()).hexdigest() == digest
    come_back(fox, store)


def test_a_notebook_broken_by_hand_gives_its_last_version_back(house: Any, fox: Any) -> None:
    lesson = lessons_of(house)[0]
    open_lesson(fox, lesson)
    keep(fox, lesson, "mon_oeuvre = 1")
    before = file_of(fox, lesson).read_bytes()
    body = {"path": place_of(lesson), "notebook": json.loads(before), "reason": "depart"}
    assert fox.post(fox.api("quartiers/version"), body).status_code == 200
    file_of(fox, lesson).write_bytes(b"")
    status, page = open_lesson(fox, lesson)
    assert (status, "J'ai remis ton travail" in page) == (200, True)
    assert "mon_oeuvre = 1" in file_of(fox, lesson).read_text()


def test_a_work_handed_in_right_before_a_cut_is_graded_once(
    disk: Disk, house: Any, store: Store, fox: Any
) -> None:
    lesson = lessons_of(house)[0]
    open_lesson(fox, lesson)
    keep(fox, lesson, "rendu = True")
    answer = fox.post(fox.api("quartiers/submit"), {"lesson": lesson["code"]})
    assert answer.status_code == 202, answer.text
    key = answer.json()["submission"]
    cut(disk, house, store, names_first=False)
    limit = time.monotonic() + 120
    while (row := store.submissions.get(key)) is None or row.status != "done":
        assert time.monotonic() < limit, row
        time.sleep(0.5)
    assert len(store.submissions.of_learners([fox.name])) == 1


def test_cuts_while_the_house_opens_never_keep_it_from_opening(
    disk: Disk, house: Any, store: Store
) -> None:
    for seconds in (0.3, 1.0, 2.5):
        store.close()
        assert house.close() == 0
        house.process = house.start()
        time.sleep(seconds)
        disk.cut()
        house.process.communicate(timeout=30)
        house.open()


def test_closing_after_all_that_keeps_everything(house: Any, fox: Any, store: Store) -> None:
    store.close()
    assert house.close() == 0
    assert "Tout le travail est gardé" in house.said
    assert file_of(fox, lessons_of(house)[0]).is_file()
    assert (house.settings.data / "pixel.db").is_file()
