"""One learner's afternoon, played once: the warm process then knows what it must keep together."""

from __future__ import annotations

from quartiers.installation.calls import SetupFailure, call
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress

NOTHING = "{}"


def learn(place: Place, _progress: Progress) -> None:
    """Watch a server and a kernel at work; a machine where that cannot be done only shares less.

    What was learned before is kept then; else the file says that there is nothing, and the trial
    is not made again at each opening.
    """
    try:
        call(place, [str(place.python), "-P", "-m", "quartiers.hub.learning"])
    except SetupFailure:
        if not place.learned.exists():
            place.learned.write_text(NOTHING)
