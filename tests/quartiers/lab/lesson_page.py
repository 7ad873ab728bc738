"""A lesson open in a real browser, shared by the tests of the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import chromium
import pytest
from learner_side import LearnerServer
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from quartiers.lab.config import LABEXTENSIONS

needs_a_browser = [
    pytest.mark.skipif(not chromium.PROGRAM, reason=chromium.MISSING),
    pytest.mark.skipif(
        not (LABEXTENSIONS / "quartiers-lab" / "package.json").is_file(),
        reason="the browser side is not built: run `npm run build` in lab-extension",
    ),
]
PLACE = "programmation/01_initiale_neon/01_initiale_neon.ipynb"
PATIENCE = 60_000  # milliseconds; a kernel starts in two seconds, on a busy machine in twenty
READY = "Ta leçon est prête."
SAVED = "Tout est gardé ✓"
expect.set_options(timeout=PATIENCE / 3)


def cell(kind: str, role: str, step: str, source: str, exercise: int | None = None) -> Any:
    """A cell of a released lesson."""
    mark: dict[str, Any] = {"etape": step, "role": role}
    if exercise is not None:
        mark["exercice"] = exercise
    metadata: dict[str, Any] = {"quartiers": mark}
    if role == "controle":
        metadata["nbgrader"] = {"points": 3, "grade": True}
    made = {"id": f"{role}-{exercise or step}", "cell_type": kind, "metadata": metadata}
    code = {"outputs": [], "execution_count": None} if kind == "code" else {}
    return {**made, **code, "source": source}


def notebook(*cells: Any) -> dict[str, Any]:
    """A lesson made of these cells."""
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def put(server: LearnerServer, lesson: dict[str, Any]) -> None:
    """Bring a lesson to the learner, in the place of what she had."""
    (server.home / PLACE).parent.mkdir(parents=True, exist_ok=True)
    (server.home / PLACE).write_text(json.dumps(lesson), encoding="utf-8")


@contextmanager
def a_browser(profile: Path) -> Iterator[BrowserContext]:
    """A browser that has downloaded and compiled before what this profile's other ones met."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium.PROGRAM, args=[*chromium.ALONE], locale="fr-FR"
        )
        yield browser
        browser.close()


@contextmanager
def browser_page(server: LearnerServer, browser: BrowserContext) -> Iterator[Page]:
    """A page that knows nothing of others: no cookie, no work kept in the browser."""
    keeper = browser.pages[0]  # a browser without any page ends
    told = {"origin": server.base.split("/user/")[0], "storageTypes": "all"}
    browser.new_cdp_session(keeper).send("Storage.clearDataForOrigin", told)  # files stay
    browser.clear_cookies()
    browser.set_offline(False)
    page = browser.new_page()
    page.set_viewport_size({"width": 1024, "height": 600})
    try:
        yield page
    finally:
        for one in browser.pages[1:]:
            one.close()


def open_lesson(server: LearnerServer, page: Page) -> Page:
    """Open the lesson and wait until it is ready."""
    page.goto(f"{server.base}quartiers/open?lesson=P01&token={server.token}")
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    return page


def write(page: Page, code: str) -> None:
    """Replace the first answer, as a learner who types."""
    page.locator(".qp-role-reponse .cm-content").first.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)


def saved(server: LearnerServer) -> str:
    """What the disk holds of the learner's work."""
    return (server.home / PLACE).read_text(encoding="utf-8")
