"""The animators' first page: the open séances, and a form to open one."""

from __future__ import annotations

from dataclasses import dataclass

from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.box.disk import read_disk
from quartiers.room.room import Room
from quartiers.sessions.model import Group, Seance, StoreError

CENTRES = ("Alma", "Écho", "Pile Sainte-Élisabeth")
SHOWN_SEANCES = 6
NEW_GROUP = "nouveau"


@dataclass(frozen=True)
class Known:
    """What the form offers and what is already open."""

    centres: tuple[str, ...]
    groups: tuple[Group, ...]
    open_seances: tuple[Seance, ...]
    past_seances: tuple[Seance, ...]
    counts: dict[int, int]


@dataclass(frozen=True)
class Typed:
    """What was chosen and typed in the form; `lessons` is None before anything was sent."""

    centre: str = ""
    group: str = ""
    new_group: str = ""
    lessons: tuple[str, ...] | None = None


NOTHING_TYPED = Typed()


class HomePage(AnimatorPage):
    """Open a séance, or go back to the one that is open."""

    async def get(self) -> None:
        """Show the form and the séances."""
        await self._show("")

    async def post(self) -> None:
        """Open a séance and go to its board."""
        centre = self.field("centre")
        if centre not in centres(self.room.settings.centre):
            return await self._show("Choisissez le centre où vous êtes.", self._typed())
        try:
            seance = await in_thread(self._open, centre)
        except StoreError as reason:
            return await self._show(str(reason), self._typed())
        self.go(f"animation/seances/{seance.id}")

    def _open(self, centre: str) -> Seance:
        name, known = self.field("nouveau-groupe"), {lesson.code for lesson in self._lessons()}
        lessons = [code for code in self.get_body_arguments("lecon") if code in known]
        group = self._group(centre, name)
        return self.room.store.seances.open(
            centre,
            self.animator.id,
            self.now(),
            group_id=group.id if group else None,
            lessons=[] if len(lessons) == len(known) else lessons,
        )

    def _group(self, centre: str, name: str) -> Group | None:
        """The group that was chosen or named; nobody's group is fine for an open door.

        StoreError for a group of another centre: which of the two was meant is not ours to guess.
        """
        if name:
            return self.room.store.groups.ensure(centre, name)
        chosen = self.field("groupe")
        found = self.room.store.groups.get(int(chosen)) if chosen.isdigit() else None
        if found and found.centre != centre:
            raise StoreError(
                f"Le groupe « {found.name} » est dans un autre centre : {found.centre}. "
                f"Choisissez le centre {found.centre}, ou un autre groupe."
            )
        return found

    def _typed(self) -> Typed:
        lessons = tuple(self.get_body_arguments("lecon"))
        return Typed(
            self.field("centre"), self.field("groupe"), self.field("nouveau-groupe"), lessons
        )

    def _lessons(self) -> list:  # type: ignore[type-arg]
        return list(self.room.courses.lessons)

    async def _show(self, notice: str, typed: Typed = NOTHING_TYPED) -> None:
        known = await in_thread(read_known, self.room)
        self.show(
            "animation/accueil.html",
            known=known,
            disk=await in_thread(read_disk, self.room.settings, self.room.store),
            notice=notice,
            typed=typed,
            closed=self.get_query_argument("fermee", "") == "oui",
            centre=self.room.settings.centre,
            tracks=self.room.courses.tracks,
        )


def centres(own: str) -> tuple[str, ...]:
    """The centres to choose from: this box's first, when it was told which it is."""
    others = tuple(name for name in CENTRES if name.casefold() != own.casefold())
    return (own, *others) if own else CENTRES


def read_known(room: Room) -> Known:
    """All that the first page shows."""
    history = room.store.seances.history(SHOWN_SEANCES * 2)
    names = centres(room.settings.centre)
    groups = tuple(group for name in names for group in room.store.groups.of_centre(name))
    past = tuple(seance for seance in history if not seance.is_open)[:SHOWN_SEANCES]
    current = tuple(room.store.seances.current())
    counts = {one.id: len(room.store.seances.present(one.id)) for one in (*current, *past)}
    return Known(names, groups, current, past, counts)
