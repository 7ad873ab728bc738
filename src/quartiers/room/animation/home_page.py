"""The animators' first page: the open séances, and a form to open one."""

from __future__ import annotations

from dataclasses import dataclass

from quartiers.room.base import AnimatorPage, in_thread
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


class HomePage(AnimatorPage):
    """Open a séance, or go back to the one that is open."""

    async def get(self) -> None:
        """Show the form and the séances."""
        await self._show("")

    async def post(self) -> None:
        """Open a séance and go to its board."""
        centre = self.field("centre")
        if centre not in centres(self.room.settings.centre):
            return await self._show("Choisissez le centre où vous êtes.")
        try:
            seance = await in_thread(self._open, centre)
        except StoreError as reason:
            return await self._show(str(reason))
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
        """The group that was chosen or named; nobody's group is fine for an open door."""
        if name:
            return self.room.store.groups.ensure(centre, name)
        chosen = self.field("groupe")
        found = self.room.store.groups.get(int(chosen)) if chosen.isdigit() else None
        return found if found and found.centre == centre else None

    def _lessons(self) -> list:  # type: ignore[type-arg]
        return list(self.room.courses.lessons)

    async def _show(self, notice: str) -> None:
        known = await in_thread(read_known, self.room)
        self.show(
            "animation/accueil.html",
            known=known,
            notice=notice,
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
