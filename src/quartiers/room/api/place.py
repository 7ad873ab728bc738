"""`GET api/place`: why a learner's program was stopped by the watch of the disk, if it was."""

from __future__ import annotations

from quartiers.kernels.disk import note
from quartiers.room.api.base import Api
from quartiers.room.base import in_thread

FULL = (
    "L'ordinateur de la salle n'a presque plus de place. J'ai arrêté ton programme, "
    "pour que le travail de tous soit gardé. Le tien est gardé aussi. Appelle un animateur."
)


class Place(Api):
    """What to say on the screen whose Python has just ended."""

    async def get(self) -> None:
        """A sentence, "" when the disk has nothing to do with it."""
        told = await in_thread(note.read, self.room.settings.hub_folder)
        stopped = told.stopped.get(self.learner.id)
        self.answer({"sentence": sentence(stopped) if stopped else ""})


def sentence(stopped: note.Stopped) -> str:
    """What happened, that the work is kept, and what to do."""
    if stopped.why == "full":
        return FULL
    size = max(1, round(stopped.size / 1e6))
    return (
        f"Ton programme a rempli ta place ({size} Mo). Je l'ai arrêté. Ton travail est gardé. "
        "Fais de la place, puis cherche ce qui se répète sans fin."
    )
