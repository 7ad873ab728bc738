"""The screen of a learner whose program filled their share of the disk."""

from __future__ import annotations

from collections.abc import Iterator

import eyes
import pytest
from learner_side import FakeRoom, LearnerServer
from lesson_page import (
    PATIENCE,
    SAVED,
    browser_page,
    cell,
    needs_a_browser,
    notebook,
    open_lesson,
    put,
    write,
)
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = needs_a_browser
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "## Modifie\n\nÉcris.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
)


@pytest.fixture
def page(server: LearnerServer, room: FakeRoom, browser: BrowserContext) -> Iterator[Page]:
    """A fresh lesson, open."""
    put(server, LESSON)
    with browser_page(server, browser) as page:
        yield open_lesson(server, page)


def test_a_program_stopped_by_the_watch_of_the_disk_says_why_and_makes_room(
    page: Page, server: LearnerServer, room: FakeRoom
) -> None:
    sentence = "Ton programme a rempli ta place (600 Mo). Je l'ai arrêté. Ton travail est gardé."
    room.answers["place"] = (200, {"sentence": sentence})
    big = server.home / "gros.bin"
    big.write_bytes(bytes(3_000_000))
    write(page, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    page.locator(".qp-role-reponse .qp-run").click()
    panel = page.locator(".qp-full-place")
    expect(panel).to_contain_text("Ton programme a rempli ta place (600 Mo)", timeout=PATIENCE)
    for size in ((1280, 720), (1024, 600), (390, 844)):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        eyes.judge(page)
    panel.get_by_role("button", name="Faire de la place").click()
    expect(panel).to_contain_text("J'ai fait de la place : 3 Mo.", timeout=PATIENCE)
    assert not big.exists()
    panel.get_by_role("button", name="Fermer").click()
    expect(page.locator(".qp-saved")).to_have_text(SAVED, timeout=PATIENCE)
