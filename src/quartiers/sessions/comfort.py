"""How a learner likes to read: a few choices kept with the learner, never a reason for them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import select, update

from quartiers.sessions.engine import Database
from quartiers.sessions.tables import learners

# The first of each is what everybody gets.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "size": ("normal", "large", "larger"),
    "spacing": ("normal", "wide"),
    "font": ("normal", "dyslexic"),
    "contrast": ("normal", "high"),
    "theme": ("light", "dark"),
    "motion": ("normal", "reduced"),
}


@dataclass(frozen=True)
class Comfort:
    """One value of `CHOICES` a field."""

    size: str = "normal"
    spacing: str = "normal"
    font: str = "normal"
    contrast: str = "normal"
    theme: str = "light"
    motion: str = "normal"

    def to_dict(self) -> dict[str, str]:
        """The choices as JSON-ready data (the shape of `api/comfort`)."""
        return asdict(self)

    def changed(self, choices: Mapping[str, Any]) -> Comfort:
        """With other choices for some fields; ValueError names the first that does not exist."""
        for name, value in choices.items():
            if value not in CHOICES.get(name, ()):
                raise ValueError(name)
        return replace(self, **choices)

    @property
    def classes(self) -> str:
        """The CSS classes of what differs from everybody's: `size-large theme-dark`."""
        usual = Comfort()
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return " ".join(f"{k}-{v}" for k, v in values if v != getattr(usual, k))


class Comforts:
    """Read and change learners' comfort."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def get(self, learner_id: str) -> Comfort:
        """The learner's comfort; everybody's when nothing was chosen."""
        query = select(learners.c.comfort).where(learners.c.id == learner_id)
        with self._database.read() as connection:
            return read_comfort(connection.execute(query).scalar())

    def change(self, learner_id: str, choices: Mapping[str, Any]) -> Comfort:
        """Keep some choices; ValueError when one does not exist."""
        mine = learners.c.id == learner_id
        query = select(learners.c.comfort).where(mine).with_for_update()
        with self._database.write() as connection:
            comfort = read_comfort(connection.execute(query).scalar()).changed(choices)
            text = json.dumps(comfort.to_dict())
            connection.execute(update(learners).where(mine).values(comfort=text))
        return comfort


def read_comfort(text: str | None) -> Comfort:
    """What was kept; a choice that no longer exists becomes everybody's."""
    kept = json.loads(text or "{}")
    known = {name: value for name, value in kept.items() if value in CHOICES.get(name, ())}
    return Comfort(**known)
