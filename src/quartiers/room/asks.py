"""Those who wait at a computer for an animator's yes; in memory only, gone when the room stops.

Moments are seconds of a clock that only goes forward.
"""

from __future__ import annotations

import random
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

SIGN_OF_LIFE = 20.0
"""Seconds since a browser last asked, after which its page is taken for closed."""
LONGEST = 1800.0
MOST, MOST_HERE = 40, 3
NUMBERS = range(10, 100)


@dataclass
class Ask:
    """Somebody who chose `pictures` for `pseudo`, and waits; `learner` is empty for a newcomer.

    `number` is what both screens show, so that the animator finds the computer; `answer` is None
    before there is one.
    """

    id: str
    number: int
    seance: int
    learner: str
    pseudo: str
    pictures: tuple[str, ...] = field(repr=False)
    source: str
    asked: float
    seen: float
    answer: bool | None = None


@dataclass
class Asks:
    """All who wait: a few for each source, and a bounded number of all."""

    _known: dict[str, Ask] = field(default_factory=dict)

    def open(
        self,
        seance: int,
        learner: str,
        pseudo: str,
        pictures: tuple[str, ...],
        source: str,
        now: float,
    ) -> Ask:
        """Somebody begins to wait; from the same source, the oldest makes room."""
        self._make_room(source, now)
        used = {ask.number for ask in self._known.values()}
        number = random.choice([number for number in NUMBERS if number not in used])
        ask = Ask(
            secrets.token_urlsafe(9), number, seance, learner, pseudo, pictures, source, now, now
        )
        self._known[ask.id] = ask
        return ask

    def follow(self, key: str, now: float) -> Ask | None:
        """The one of this key, whose browser has just asked; None when it is over."""
        ask = self._known.get(key)
        if ask is not None:
            ask.seen = now
        return ask

    def waiting(self, seance: int, now: float) -> list[Ask]:
        """Those of a séance who have no answer and whose page is open, the first to come first."""
        return [
            ask
            for ask in self._known.values()
            if ask.seance == seance and ask.answer is None and now - ask.seen < SIGN_OF_LIFE
        ]

    def answer(self, key: str, seance: int, yes: bool) -> None:
        """What an animator says; a yes is a no to the others who wait for the same learner."""
        ask = self._known.get(key)
        if ask is None or ask.seance != seance or ask.answer is not None:
            return
        ask.answer = yes
        for other in self._rivals(ask) if yes else ():
            other.answer = False

    def close(self, key: str) -> None:
        """Nobody waits there any more."""
        self._known.pop(key, None)

    def forget_learner(self, learner: str) -> None:
        """Whoever waits for this learner gets a no: new pictures were given since."""
        for ask in self._known.values():
            if ask.learner == learner:
                ask.answer = False

    def _rivals(self, ask: Ask) -> Iterator[Ask]:
        for other in self._known.values():
            same = other.learner == ask.learner if ask.learner else other.pseudo == ask.pseudo
            if other is not ask and other.answer is None and same:
                yield other

    def _make_room(self, source: str, now: float) -> None:
        self._known = {key: ask for key, ask in self._known.items() if now - ask.seen < LONGEST}
        held = Counter(ask.source for ask in self._known.values())
        if held[source] >= MOST_HERE:
            self._drop_oldest(source)
        elif len(self._known) >= MOST:
            self._drop_oldest(held.most_common(1)[0][0])

    def _drop_oldest(self, source: str) -> None:
        self.close(next(ask.id for ask in self._known.values() if ask.source == source))
