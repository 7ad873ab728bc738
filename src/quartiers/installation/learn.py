"""One learner's afternoon, played once: the warm process then knows what it must keep together."""

from __future__ import annotations

from contextlib import suppress

from quartiers.installation.calls import SetupFailure, call
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress


def learn(place: Place, _progress: Progress) -> None:
    """Watch a server and a kernel at work; a machine where that cannot be done only shares less."""
    with suppress(SetupFailure):
        call(place, [str(place.python), "-P", "-m", "quartiers.hub.learning"])
