"""The whole scene: a house, learners at work, an animator who looks, and what was promised."""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import requests

from faults import texts
from faults.ledger import Ledger, Problem, Row, judge_queue, judge_work, waiting
from faults.live import PASSWORD, House, Refused
from faults.roles import Seen, look, parts
from faults.young import LESSON, PICTURES, ROOM, XSRF, Young, digest, mark_of
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.prove.cells import cuts, solved
from quartiers.lessons.read import read_courses
from quartiers.sessions import open_store
from quartiers.sessions.pseudonyms import offer
from quartiers.settings import Settings

BACK_SECONDS, GRADED_SECONDS = 150, 150
ROWS = "SELECT id, learner_id, status, stars, finished_at, sha256 FROM submissions"


@dataclass
class Scene:
    """Built by `opened`; `rng` is that of the present injection."""

    house: House
    youngs: list[Young] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    stars: dict[str, float] = field(default_factory=dict)
    rng: random.Random = field(default_factory=random.Random)
    disk: Any = None
    words: set[tuple[int, str, str]] = field(default_factory=set)
    seance: int = 0
    reopened: bool = False
    slowest: float = 0.0
    drawn: list[str] = field(default_factory=list)
    looker: requests.Session = field(default_factory=requests.Session)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        """Let everybody work meanwhile."""
        time.sleep(seconds)

    def somebody_hands_in(self) -> None:
        """One of those who may: sixty times an hour, no more."""
        young = min(self.youngs, key=lambda one: one.last_hand)
        young.last_hand = 0.0
        young.hurry.set()

    def note(self, what: str) -> None:
        """What was drawn, for whoever reads of it."""
        self.drawn.append(what)

    def hear(self, status: int, path: str, kind: str, body: str) -> None:
        """An answer that somebody gets; the pages of a house at rest are read by other tests."""
        if status >= 400 and ("html" in kind or "json" in kind or "plain" in kind):
            for fault in texts.faults_of(texts.seen(kind, body)):
                with self.lock:
                    self.words.add((status, path.split("?")[0][:60], fault))

    def welcome(self, count: int) -> None:
        """A séance, and learners who came before; then they work."""
        store = open_store(self.house.settings.store_url)
        now = datetime.now(UTC)
        seance = store.seances.open("Alma", None, now)
        self.seance = seance.id
        names = offer((), count, random.Random(4))
        learners = [store.learners.create(name, "Alma", PICTURES, now).id for name in names]
        store.close()
        variants = works_of(self.house)
        for name in learners:
            self.youngs.append(
                Young(
                    lambda: self.house.url,
                    lambda: self.house.workshops,
                    name,
                    seance.code,
                    str(lesson_file()),
                    variants,
                    self.ledger,
                    self.hear,
                    random.Random(name),
                )
            )

    def calibrate(self) -> None:
        """Before anything is broken: what each work is worth, handed in by each learner."""
        for young, variant in zip(self.youngs, sorted(self.youngs[0].variants), strict=False):
            young.arrive()
            young.save(variant)
            young.hand_in(variant)
        self.wait_graded()
        for hand, row in ((self.ledger.hands.get(row.id), row) for row in self.rows()):
            if hand and row.status == "done" and row.stars is not None:
                self.stars[hand.variant] = row.stars
        if len(set(self.stars.values())) < 2:
            raise RuntimeError(f"a house at rest does not tell works apart: {self.stars}")

    def start(self) -> None:
        """Everybody works."""
        for young in self.youngs:
            young.start()

    def stop(self) -> None:
        """Everybody leaves."""
        for young in self.youngs:
            young.over.set()
        for young in self.youngs:
            young.stop()

    # what is there

    def roles(self) -> dict[str, list[int]]:
        """The pids of the house's parts, at this moment."""
        found = [seen for one in self.house.processes() if (seen := look(one)) is not None]
        launcher = self.house.process.pid if self.house.process else 0
        return parts(found, launcher, self._hub_pid(found), self.house.uid_base)

    def rows(self) -> list[Row]:
        """All submissions, with what lies in the box."""
        path = self.house.settings.data / "pixel.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
            found = connection.execute(ROWS).fetchall()
        return [self._row(*one) for one in found]

    def notebook(self, young: Young) -> Path:
        """A learner's notebook."""
        return self.house.settings.home(young.name) / young.notebook

    def _row(
        self, id: str, learner: str, status: str, stars: float, finished: str, sha: str
    ) -> Row:
        files = sorted((self.house.settings.inbox / id).glob("*.ipynb"))
        raw = files[0].read_bytes() if files else b""
        return Row(id, learner, status, stars, finished or "", digest(raw) == sha, mark_of(raw))

    def _hub_pid(self, found: list[Seen]) -> int:
        return next((one.pid for one in found if "jupyterhub.sqlite" in one.files), 0)

    # the oracle

    def come_back(self) -> None:
        """Wait until everybody works again; an adult types the command again when it has ended.

        `slowest` keeps the seconds it took. Refused when the house will not open, TimeoutError
        when it does not come back.
        """
        start = time.monotonic()
        while time.monotonic() < start + BACK_SECONDS:
            if not self.house.is_open():
                self.judge_terminal()
                self.reopened = True
                self.house.open()
            late = [young for young in self.youngs if young.last_kept < start]
            if not late and self.board():
                self.slowest = max(self.slowest, time.monotonic() - start)
                return
            for young in late:
                young.hurry.set()
            time.sleep(0.1)
        troubles = "; ".join(f"{young.name}: {young.trouble}" for young in late)
        raise TimeoutError(f"after {BACK_SECONDS} s: {troubles or 'the board does not come'}")

    def wait_graded(self) -> None:
        """Wait until all that was handed in has its stars; TimeoutError."""
        limit = time.monotonic() + GRADED_SECONDS
        while left := waiting(self.ledger, self.rows()):
            if time.monotonic() > limit:
                raise TimeoutError(f"not graded after {GRADED_SECONDS} s: {', '.join(left)}")
            time.sleep(0.3)

    def judge(self) -> list[Problem]:
        """What was promised against what is there."""
        problems = self._judge_store()
        problems += judge_queue(self.ledger, self.rows(), self.stars)
        for young in self.youngs:
            problems += self._judge_work(young)
        with self.lock:
            problems += [Problem("words", f"{s} {p}: {w}") for s, p, w in sorted(self.words)]
            self.words.clear()
        return problems

    def _judge_store(self) -> list[Problem]:
        path = self.house.data / "pixel.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
        return [] if found == ("ok",) else [Problem("wrong", f"the store is damaged: {found}")]

    def _judge_work(self, young: Young) -> list[Problem]:
        """Read between two saves: while one is being written, look again."""
        for _ in range(50):
            with self.ledger.lock:
                before = self.ledger.saves[young.name].kept
            try:
                raw = self.notebook(young).read_bytes()
            except OSError:
                raw = b""
            with self.ledger.lock:
                mine = self.ledger.saves[young.name]
                found = judge_work(young.name, mine, mark_of(raw), digest(raw))
                if mine.kept == before or not found:
                    return found
            time.sleep(0.02)
        return found

    def judge_terminal(self) -> None:
        """What the adult reads when the command has ended."""
        said = self.house.said()
        for fault in texts.faults_of(texts.seen("text/plain", said)):
            self.words.add((0, "terminal", fault))

    def board(self) -> bool:
        """Whether the animator sees the board with everybody on it."""
        page = f"{self.house.url}{ROOM}/animation/seances/{self.seance}"
        try:
            answer = self.looker.get(page, timeout=20)
            if "/entrer" in answer.url:
                fields = {"login": "samia", "password": PASSWORD}
                found = XSRF.search(answer.text)
                fields |= {"_xsrf": found[1]} if found else {}
                self.looker.post(answer.url, data=fields, timeout=20)
                answer = self.looker.get(page, timeout=20)
        except requests.RequestException:
            return False
        kind = answer.headers.get("Content-Type", "")
        self.hear(answer.status_code, "board", kind, answer.text)
        return answer.ok and "/seances/" in answer.url


def lesson_file() -> Path:
    """Where the lesson lies in a home."""
    lesson = read_courses(Settings().courses).lesson(LESSON)
    return Path(lesson.track) / lesson.assignment / f"{lesson.assignment}.ipynb"


def works_of(house: House) -> Mapping[str, Mapping[str, Any]]:
    """The lesson as it was given, and solved: works that are worth different stars."""
    lesson = read_courses(house.settings.courses).lesson(LESSON)
    published = house.settings.published / lesson.track / lesson.assignment / lesson.notebook.name
    given = nbformat.read(published, as_version=4)
    full = nbformat.from_dict(given)
    answers = cuts(read_notebook(lesson.notebook))
    for cell in full.cells:
        ours = cell.metadata.get("quartiers", {})
        if ours.get("role") == "reponse":
            cell.source = solved(answers[ours["exercice"]])
    fresh = nbformat.read(published, as_version=4)
    return {"plein": full, "vide": fresh}


__all__ = ["Refused", "Scene"]
