"""What the house has acknowledged, and what that obliges it to: decisions only, no disk."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    """Something that must not be. `kind`: `lost`, `doubled`, `wrong` (stars, or another's work)."""

    kind: str
    what: str


@dataclass
class Saves:
    """The works of one learner: each carries a number, one more each time."""

    asked: int = 0
    kept: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Hand:
    """One acknowledged hand-in: whose, the number of the work, how well it is done."""

    learner: str
    number: int
    variant: str


@dataclass(frozen=True)
class Row:
    """One submission as the house has it; `found` is the (learner, number) read in its bytes."""

    id: str
    learner: str
    status: str
    stars: float | None
    finished: str
    intact: bool
    found: tuple[str, int] | None


@dataclass
class Ledger:
    """Kept by the learners while they work; several threads write in it."""

    saves: dict[str, Saves] = field(default_factory=dict)
    hands: dict[str, Hand] = field(default_factory=dict)
    unanswered: Counter[str] = field(default_factory=Counter)
    finished: dict[str, str] = field(default_factory=dict)
    acknowledged: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, learner: str) -> int:
        """The number of the work that is about to be saved."""
        with self.lock:
            mine = self.saves.setdefault(learner, Saves())
            mine.asked += 1
            return mine.asked

    def kept(self, learner: str, number: int, digest: str) -> None:
        """The house has said that this work is kept."""
        with self.lock:
            self.saves[learner].kept, self.saves[learner].digest = number, digest
            self.acknowledged += 1

    def handed(self, id: str, hand: Hand) -> None:
        """The house has said that this work is handed in."""
        with self.lock:
            self.hands[id] = hand

    def not_answered(self, learner: str) -> None:
        """A hand-in whose answer never came: it may have arrived."""
        with self.lock:
            self.unanswered[learner] += 1

    def gone_back(self, learner: str, number: int) -> None:
        """We broke the last work ourselves: an older version is what may be found."""
        with self.lock:
            self.saves[learner].kept, self.saves[learner].digest = number, ""


def judge_work(
    learner: str, saves: Saves, found: tuple[str, int] | None, digest: str
) -> list[Problem]:
    """The notebook on the disk against what was acknowledged.

    A later work, asked for and not answered, may be there instead; an earlier one may not.
    """
    if saves.kept == 0:
        return []
    if found is None:
        return [Problem("lost", f"{learner}: no work, {saves.kept} was kept")]
    whose, number = found
    if whose != learner:
        return [Problem("wrong", f"{learner}: the work of {whose}")]
    if not saves.kept <= number <= saves.asked:
        return [Problem("lost", f"{learner}: work {number}, {saves.kept} was kept")]
    if number == saves.kept and saves.digest and digest != saves.digest:
        return [Problem("lost", f"{learner}: work {number} has other bytes")]
    return []


def judge_queue(ledger: Ledger, rows: Iterable[Row], stars: Mapping[str, float]) -> list[Problem]:
    """The submissions against what was acknowledged; `stars` is what each variant is worth."""
    by_id = {row.id: row for row in rows}
    found = [
        p for id, hand in ledger.hands.items() for p in _judge_hand(hand, by_id.get(id), stars)
    ]
    found += _judge_rows(ledger, by_id.values())
    return found


def _judge_hand(hand: Hand, row: Row | None, stars: Mapping[str, float]) -> list[Problem]:
    if row is None:
        return [Problem("lost", f"a hand-in of {hand.learner} ({hand.number}) has no row")]
    name = f"{row.id} of {hand.learner}"
    if row.learner != hand.learner or row.found != (hand.learner, hand.number):
        return [Problem("wrong", f"{name}: {row.learner} {row.found}, {hand.number} was handed in")]
    if not row.intact:
        return [Problem("lost", f"{name}: other bytes in the box")]
    if row.status == "done" and row.stars != stars[hand.variant]:
        return [Problem("wrong", f"{name}: {row.stars} stars for «{hand.variant}»")]
    return []


def _judge_rows(ledger: Ledger, rows: Iterable[Row]) -> list[Problem]:
    problems: list[Problem] = []
    extra = Counter(row.learner for row in rows if row.id not in ledger.hands)
    for learner, count in extra.items():
        if count > ledger.unanswered[learner]:
            problems.append(Problem("doubled", f"{learner}: {count} hand-ins nobody asked for"))
    for row in rows:
        before = ledger.finished.get(row.id)
        if before and before != row.finished:
            problems.append(Problem("doubled", f"{row.id} was graded twice"))
        if row.finished:
            ledger.finished[row.id] = row.finished
    return problems


def waiting(ledger: Ledger, rows: Iterable[Row]) -> list[str]:
    """The acknowledged hand-ins that are not graded yet."""
    return [row.id for row in rows if row.id in ledger.hands and row.status != "done"]
