"""A learner at work: the same gestures as the screen, through the real HTTP of a real server."""

from __future__ import annotations

import hashlib
import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests

from faults.detour import Detour
from faults.ledger import Hand, Ledger

ROOM = "/services/salle"
LESSON = "P01"
PICTURES = ("tram", "velo", "micro")
XSRF = re.compile(r'name="_xsrf"\s+(?:type="hidden"\s+)?value="([^"]+)"')
MARK = "essai"
BETWEEN_HANDS = 66.0  # seconds: a learner may hand in sixty times an hour
ASK_SECONDS = 45
A_PAGE = {"Accept": "text/html"}  # the proxy sends a browser on, and answers a program

Hear = Callable[[int, str, str, str], None]
"""Told of every answer: status, address, content type, text."""


class NotNow(Exception):
    """The house does not answer as it should; the message says what came instead."""


def marked(notebook: Mapping[str, Any], learner: str, number: int) -> dict[str, Any]:
    """The notebook with a mark that says whose work it is, and which."""
    copy: dict[str, Any] = json.loads(json.dumps(notebook))
    copy["metadata"][MARK] = {"who": learner, "number": number}
    return copy


def mark_of(raw: bytes) -> tuple[str, int] | None:
    """The mark of a notebook's bytes; None when there is none to read."""
    try:
        mark = json.loads(raw)["metadata"][MARK]
        return str(mark["who"]), int(mark["number"])
    except (ValueError, KeyError, TypeError):
        return None


