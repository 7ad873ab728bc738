"""The counts of a campaign, kept in a file so that it can go on another day."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

BAD = ("lost", "doubled", "wrong", "stuck", "technician", "words")


@dataclass(frozen=True)
class Outcome:
    """One injection: `seconds` until everybody worked again; `reopened` when an adult had to run
    the command again; `problems` by kind, with what happened."""

    kind: str
    seed: int
    number: int
    seconds: float
    reopened: bool = False
    problems: tuple[tuple[str, str], ...] = ()


@dataclass
class Campaign:
    """All outcomes, and how much work they were tried on."""

    outcomes: list[Outcome] = field(default_factory=list)
    saves: int = 0
    hands: int = 0
    skipped: dict[str, str] = field(default_factory=dict)

    def done(self, seed: int) -> Counter[str]:
        """How many of each kind, with this seed."""
        return Counter(one.kind for one in self.outcomes if one.seed == seed)

    def bad(self) -> Counter[str]:
        """How many problems of each kind; all zero is what we want."""
        return Counter(kind for one in self.outcomes for kind, _ in one.problems)


def write(campaign: Campaign, path: Path) -> None:
    """Keep it, whole."""
    draft = path.with_name(f"{path.name}.part")
    draft.write_text(json.dumps(asdict(campaign), indent=1, ensure_ascii=False))
    draft.replace(path)


def read(path: Path | None) -> Campaign:
    """The campaign of this file; a new one where there is none."""
    if path is None or not path.exists():
        return Campaign()
    found = json.loads(path.read_text())
    outcomes = [
        Outcome(**{**one, "problems": tuple(map(tuple, one["problems"]))})
        for one in found["outcomes"]
    ]
    return Campaign(outcomes, found["saves"], found["hands"], found["skipped"])


def summary(campaign: Campaign) -> str:
    """The last lines."""
    outcomes, bad = campaign.outcomes, campaign.bad()
    rows = [_row(kind, [o for o in outcomes if o.kind == kind]) for kind in _kinds(outcomes)]
    counts = ", ".join(f"{bad[kind]} {kind}" for kind in BAD)
    skipped = [f"  skipped {kind}: {why}" for kind, why in campaign.skipped.items()]
    return "\n".join(
        [
            *rows,
            *skipped,
            f"{len(outcomes)} injections on {campaign.saves} acknowledged saves and "
            f"{campaign.hands} hand-ins: {counts}",
            f"back in {_times(outcomes)}; {sum(o.reopened for o in outcomes)} asked to run "
            "the command again",
        ]
    )


def _kinds(outcomes: Sequence[Outcome]) -> list[str]:
    return sorted({one.kind for one in outcomes})


def _row(kind: str, outcomes: Sequence[Outcome]) -> str:
    problems = sum(bool(one.problems) for one in outcomes)
    mark = f"  {problems} WITH PROBLEMS" if problems else ""
    return f"  {kind:<22} {len(outcomes):>3} ×  {_times(outcomes)}{mark}"


def _times(outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return "-"
    seconds = [one.seconds for one in outcomes]
    return f"{statistics.median(seconds):.1f} s (worst {max(seconds):.1f} s)"
