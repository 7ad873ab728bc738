"""One lesson opened in a real Chromium: what crossed the wire, and when a learner could work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from guest import Guest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, TimeoutError

PATIENCE = 30_000  # milliseconds
QUIET = [
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
SIZE = {"width": 1280, "height": 720}
CELL = "[...document.querySelectorAll('.jp-CodeCell')].find(cell => cell.offsetHeight)"
TITLE = "document.querySelector('.jp-Notebook .jp-RenderedMarkdown h1')?.offsetHeight"
# Ours has kept the picture of the last time: only a new one counts.
FORGET = "document.querySelectorAll('.jp-OutputArea-output').forEach(it => it.dataset.old = 1)"
DRAWN = f"{CELL}?.querySelector('.jp-OutputArea-output:not([data-old]) img')?.offsetHeight"


@dataclass(frozen=True)
class Gesture:
    """How a house shows that running a cell would work (JavaScript), and how one runs it there:
    the script that clicks, or that puts the cursor in the cell before the `keys`.

    Ours keeps a click until the kernel is there; stock loses what is run before.
    """

    ready: str
    script: str
    keys: str = ""


OURS = Gesture(
    ready=f"{CELL}?.querySelector('.qp-run')?.offsetHeight",
    script=f"{CELL}.querySelector('.qp-run').click()",
)
STOCK = Gesture(
    ready="document.querySelector('#jp-main-statusbar')?.textContent.includes('| Idle') && "
    f"{CELL}?.offsetHeight",
    script=f"{CELL}.querySelector('.cm-content').focus()",
    keys="Shift+Enter",
)


class Asked(NamedTuple):
    """One request that crossed the wire; `size` in bytes, headers and body, as they travelled."""

    method: str
    address: str
    status: int
    size: int


@dataclass
class Opening:
    """One opening; times in milliseconds since the click.

    `shown`: the lesson's title is drawn; `ready`: its first cell can be run; `drawn`: the picture
    of that cell is on the screen.
    """

    house: str
    cache: str
    shown: float = 0.0
    ready: float = 0.0
    drawn: float = 0.0
    asked: list[Asked] = field(default_factory=list)

    @property
    def kilobytes(self) -> float:
        """All that was received."""
        return sum(one.size for one in self.asked) / 1000

    @property
    def requests(self) -> int:
        """All that was asked of the network."""
        return len(self.asked)


class Wire:
    """What a page receives, told by Chromium itself; what its own cache answers does not count."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self.asked: list[Asked] = []
        self.under_way: dict[str, tuple[str, str, int]] = {}
        session = context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.requestServedFromCache", self._cached)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        name, request = event["requestId"], event["request"]
        step = event.get("redirectResponse")
        if step and name in self.under_way:
            method, address, _ = self.under_way[name]
            size = int(step["encodedDataLength"])
            self.asked.append(Asked(method, address, step["status"], size))
        if request["url"].startswith("http"):
            self.under_way[name] = (request["method"], request["url"], 0)

    def _cached(self, event: dict[str, Any]) -> None:
        self.under_way.pop(event["requestId"], None)

    def _answered(self, event: dict[str, Any]) -> None:
        name, answer = event["requestId"], event["response"]
        if answer.get("fromDiskCache") or answer.get("fromPrefetchCache"):
            self.under_way.pop(name, None)
        elif name in self.under_way:
            method, address, _ = self.under_way[name]
            self.under_way[name] = (method, address, answer["status"])

    def _finished(self, event: dict[str, Any]) -> None:
        found = self.under_way.pop(event["requestId"], None)
        if found:
            self.asked.append(Asked(*found, int(event["encodedDataLength"])))


def launch(playwright: Playwright) -> Browser:
    """Chromium, of the machine if it has one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    return playwright.chromium.launch(executable_path=program, args=QUIET)


def new_computer(chromium: Browser) -> BrowserContext:
    """A browser that has seen nothing yet."""
    return chromium.new_context(viewport=SIZE, locale="fr-FR")  # type: ignore[arg-type]


def sit_down(context: BrowserContext, guest: Guest) -> None:
    """The last one has logged out; this guest, who came in by the real pages, takes the place."""
    context.clear_cookies()
    context.add_cookies(
        [
            {
                "name": cookie.key,
                "value": cookie.value,
                "domain": "127.0.0.1",
                "path": cookie["path"] or "/",
                "httpOnly": bool(cookie["httponly"]),
            }
            for cookie in guest.http.cookie_jar
        ]
    )


def open_lesson(context: BrowserContext, opening: Opening, address: str, how: Gesture) -> Opening:
    """Open the lesson, run its first cell, look at the picture, close the tab."""
    page = context.new_page()
    wire = Wire(context, page)
    page.goto(address, wait_until="commit")
    opening.shown = moment(page, TITLE)
    opening.ready = moment(page, how.ready)
    page.evaluate(f"{FORGET}; {how.script}")
    if how.keys:
        page.keyboard.press(how.keys)
    opening.drawn = moment(page, DRAWN)
    page.wait_for_timeout(1500)  # what is still on its way counts too
    opening.asked = wire.asked
    page.close()
    return opening


def moment(page: Page, condition: str) -> float:
    """Milliseconds between the click and the first picture where this holds.

    RuntimeError with what is on the screen when it never does.
    """
    wanted = f"() => ({condition}) ? performance.now() : 0"
    try:
        found = page.wait_for_function(wanted, timeout=PATIENCE, polling="raf")
    except TimeoutError as reason:
        page.screenshot(path="screen.png")
        seen = page.evaluate("document.body.innerText.slice(0, 400)")
        raise RuntimeError(f"never {condition}; {page.url} shows: {seen!r}") from reason
    return float(found.json_value())
