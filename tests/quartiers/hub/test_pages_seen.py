"""The Hub's pages in a real browser: no barrier for axe-core, no English word, nothing cut."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import chromium
import pytest
from eyes import AXE, judge, sees_grey_on_grey
from jinja2 import Environment, FileSystemLoader

from quartiers.hub.config import TEMPLATES

HTML: dict[str, Any] = {"content_type": "text/html; charset=utf-8"}
STATUSES = (403, 404, 429, 500, 503)
PAGES = sorted({path.name for path in TEMPLATES.glob("*.html")} - {"maison.html"})

pytestmark = [
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in lab-extension/node_modules"),
    pytest.mark.skipif(not chromium.PROGRAM, reason=chromium.MISSING),
]


@pytest.fixture(scope="module")
def context() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium.PROGRAM, args=[*chromium.ALONE])
        context = opened.new_context(locale="fr-FR")
        context.route("**/*", lambda route: route.abort())
        yield context
        opened.close()


@pytest.fixture
def page(context: Any) -> Iterator[Any]:
    """A new one each time: some of these pages load themselves again after two seconds."""
    opened = context.new_page()
    yield opened
    opened.close()


def shown(name: str, status: int) -> str:
    """The page as the Hub renders it, with the least that the Hub gives."""
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    given = {"message": "Internal Server Error", "exception": SimpleNamespace(sentence="")}
    return jinja.get_template(name).render(
        status_code=status, progress_url="/p", spawn_url="/s", **given
    )


@pytest.mark.parametrize(
    ("name", "status"),
    [(name, 200) for name in PAGES] + [("error.html", status) for status in STATUSES],
)
def test_a_page_of_the_hub_holds_for_everybody(page: Any, name: str, status: int) -> None:
    page.set_content(shown(name, status))
    sees_grey_on_grey(page)
    for width, height in ((1280, 720), (1024, 600), (640, 360), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        judge(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("status", [404, 503])
@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("/", "/"),
        ("/services/salle/lecons?tous=1", "/services/salle/lecons?tous=1"),
        ("/hub/services/salle/lecons?tous=1", "/services/salle/lecons?tous=1"),
    ],
)
def test_a_room_that_is_not_open_yet_is_waited_for(
    page: Any, status: int, asked: str, wanted: str
) -> None:
    house = "http://127.0.0.1:9"
    closed = shown("error.html", status)
    page.route(f"{house}/**", lambda route: route.fulfill(status=status, body=closed, **HTML))
    page.clock.install()
    page.goto(f"{house}{asked}")
    assert page.locator("main").inner_text().split("\n")[0] == "La salle s'ouvre"
    assert page.title() == "La salle s'ouvre"
    judge(page)
    page.route(f"{house}/**", lambda route: route.fulfill(body="<h1>Mes leçons</h1>", **HTML))
    page.clock.run_for(2500)
    page.get_by_text("Mes leçons").wait_for()
    assert page.url == f"{house}{wanted}"


def test_another_page_that_is_not_there_is_not_waited_for(page: Any) -> None:
    absent = shown("error.html", 404)
    page.route("http://127.0.0.1:9/**", lambda route: route.fulfill(body=absent, **HTML))
    page.goto("http://127.0.0.1:9/user/jeune/services/salle/")
    assert page.locator("h1").inner_text() == "Cette page n'existe pas"
