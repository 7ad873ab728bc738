"""A grader as in a real house: its store, its box, its worker in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

from quartiers.grading.inbox import drop
from quartiers.lessons.model import Lesson
from quartiers.sessions import Store, Submission
from quartiers.sessions.pseudonyms import offer
from quartiers.settings import Settings

from .case import Put
from .copies import Copies

PATIENCE = 120.0
ENDED = ("done", "failed")


@dataclass
class House:
    """Hands work in and waits for its result."""

    settings: Settings
    store: Store
    clock: datetime = field(default=datetime(2026, 11, 18, 12, 0, tzinfo=UTC))
    worker: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """All that the worker says."""
        return self.settings.data / "correcteur.log"

    def open(self) -> None:
        """Start the worker."""
        script = Path(__file__).with_name("quick_worker.py")
        environ = {**os.environ, **self.settings.to_env()}
        with open(self.log, "wb") as log:
            self.worker = subprocess.Popen(
                [sys.executable, str(script)], env=environ, stdout=log, stderr=log
            )

    def close(self) -> None:
        """End it as the Hub does."""
        if self.worker is not None and self.worker.poll() is None:
            self.worker.terminate()
            self.worker.wait(PATIENCE)

    def now(self) -> datetime:
        """A clock that moves at every look."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def learner(self) -> str:
        """A new learner."""
        taken = self.store.learners.pseudos("Alma")
        pseudo = offer(taken, 1, random.Random(len(taken)))[0]
        return self.store.learners.create(pseudo, "Alma", None, self.now()).id

    def hand_in(self, lesson: Lesson, learner: str, work: bytes | Put) -> str:
        """Put the work into the box and the queue; the submission's id."""
        content = work if isinstance(work, bytes) else b""
        id = self.store.submissions.new_id()
        path = drop(self.settings.inbox, id, lesson.assignment, content)
        if not isinstance(work, bytes):
            path.unlink()
            work(path.parent)
        digest = hashlib.sha256(content).hexdigest()
        self.store.submissions.receive(
            learner, lesson.code, digest, len(content), self.now(), id=id
        )
        return id

    def wait(self, submission: str) -> Submission:
        """The submission once it is graded."""
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            found = self.store.submissions.get(submission)
            if found is not None and found.status in ENDED:
                return found
            time.sleep(0.02)
        raise AssertionError(f"{submission} is not graded:\n{self.log.read_text()[-3000:]}")

    def pages(self, lesson: Lesson, learner: str) -> dict[Path, str]:
        """The feedback pages written for a learner."""
        folder = self.settings.course_folder(lesson.track) / "feedback" / learner
        return {path: path.read_text() for path in folder.rglob("*.html")}

    def outputs(self, lesson: Lesson, learner: str) -> str:
        """What the graded notebook shows, without its sources (hidden tests are among them)."""
        folder = self.settings.course_folder(lesson.track) / "autograded" / learner
        cells = [json.loads(path.read_text())["cells"] for path in folder.rglob("*.ipynb")]
        return json.dumps(
            [cell.get("outputs") for some in cells for cell in some], ensure_ascii=False
        )

    def leaks(self, copies: Copies, submission: Submission) -> list[str]:
        """Hidden lines found, either way round, in what a learner or an animator may read."""
        lesson, learner = copies.lesson, submission.learner_id
        result = submission.result.to_json() if submission.result else ""
        shown = [result, str(submission.sentence), self.outputs(lesson, learner)]
        shown += self.pages(lesson, learner).values()
        shown.append(self.log.read_text(errors="replace"))
        haystack = "\n".join(words(text) for text in shown)
        secrets = copies.secrets()
        return [one for one in secrets if words(one) in haystack or words(one)[::-1] in haystack]


def words(text: str) -> str:
    """A text without tags, escapes and spaces: a leak stays one, however it is dressed."""
    return re.sub(r'[\s\\"]+', "", unescape(re.sub(r"<[a-zA-Z/][^>]*>", "", text)))
