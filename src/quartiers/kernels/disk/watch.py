"""Watches the disk while the house is open, and stops the program that would fill it.

Ten times a second, one `statvfs`: nearly nothing. Only when room goes away are the learners'
processes asked what they wrote, and only those who may hold too much are measured, frozen first.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from quartiers.kernels.disk import note, processes, reserve
from quartiers.kernels.disk.judgement import (
    STEP,
    STEP_FILES,
    Account,
    Ledger,
    Whom,
    Written,
    to_stop_when_full,
    whom_to_end,
)
from quartiers.kernels.disk.usage import Ceiling, Usage, measure

log = logging.getLogger(__name__)

EVERY = 0.1
CALM_EVERY = 0.4
"""Seconds between two looks at the processes, unless room goes away fast."""
FAST = 64 * 1024 * 1024
PATROL_EVERY = 10.0
"""Seconds between two homes measured for the board, one after the other, nobody frozen."""
MOST_FILES = 10_000
FEW_FILES = 2_000


@dataclass(frozen=True)
class Home:
    """One learner: the name, the uid of their files, and where these may lie."""

    learner: str
    uid: int
    places: tuple[Path, ...]


@dataclass
class Watch:
    """The watch of one house. `homes` tells who there is; `own_accounts`: each has a uid alone,
    without which nobody can be stopped. `share` and `kept` (for the house) in bytes. Who was
    stopped is told for `remembered` seconds at least, and until they hold less than their share."""

    folder: Path
    share: int
    kept: int
    homes: Callable[[], Iterable[Home]]
    own_accounts: bool = True
    volumes: tuple[Path, ...] = ()
    remembered: float = 30.0
    ledger: Ledger = field(default_factory=Ledger)
    stopped: dict[str, note.Stopped] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    _written: dict[int, Written] = field(default_factory=dict)
    _room: reserve.Room | None = None
    _looked_at: float = 0.0
    _patrolled_at: float = 0.0
    _patrolled: int = 0
    _stopped_at: dict[str, float] = field(default_factory=dict)
    _told: note.Note | None = None

    def turn(self, now: float) -> None:
        """One look at the room left, and at the learners when it is worth it; `now` in seconds."""
        room = self._room_left()
        before = self._room or room
        dropped, files = before.size - room.size, before.files - room.files
        if self._is_low(room) or dropped >= STEP or files >= STEP_FILES:
            if dropped >= FAST or now - self._looked_at >= CALM_EVERY:
                self._looked_at = now
                self.look(dropped, files)
                self._room = self._room_left()
        elif self._room is None or dropped < 0:
            self._room = room
        if now - self._patrolled_at >= PATROL_EVERY:
            self._patrolled_at = now
            self._walk_on()
        self._tell()

    def look(self, dropped: int, files: int) -> None:
        """Ask the learners' processes what they wrote; measure and stop who takes too much, those
        who may be over their share frozen first."""
        homes = {one.uid: one for one in self.homes()} if self.own_accounts else {}
        living = processes.of_learners(homes.__contains__)
        written = self._since_last_look(living)
        self.ledger.note(written)
        suspects = [uid for uid in self.ledger.suspects(self.share) if uid in living]
        with frozen({uid: _server(living[uid]) for uid in suspects}):
            self._judge(homes, living, suspects, written, dropped, files)

    def _judge(
        self,
        homes: Mapping[int, Home],
        living: Mapping[int, list[processes.Process]],
        suspects: list[int],
        written: Mapping[int, Written],
        dropped: int,
        files: int,
    ) -> None:
        low = self._is_low(self._room_left())
        if self.ledger.all_are_suspects(dropped, files, written, low=low):
            suspects = [*suspects, *(uid for uid in living if uid not in suspects)]
        grown = self._measure([homes[uid] for uid in suspects], living)
        if low:
            for uid, one in written.items():
                grown[uid] = max(one.programs, grown.get(uid, 0))
            self._relieve(homes, living, grown)

    def _measure(
        self, suspects: list[Home], living: Mapping[int, list[processes.Process]]
    ) -> dict[int, int]:
        """Count, and stop those over their share; by uid, what each took since the last time."""
        grown: dict[int, int] = {}
        for one in suspects:
            account = self.ledger.accounts.setdefault(one.uid, Account())
            usage = self._usage(one, living[one.uid])
            grown[one.uid] = usage.size - (usage.size if account.held is None else account.held)
            if usage.over(Ceiling(self.share, MOST_FILES)):
                whom = whom_to_end(account, usage.size, usage.files, self.share)
                self._stop(one, living[one.uid], usage, note.Stopped(usage.size, "share"), whom)
            else:
                self._forgive(one)
            account.counted(usage.size, usage.files)
        return grown

    def _relieve(
        self,
        homes: Mapping[int, Home],
        living: Mapping[int, list[processes.Process]],
        grown: Mapping[int, int],
    ) -> None:
        """The disk is nearly full: stop who takes it now, and give the reserve up in need."""
        worst = to_stop_when_full(grown)
        if worst is not None:
            one, mine = homes[worst], living[worst]
            processes.freeze(worst, _server(mine))
            usage = self._usage(one, mine)
            self._stop(one, mine, usage, note.Stopped(usage.size, "full"), "programs")
            self.ledger.accounts.setdefault(worst, Account()).counted(usage.size, usage.files)
        if reserve.room_on(self.folder).size < self.kept // 8:
            reserve.give_up(self.folder)

    def _stop(
        self,
        home: Home,
        living: list[processes.Process],
        usage: Usage,
        told: note.Stopped,
        whom: Whom,
    ) -> None:
        """End the programs of a learner; their server as well when it is the one that writes."""
        if whom == "nobody":
            return
        processes.end(home.uid, _server(living) if whom == "programs" else frozenset())
        if home.learner not in self.stopped or told.why == "share":
            self.stopped[home.learner] = told
        self._stopped_at[home.learner] = time.monotonic()
        self.sizes[home.learner] = usage.size
        log.warning("stopped %s: %d bytes, %d files", home.learner, usage.size, usage.files)

    def _forgive(self, home: Home) -> None:
        """They have room again; a screen has had the time to say what happened."""
        since = time.monotonic() - self._stopped_at.get(home.learner, -self.remembered)
        if since >= self.remembered:
            self.stopped.pop(home.learner, None)

    def _usage(self, home: Home, living: Iterable[processes.Process]) -> Usage:
        enough = Ceiling(4 * self.share, MOST_FILES + FEW_FILES)
        return measure(home.uid, home.places, [one.pid for one in living], enough)

    def _since_last_look(self, living: Mapping[int, list[processes.Process]]) -> dict[int, Written]:
        """What each wrote since the last time; processes that ended take their count with them."""
        now = {
            uid: Written(processes.written_by(mine[1:]), mine[0].written)
            for uid, mine in living.items()
        }
        before, self._written = self._written, now
        nothing = Written(0, 0)
        return {
            uid: Written(
                max(0, one.programs - before.get(uid, nothing).programs),
                max(0, one.server - before.get(uid, nothing).server),
            )
            for uid, one in now.items()
        }

    def _walk_on(self) -> None:
        """Measure the next home for the board, and the stopped ones: they may have made room."""
        homes = list(self.homes())
        names = {one.learner for one in homes}
        self.sizes = {name: size for name, size in self.sizes.items() if name in names}
        for one in homes:
            if one.learner in self.stopped:
                self._count(one)
        if homes:
            self._patrolled += 1
            self._count(homes[self._patrolled % len(homes)])
        self.stopped = {name: one for name, one in self.stopped.items() if name in names}
        reserve.keep(self.folder, self.kept)

    def _count(self, home: Home) -> None:
        usage = self._usage(home, ())
        self.sizes[home.learner] = usage.size
        if not usage.over(Ceiling(self.share, MOST_FILES)):
            self._forgive(home)

    def _room_left(self) -> reserve.Room:
        rooms = [reserve.room_on(one) for one in (self.folder, *self.volumes)]
        return reserve.Room(min(one.size for one in rooms), min(one.files for one in rooms))

    def _is_low(self, room: reserve.Room) -> bool:
        return room.size < self.kept or room.files < FEW_FILES

    def _tell(self) -> None:
        whole = reserve.is_whole(self.folder, self.kept)
        told = note.Note(dict(self.stopped), dict(self.sizes), whole)
        if told != self._told:
            # an erased learner has no home any more: the note must not bring the name back
            note.write(self.folder, told.only({one.learner for one in self.homes()}))
            self._told = told


@contextmanager
def frozen(uids: Mapping[int, frozenset[int]]) -> Iterator[None]:
    """These learners' processes stand still meanwhile, but those named for each."""
    try:
        for uid, but in uids.items():
            processes.freeze(uid, but)
        yield
    finally:
        for uid in uids:
            processes.thaw(uid)


def _server(living: list[processes.Process]) -> frozenset[int]:
    """The process that saves the learner's work: the oldest, it was there before any program."""
    return frozenset(one.pid for one in living[:1])


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Keep the reserve and watch, in a thread of its own, until the end of the block."""
    reserve.keep(watch.folder, watch.kept)
    end = Event()

    def go() -> None:
        while not end.wait(EVERY):
            try:
                watch.turn(time.monotonic())
            except Exception:  # a watch that died would be noticed when the disk is full
                log.exception("the watch of the disk stumbled")
                end.wait(1)

    thread = Thread(target=go, name="disk", daemon=True)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()
