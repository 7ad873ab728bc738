"""`python -m quartiers.grading.worker`: grade what is handed in, as it comes, until SIGTERM."""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
import warnings
from collections.abc import Callable
from datetime import UTC, datetime
from types import FrameType

from sqlalchemy.exc import SAWarning

from quartiers.grading import queue, sentences
from quartiers.grading.adopting import adopt
from quartiers.grading.engine import Engine, Interrupted, OutOfReach
from quartiers.grading.erasing import erase_leavers, somebody_leaves
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import Nursery, share
from quartiers.grading.judge.hearth import Hearth
from quartiers.grading.mending import lost_works, mend_all
from quartiers.grading.second import Second
from quartiers.grading.workspace import sweep
from quartiers.kernels.template.bell import Bell
from quartiers.kernels.template.child import handed
from quartiers.lessons.read import read_courses
from quartiers.sessions import Store, Submission, open_store
from quartiers.sessions.house import HouseLock
from quartiers.settings import Settings

log = logging.getLogger("quartiers.correcteur")

ATTEMPTS = 2
"""How often a submission is tried when the machine, not the learner, is at fault."""

Clock = Callable[[], datetime]


class Worker:
    """Takes submissions in the order they came: two at a time, one of them in a `Second`.

    The second is called when there is work and leaves when there is none, so that nobody waits
    behind an endless loop, and a room at rest pays for one grader. Each writes to the gradebook
    when the other does not (SQLite sees to it).

    A submission is `running` in the store from its claim to its result, so a worker that is
    killed in between loses nothing: the next one puts it back and grades it again, and both the
    gradebook and the store are written over, never twice.
    """

    def __init__(
        self, settings: Settings, store: Store, engine: Engine, nursery: Nursery, clock: Clock
    ) -> None:
        """Everything that touches the world is given, but for the number of cores."""
        self._settings = settings
        self._store = store
        self._engine = engine
        self._nursery = nursery
        nursery.meanwhile = self._look_up
        self._clock = clock
        self._stop = threading.Event()
        self._erases_from = float("-inf")
        self._lost: list[Submission] = []
        self._looks_up_from = float("-inf")
        self._away: dict[str, float] = {}
        self._house = HouseLock(store.database)
        self._second = Second(self._assist) if queue.hands(cores()) > 1 else None

    def stop(self) -> None:
        """Finish the submission in hand, then leave."""
        self._stop.set()

    def run(self) -> None:
        """Work until `stop`; where the house is open elsewhere too, wait for that one to close."""
        while not self._house.take():
            log.error("cette maison est ouverte ailleurs : rien n'est corrigé ici")
            if self._stop.wait(queue.REST):
                return
        recovered = self._store.submissions.requeue_running()
        recovered += self._adopt()
        recovered += self._store.submissions.requeue_failed(sentences.TROUBLE)
        self._mend()
        self._find_lost()
        sweep(self._settings)
        log.info("correcteur prêt, copies reprises : %s", recovered)
        bell = queue.Bell(self._settings.inbox)
        try:
            while not self._stop.is_set():
                if bell.rings(time.monotonic()) and self._work():
                    bell.ring()
                else:
                    self._stop.wait(queue.NAP)
                self._take_over()
                self._keep_warm()
        finally:
            if self._second is not None:
                self._second.dismiss()
            self._house.release()

    def _adopt(self) -> int:
        try:
            return adopt(self._settings, self._store)
        except Exception:  # whatever lies in the box, the works of the others are graded
            log.exception("la boîte n'est pas relue jusqu'au bout")
            return 0

    def _work(self) -> bool:
        if not self._house.take():
            return False
        self._see_leavers_off()
        return self.grade_next() or self._grade_lost()

    def _mend(self) -> bool:
        """Look at the gradebooks; whether one was damaged and is new now."""
        try:
            if not mend_all(self._settings):
                return False
        except Exception:  # a disk that does not answer: the works wait for better days
            log.exception("les carnets de notes ne sont pas relus")
            return False
        self._engine.look_again()
        return True

    def _find_lost(self) -> None:
        """Note which graded works a new gradebook does not have."""
        try:
            self._lost = lost_works(self._settings, self._store)
        except Exception:
            log.exception("les carnets de notes ne sont pas comparés")

    def _grade_lost(self) -> bool:
        """Nothing waits: grade one work that a gradebook lost. Its learner has its result."""
        if not self._lost:
            return False
        self._have_company()
        submission = self._lost.pop()
        record = HandedIn(submission.learner_id, submission.id, submission.received_at)
        try:
            lesson = read_courses(self._settings.courses).lesson(submission.lesson)
            self._engine.grade(lesson, record)
            log.info("copie %s de nouveau au carnet de notes", submission.id)
        except Interrupted:
            self._lost.append(submission)
        except Exception:
            log.exception("copie %s : pas au carnet de notes", submission.id)
        return True

    def _look_up(self) -> None:
        """While a cell takes its time: who leaves the house does not wait behind it."""
        now = time.monotonic()
        if now >= max(self._looks_up_from, self._erases_from):
            self._looks_up_from = now + queue.CALM
            if somebody_leaves(self._store):
                raise Interrupted

    def _see_leavers_off(self) -> None:
        """Erase those who leave the house: nobody grades meanwhile, in whichever process, or what
        is erased would be made again. After a trouble of the disk, try again later.
        """
        if time.monotonic() < self._erases_from or not somebody_leaves(self._store):
            return
        if self._second is not None:
            self._second.dismiss()
        self._store.submissions.requeue_running()  # if the second was killed
        sweep(self._settings)
        self._engine.let_go()
        try:
            erase_leavers(self._settings, self._store)
        except Exception:
            log.exception("un effacement n'est pas fini")
            self._mend()
            self._erases_from = time.monotonic() + queue.REST

    def _assist(self) -> None:
        """In the second's process: grade until nothing is graded nor waits any more."""
        gc.freeze()
        self._second = None
        self._nursery = self._nursery.sibling()
        share(self._nursery)
        bell, worked = queue.Bell(self._settings.inbox), time.monotonic()
        while not self._stop.is_set():
            if bell.rings(time.monotonic()):
                if self.grade_next():
                    worked = time.monotonic()
                    bell.ring()
                    continue
                if queue.may_leave(time.monotonic() - worked, self._running()):
                    break
            self._stop.wait(queue.NAP)
        self._nursery.close()

    def _running(self) -> int:
        return self._store.submissions.count_running()

    def _have_company(self) -> None:
        """Somebody has to look after those who come while we grade."""
        if self._second is not None and not self._second.is_there:
            self._engine.let_go()
            self._store.close()
            self._second.call()

    def _take_over(self) -> None:
        """What the second had in hand when it died waits again: nothing else runs now."""
        if self._second is None or not self._second.is_there:
            return
        if self._second.fell():
            log.warning("le second correcteur est tombé")
            self._store.submissions.requeue_running()
            sweep(self._settings)
        if not self._second.is_there:
            self._find_lost()  # it may have mended a gradebook

    def _keep_warm(self) -> None:
        """Without a warm process the next learner only waits longer: no reason to stop."""
        try:
            self._nursery.warm_up()
        except Exception:
            log.exception("pas de processus d'avance")
            self._stop.wait(queue.CALM)

    def grade_next(self) -> bool:
        """Grade the oldest waiting submission; False when there is none."""
        now = time.monotonic()
        away = {id for id, until in self._away.items() if now < until}
        submission = self._store.submissions.claim_next(self._clock(), but_not=away)
        if submission is None:
            return False
        self._have_company()
        started = time.monotonic()
        self._grade(submission)
        log.info("copie %s corrigée en %.2f s", submission.id, time.monotonic() - started)
        return True

    def _grade(self, submission: Submission) -> None:
        """Every claimed submission ends with a result or a sentence, whatever happens; but one
        whose bytes cannot be read waits, and is tried again.
        """
        record = HandedIn(submission.learner_id, submission.id, submission.received_at)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                lesson = read_courses(self._settings.courses).lesson(submission.lesson)
                result = self._engine.grade(lesson, record)
            except Interrupted:
                log.info("copie %s : reprise après un effacement", submission.id)
                return self._store.submissions.put_back(submission.id)
            except OutOfReach as reason:
                log.error("copie %s : rien n'est lisible (%s), elle attend", submission.id, reason)
                self._away[submission.id] = time.monotonic() + queue.AWAY
                return self._store.submissions.put_back(submission.id)
            except Exception:
                log.exception("copie %s : le correcteur a un souci (%s)", submission.id, attempt)
                if self._mend():
                    self._find_lost()
            else:
                return self._store.submissions.finish(submission.id, result, self._clock())
        self._store.submissions.fail(submission.id, sentences.TROUBLE, self._clock())


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0))


def main() -> None:
    """Serve as the Hub's service `correcteur`, with the settings of the environment."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("traitlets").setLevel(logging.WARNING)  # nbgrader's own, very talkative
    warnings.filterwarnings("ignore", category=SAWarning)  # nbgrader's, at every new submission
    settings = Settings.from_env()
    store = open_store(settings.store_url)
    hearth = Hearth(house_bell())
    nursery = Nursery(hearth)
    share(nursery)
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
        hearth.close()
        store.close()


def house_bell() -> Bell | None:
    """The bell of the warm process that we were forked from, if the Hub handed it over."""
    end = handed()
    return Bell(end) if end is not None else None


if __name__ == "__main__":
    main()
