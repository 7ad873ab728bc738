"""The animators' pages on a telephone: the address in one piece, the word before the works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import chromium
import pytest

pytestmark = pytest.mark.skipif(not chromium.PROGRAM, reason=chromium.MISSING)

WORDS = "quatre mots bien choisis"


@pytest.fixture
def page(salle: Any) -> Iterator[Any]:
    """A telephone of 390 pixels, with an animator inside."""
    salle.store.animators.create("samia", WORDS, salle.clock())
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium.PROGRAM, args=[*chromium.ALONE])
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(salle.address + "animation/entrer")
        page.fill("[name=login]", "samia")
        page.fill("[name=password]", WORDS)
        page.keyboard.press("Enter")
        page.wait_for_url("**/animation/")
        yield page
        browser.close()


def test_the_address_of_the_board_stays_on_one_line(salle: Any, page: Any) -> None:
    page.goto(salle.address + f"animation/seances/{salle.seance().id}")
    for address in ("http://192.168.1.10:8100/", "http://192.168.100.100:8100/"):
        lines = page.evaluate(
            "text => { const p = document.querySelector('.adresse'); p.textContent = text;"
            " const all = document.createRange(); all.selectNodeContents(p);"
            " return all.getClientRects().length; }",
            address,
        )
        assert lines == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_word_comes_before_the_works_on_a_narrow_screen_only(salle: Any, page: Any) -> None:
    learner = salle.learner()
    salle.store.progress.record(learner.id, "P01", "lance", {}, salle.clock())
    page.goto(salle.address + f"animation/jeunes/{learner.id}?lecon=P01")

    def tops() -> list[float]:
        return [page.locator(name).bounding_box()["y"] for name in ("#mot", "#travail")]

    mot, travail = tops()
    assert mot < travail
    page.set_viewport_size({"width": 1280, "height": 720})
    mot, travail = tops()
    assert abs(mot - travail) < 100
