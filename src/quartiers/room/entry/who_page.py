"""The second page: one's own pseudonym among those of the centre, or «nouveau»."""

from __future__ import annotations

from quartiers.room.base import in_thread
from quartiers.room.entry.steps import Step
from quartiers.sessions.model import Learner, Seance
from quartiers.sessions.store import Store


class WhoPage(Step):
    """A grid of tiles: the group's learners first, the whole centre on demand."""

    async def get(self) -> None:
        """Show the tiles."""
        everybody = bool(self.get_query_argument("tous", ""))
        found = await in_thread(people, self.room.store, self.seance, everybody)
        known = [person for person in found if person.id != self.flow.beside]
        may_widen = self.seance.group_id is not None and not everybody
        self.show("entry/qui.html", people=known, may_widen=may_widen, flow=self.flow)

    async def post(self) -> None:
        """One tile was chosen; it must be of this centre."""
        learner = await in_thread(self.room.store.learners.get, self.field("learner"))
        if learner is None or learner.centre != self.seance.centre:
            return self.go("qui")
        if learner.id == self.flow.beside:
            return self.go("qui")
        self.keep(self.flow.for_learner(learner.id, learner.pseudo, learner.has_secret))
        self.go("images")


def people(store: Store, seance: Seance, everybody: bool) -> list[Learner]:
    """The learners who may enter this séance: its group's, or all of its centre."""
    if seance.group_id is None or everybody:
        return store.learners.of_centre(seance.centre)
    return store.learners.of_group(seance.group_id)