@dataclass
class Young:
    """One learner, one browser, one screen. `house` and `workshop` are the two origins, asked for
    each time; `detours` leads their ports elsewhere, through a bad network for example."""

    house: Callable[[], str]
    workshop: Callable[[], str]
    name: str
    code: str
    notebook: str
    variants: Mapping[str, Mapping[str, Any]]
    ledger: Ledger
    hear: Hear
    rng: random.Random
    pause: float = 0.6
    detours: dict[int, int] = field(default_factory=dict)
    http: requests.Session = field(default_factory=requests.Session)
    over: threading.Event = field(default_factory=threading.Event)
    hurry: threading.Event = field(default_factory=threading.Event)
    turn: threading.Lock = field(default_factory=threading.Lock)
    kernel: str = ""
    last_hand: float = 0.0
    last_kept: float = 0.0
    number: int = 0
    trouble: str = ""
    thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        """A browser of one's own."""
        self.http.mount("http://", Detour(self.detours))

    def start(self) -> None:
        """Begin to work, in a thread that ends with the program."""
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Leave, once the present gesture is done."""
        self.over.set()
        if self.thread is not None:
            self.thread.join(60)

    def run(self) -> None:
        """Work until told to stop; what does not go is tried again, as a learner does."""
        while not self.over.is_set():
            with self.turn:
                self._one_turn()
            self.hurry.wait(self.pause * self.rng.uniform(0.5, 1.5))
            self.hurry.clear()

    def _one_turn(self) -> None:
        try:
            if self.trouble:  # «Mes leçons», then the lesson: what a learner does then
                self.arrive()
            self.work()
            self.trouble = ""
        except (NotNow, requests.RequestException, ValueError, LookupError) as reason:
            self.trouble = f"{type(reason).__name__}: {reason}"[:300]

    def work(self) -> None:
        """Save; hand in from time to time; run a cell now and then."""
        variant = self.rng.choice(sorted(self.variants))
        self.save(variant)
        if time.monotonic() - self.last_hand > BETWEEN_HANDS:
            self.hand_in(variant)
        elif self.rng.random() < 0.1:
            self.touch_kernel()

    def save(self, variant: str) -> None:
        """Save a work never seen before; NotNow when the house does not say that it is kept."""
        self.number = self.ledger.ask(self.name)
        notebook = marked(self.variants[variant], self.name, self.number)
        body = {"path": self.notebook, "notebook": notebook, "screen": "ecran1", "force": True}
        answer = self.mine("POST", "quartiers/work", body)
        if answer.status_code != 200:
            raise NotNow(f"saving: {answer.status_code} {answer.text[:120]}")
        self.ledger.kept(self.name, self.number, answer.json()["digest"])
        self.last_kept = time.monotonic()

    def hand_in(self, variant: str) -> None:
        """Hand in what was just saved."""
        self.last_hand = time.monotonic()
        try:
            answer = self.mine(
                "POST", "quartiers/submit", {"path": self.notebook, "lesson": LESSON}
            )
        except requests.RequestException:
            self.ledger.not_answered(self.name)
            raise
        if answer.status_code != 202:
            # refused: but a server in between may have given up on an answer that came too late
            if answer.status_code >= 500 or answer.status_code == 424:
                self.ledger.not_answered(self.name)
            self.last_hand = 0.0
            raise NotNow(f"handing in: {answer.status_code} {answer.text[:120]}")
        hand = Hand(self.name, self.number, variant)
        self.ledger.handed(answer.json()["submission"], hand)

    def touch_kernel(self) -> None:
        """Have a kernel for the lesson, as the screen does."""
        names = {"name": "", "path": self.notebook, "type": "notebook"}
        answer = self.mine("POST", "api/sessions", names | {"kernel": {"name": "python3"}})
        self.kernel = answer.json()["kernel"]["id"] if answer.status_code == 201 else ""

    def arrive(self) -> None:
        """From the street to the lesson; NotNow when a door is closed."""
        self._enter()
        self._wait_for_server()

    def page(self, path: str) -> requests.Response:
        """Ask for a page."""
        return self._ask("GET", path, headers=A_PAGE)

    def mine(self, method: str, path: str, body: object = None) -> requests.Response:
        """Ask one's own server, with its cross-site token."""
        token = self.http.cookies.get("_xsrf", path=f"/user/{self.name}/") or ""
        headers = {"X-XSRFToken": token}
        return self._ask(method, f"/user/{self.name}/{path}", json=body, headers=headers)

    def _enter(self) -> None:
        where = self.page(f"{ROOM}/lecons")
        if where.ok and where.url.endswith("/lecons"):
            return
        if not where.ok:
            raise NotNow(f"«Mes leçons»: {where.status_code}")
        self._form(f"{ROOM}/", f"{ROOM}/", code=self.code)
        answer = self._form(f"{ROOM}/qui", f"{ROOM}/qui", learner=self.name)
        for picture in PICTURES:
            answer = self._send(answer, f"{ROOM}/images", picture=picture)
        answer = self._send(answer, f"{ROOM}/toi", reponse="oui")
        if not answer.url.endswith("/lecons"):
            raise NotNow(f"the way in ends at {answer.url}: {answer.status_code}")

    def _wait_for_server(self, seconds: float = 60) -> None:
        limit = time.monotonic() + seconds
        answer = self.page(f"{ROOM}/ouvrir/{LESSON}")
        while "/user/" not in answer.url and not self.over.is_set():
            if time.monotonic() > limit or not answer.ok:
                raise NotNow(f"the lesson does not open: {answer.status_code} {answer.url}")
            state = self.page(f"{ROOM}/ouvrir/{LESSON}/etat")
            place = state.json()["go"] if state.ok else ""
            if place:
                answer = self.page(place)
            else:
                time.sleep(0.4)
        if not answer.ok:
            raise NotNow(f"the lesson: {answer.status_code} {answer.url}")

    def _form(self, page: str, path: str, **fields: str) -> requests.Response:
        return self._send(self.page(page), path, **fields)

    def _send(self, page: requests.Response, path: str, **fields: str) -> requests.Response:
        found = XSRF.search(page.text)
        if not found:
            raise NotNow(f"no form at {page.url}: {page.status_code}")
        return self._ask("POST", path, data=fields | {"_xsrf": found[1]}, headers=A_PAGE)

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        origin = self.workshop if path.startswith("/user/") else self.house
        address = path if path.startswith("http") else origin() + path
        answer = self.http.request(method, address, timeout=ASK_SECONDS, **more)
        kind, where = answer.headers.get("Content-Type", ""), urlsplit(answer.url).path
        self.hear(answer.status_code, where, kind, answer.text[:200_000])
        return answer


def digest(raw: bytes) -> str:
    """As the house counts it."""
    return hashlib.sha256(raw).hexdigest()
