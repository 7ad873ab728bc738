"""Slows down who tries too often; nobody is ever kept out by what others did.

Moments are seconds of a clock that only goes forward: setting the machine's clock changes nothing.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

MOST_KEYS = 4096


@dataclass
class Allowance:
    """For each key `burst` tries at once, then one more every `every` seconds.

    Only one number is kept for a key: the moment when its allowance is whole again.
    """

    burst: int
    every: float
    _whole_at: dict[Hashable, float] = field(default_factory=dict)

    def used(self, key: Hashable, now: float) -> float:
        """How many tries are not given back yet by the time that passed: 0 to 2 `burst`."""
        return max(0.0, self._whole_at.get(key, now) - now) / self.every

    def wait(self, key: Hashable, now: float) -> float:
        """Seconds until this key has a try: 0 when it has one now."""
        return max(0.0, (self.used(key, now) - self.burst + 1) * self.every)

    def take(self, key: Hashable, now: float) -> None:
        """Note a try, even one more than the burst: the wait never grows without end."""
        self._whole_at[key] = now + min(self.used(key, now) + 1, 2 * self.burst) * self.every
        if len(self._whole_at) > MOST_KEYS:
            self._forget(now)

    def give_back(self, key: Hashable, now: float) -> None:
        """A try that was right does not count."""
        left = self.used(key, now) - 1
        if left > 0:
            self._whole_at[key] = now + left * self.every
        else:
            self._whole_at.pop(key, None)

    def forget(self, key: Hashable) -> None:
        """All tries of this key are made good."""
        self._whole_at.pop(key, None)

    def _forget(self, now: float) -> None:
        """Keep the half whose allowance is furthest from whole."""
        kept = sorted(self._whole_at.items(), key=lambda item: item[1])[-MOST_KEYS // 2 :]
        self._whole_at = {key: whole_at for key, whole_at in kept if whole_at > now}


def _five_minutes() -> Allowance:
    return Allowance(1, 300)


@dataclass
class Door:
    """What each source may try, and all sources together on one account.

    When an account has had too many tries from everywhere, only the sources that failed
    themselves in the last five minutes wait for it: right at the first try, one always enters.
    """

    each: Allowance
    together: Allowance
    _failed: Allowance = field(default_factory=_five_minutes)

    def knock(self, source: Hashable, now: float, account: str | None = "") -> float:
        """Count a try before it is judged, unless it must wait; the seconds to wait, or 0.

        `account` is what is tried, None for a source that is trusted to fail alone.
        """
        wait = self.each.wait(source, now)
        if account is not None and self._failed.used(source, now):
            wait = max(wait, self.together.wait(account, now))
        if wait:
            return wait
        for allowance, key in self._counted(source, account):
            allowance.take(key, now)
        return 0.0

    def right(self, source: Hashable, now: float, account: str | None = "") -> None:
        """The try was right: it is given back."""
        for allowance, key in self._counted(source, account):
            allowance.give_back(key, now)

    def _counted(
        self, source: Hashable, account: str | None
    ) -> tuple[tuple[Allowance, Hashable], ...]:
        alone = (self.each, source), (self._failed, source)
        return alone if account is None else (*alone, (self.together, account))


def learners_door() -> Door:
    """For the codes of séances: 15 tries, then three a minute."""
    return Door(Allowance(15, 20), Allowance(300, 1))


def animators_door() -> Door:
    """For passwords: 10 tries, then two a minute."""
    return Door(Allowance(10, 30), Allowance(30, 10))


@dataclass
class Newcomers:
    """New accounts that nobody has to say yes to: eight at one computer, then one every ten
    minutes; forty in one séance, then one a minute."""

    here: Allowance = field(default_factory=lambda: Allowance(8, 600))
    together: Allowance = field(default_factory=lambda: Allowance(40, 60))

    def may_enter(self, source: Hashable, seance: int, now: float) -> bool:
        """Count one more newcomer, unless an animator has to see them first."""
        if self.here.wait(source, now) or self.together.wait(seance, now):
            return False
        self.here.take(source, now)
        self.together.take(seance, now)
        return True

    def give_back(self, source: Hashable, seance: int, now: float) -> None:
        """The account was not made after all."""
        self.here.give_back(source, now)
        self.together.give_back(seance, now)


def pictures_door() -> Allowance:
    """For one learner's pictures at one computer: 5 tries, then one every ten minutes."""
    return Allowance(5, 600)
