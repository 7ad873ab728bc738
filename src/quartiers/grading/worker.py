"""`python -m quartiers.grading.worker`: grade what is handed in, as it comes, until SIGTERM."""

from __future__ import annotations

import gc
import logging
import signal
import threading
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from sqlalchemy.exc import SAWarning

from quartiers.grading import queue, sentences
from quartiers.grading.engine import Engine
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import Nursery, shared_nursery
from quartiers.grading.workspace import sweep
from quartiers.lessons.read import read_courses
from quartiers.sessions import Store, Submission, open_store
from quartiers.settings import Settings

log = logging.getLogger("quartiers.correcteur")

ATTEMPTS = 2
"""How often a submission is tried when the machine, not the learner, is at fault."""

Clock = Callable[[], datetime]


class Worker:
    """One grader: takes submissions in the order they came, one at a time.

    A submission is `running` in the store from its claim to its result, so a worker that is
    killed in between loses nothing: the next one puts it back and grades it again, and both the
    gradebook and the store are written over, never twice.
    """

    def __init__(
        self, settings: Settings, store: Store, engine: Engine, nursery: Nursery, clock: Clock
    ) -> None:
        """Everything that touches the world is given."""
        self._settings = settings
        self._store = store
        self._engine = engine
        self._nursery = nursery
        self._clock = clock
        self._stop = threading.Event()

    def stop(self) -> None:
        """Finish the submission in hand, then leave."""
        self._stop.set()

    def run(self) -> None:
        """Work until `stop`."""
        recovered = self._store.submissions.requeue_running()
        sweep(self._settings)
        log.info("correcteur prêt, copies reprises : %s", recovered)
        bell = queue.Bell(self._settings.inbox)
        while not self._stop.is_set():
            if bell.rings(time.monotonic()) and self.grade_next():
                bell.ring()
            else:
                self._stop.wait(queue.NAP)
            self._keep_warm()

    def _keep_warm(self) -> None:
        """Without a warm process the next learner only waits longer: no reason to stop."""
        try:
            self._nursery.warm_up()
        except Exception:
            log.exception("pas de processus d'avance")
            self._stop.wait(queue.CALM)

    def grade_next(self) -> bool:
        """Grade the oldest waiting submission; False when there is none."""
        submission = self._store.submissions.claim_next(self._clock())
        if submission is None:
            return False
        started = time.monotonic()
        self._grade(submission)
        log.info("copie %s corrigée en %.2f s", submission.id, time.monotonic() - started)
        return True

    def _grade(self, submission: Submission) -> None:
        """Every claimed submission ends with a result or a sentence, whatever happens."""
        record = HandedIn(submission.learner_id, submission.id, submission.received_at)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                lesson = read_courses(self._settings.courses).lesson(submission.lesson)
                result = self._engine.grade(lesson, record)
            except Exception:
                log.exception("copie %s : le correcteur a un souci (%s)", submission.id, attempt)
            else:
                return self._store.submissions.finish(submission.id, result, self._clock())
        self._store.submissions.fail(submission.id, sentences.TROUBLE, self._clock())


def main() -> None:
    """Serve as the Hub's service `correcteur`, with the settings of the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("traitlets").setLevel(logging.WARNING)  # nbgrader's own, very talkative
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's, at every new submission
    settings = Settings.from_env()
    store = open_store(settings.store_url)
    nursery = shared_nursery()
    gc.freeze()  # all these modules stay: not to be looked through again and again
    worker = Worker(settings, store, Engine(settings), nursery, lambda: datetime.now(UTC))

    def leave(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    try:
        worker.run()
    finally:
        nursery.close()
        store.close()


if __name__ == "__main__":
    main()
