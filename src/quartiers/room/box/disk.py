"""What is left on the box's disk, who takes much of it, and what to do about it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from quartiers.kernels.disk import note
from quartiers.sessions.model import Learner
from quartiers.sessions.store import Store
from quartiers.settings import Settings

Level = Literal["bien", "bientot", "plein"]
MB, GB = 10**6, 10**9
MUCH = 100 * MB
MOST_SHOWN = 5
MOST_WARNED = 10 * GB
"""A large disk warns when this is left, a small one when a tenth of it is."""
SENTENCES: dict[Level, str] = {
    "bien": "Il reste {room} sur le disque. C'est bien assez.",
    "bientot": "Le disque se remplit : il reste {room}. Faites de la place avant la prochaine "
    "séance.",
    "plein": "Le disque est presque plein : il reste {room}. Le travail des jeunes risque de "
    "ne plus être gardé. Faites de la place maintenant.",
}


@dataclass(frozen=True)
class Taker:
    """A learner who holds much, in bytes; `stopped`: a program of theirs filled their share."""

    learner: str
    pseudo: str
    size: int
    stopped: bool

    @property
    def words(self) -> str:
        """How much, as one says it."""
        return in_words(self.size)


@dataclass(frozen=True)
class Disk:
    """The disk of the box: how it is, in one sentence, and who takes most."""

    level: Level
    sentence: str
    takers: tuple[Taker, ...]

    @property
    def stopped(self) -> tuple[Taker, ...]:
        """Those whose program was stopped and who still hold too much."""
        return tuple(one for one in self.takers if one.stopped)

    @property
    def asks(self) -> bool:
        """Whether an adult should look."""
        return self.level != "bien" or bool(self.stopped)


def read_disk(settings: Settings, store: Store) -> Disk:
    """The disk now. Cheap: the board asks every three seconds."""
    usage = shutil.disk_usage(settings.data)
    told = note.read(settings.hub_folder)
    largest = sorted(told.sizes, key=lambda name: -told.sizes[name])[:MOST_SHOWN]
    names = [*told.stopped, *(one for one in largest if told.sizes[one] >= MUCH)]
    learners = {one.id: one for one in store.learners.get_many(names)} if names else {}
    level = level_of(usage.free, usage.total, settings.reserve * MB)
    return Disk(level, sentence(level, usage.free), takers(told, learners))


def level_of(free: int, total: int, reserve: int) -> Level:
    """How it is: warned long before the house's own reserve is all that is left."""
    if free < reserve:
        return "plein"
    return "bientot" if free < max(4 * reserve, min(total // 10, MOST_WARNED)) else "bien"


def is_nearly_full(settings: Settings) -> bool:
    """Whether learners have nothing left but what the house keeps for itself."""
    return shutil.disk_usage(settings.data).free < settings.reserve * MB


def sentence(level: Level, free: int) -> str:
    """What is left, whether it is enough, what to do."""
    return SENTENCES[level].format(room=in_words(free))


def takers(told: note.Note, learners: Mapping[str, Learner]) -> tuple[Taker, ...]:
    """The learners of the note who are still there, those who hold most first."""
    found = [
        Taker(
            one.id,
            one.pseudo,
            max(told.sizes.get(one.id, 0), told.stopped[one.id].size if stopped else 0),
            stopped,
        )
        for one in learners.values()
        for stopped in (one.id in told.stopped,)
    ]
    return tuple(sorted(found, key=lambda one: (not one.stopped, -one.size, one.pseudo)))


def in_words(size: int) -> str:
    """A number of bytes as one says it: `350 Mo`, `12 Go`, `1,5 Go`."""
    if size < GB:
        return f"{size // MB} Mo"
    return f"{size / GB:.1f} Go".replace(".", ",") if size < 10 * GB else f"{size // GB} Go"
