"""The steps between the code and the ticket, kept by the browser in a signed cookie."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from quartiers.sessions.model import SECRET_LENGTH
from quartiers.sessions.pictures import PICTURE_NAMES


@dataclass(frozen=True)
class Flow:
    """How far a visitor is; the cookie is signed, so that nobody skips a step.

    `learner` is an id for somebody known, empty for a new `pseudo`. `chosen` are the pictures of
    the first round, `again` those of the second (only when choosing a new secret). `proved` is
    True when the pictures were right, or chosen twice alike; `proof` is the mark of the secret
    that was shown, `ask` the key of who waits for an animator's yes. `beside` is the learner whose
    session this visitor joins (empty for one's own entry), `lesson` the one they work in.
    """

    seance: int
    learner: str = ""
    pseudo: str = ""
    chooses: bool = False
    chosen: tuple[str, ...] = ()
    again: tuple[str, ...] = ()
    proved: bool = False
    proof: str = ""
    ask: str = ""
    notice: str = ""
    beside: str = ""
    lesson: str = ""

    def to_text(self) -> str:
        """The flow as the text of a cookie."""
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: bytes | None) -> Flow | None:
        """Read a cookie back; None when it is absent or from another version."""
        try:
            raw = json.loads(text or b"")
            return cls(**{**raw, "chosen": tuple(raw["chosen"]), "again": tuple(raw["again"])})
        except (ValueError, KeyError, TypeError):
            return None

    def for_learner(self, learner: str, pseudo: str, has_secret: bool) -> Flow:
        """Somebody known, who shows a secret or chooses one after a reset."""
        return replace(self.back_to_tiles(), learner=learner, pseudo=pseudo, chooses=not has_secret)

    def for_newcomer(self, pseudo: str) -> Flow:
        """A newcomer, who chooses a secret."""
        return replace(self.back_to_tiles(), pseudo=pseudo, chooses=True)

    def back_to_tiles(self) -> Flow:
        """Nobody chosen yet, in the same séance and beside the same learner."""
        return Flow(self.seance, beside=self.beside, lesson=self.lesson)

    @property
    def is_second_round(self) -> bool:
        """Whether the pictures are now chosen a second time."""
        return self.chooses and len(self.chosen) == SECRET_LENGTH

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures of the present round."""
        return self.again if self.is_second_round else self.chosen

    @property
    def last_pressed(self) -> str:
        """The picture chosen last, in whichever round; empty before the first."""
        return next(reversed((*self.chosen, *self.again)), "")

    @property
    def is_complete(self) -> bool:
        """Whether there are enough pictures to judge."""
        return len(self.again if self.chooses else self.chosen) == SECRET_LENGTH

    def pick(self, name: str) -> Flow:
        """One more picture; an unknown, a repeated or a fourth one changes nothing."""
        if name not in PICTURE_NAMES or name in self.pictures or self.is_complete:
            return self
        return self._with_pictures((*self.pictures, name))

    def restart(self, notice: str = "") -> Flow:
        """The pictures from the beginning."""
        return replace(self, chosen=(), again=(), proved=False, proof="", notice=notice)

    def step_back(self) -> Flow:
        """The present round from its beginning."""
        return self._with_pictures(())

    def _with_pictures(self, names: tuple[str, ...]) -> Flow:
        # What was said stays until the round is over: the pictures must not move under the finger.
        notice = "" if len(names) == SECRET_LENGTH else self.notice
        if self.is_second_round:
            return replace(self, again=names, notice=notice)
        return replace(self, chosen=names, notice=notice)
