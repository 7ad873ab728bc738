"""`python -m quartiers.hub.learning`: watch one learner's server and kernel at work, and note it.

Once on each machine, while it is prepared. What they were seen to run is laid side by side in the
memory of the house's warm process from then on: see `quartiers.kernels.template.gathering`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from quartiers.hub import warm_server
from quartiers.hub.diagnostic.trial import TrialFailed, watch_one
from quartiers.kernels.containment import available
from quartiers.kernels.template.learned import FILE, Learned, names_in, place_of, write_learned
from quartiers.settings import Settings

PROGRAM = "quartiers.hub.learning:watched_server"
NOTES = "vu.jsonl"  # in the home of the one who is watched


def main() -> int:
    """Learn, write it down; 1 and a line on stderr where nobody could be watched."""
    try:
        with TemporaryDirectory() as folder:
            notes = watch_one(Settings(data=Path(folder)), available(), PROGRAM, NOTES)
        write_learned(understood(notes.splitlines()))
    except (TrialFailed, OSError, ValueError) as reason:
        print(f"nothing was learned: {reason}", file=sys.stderr)
        return 1
    print(f"learned: {FILE}")
    return 0


def understood(lines: Iterable[str]) -> Learned:
    """The notes of several processes put together. ValueError."""
    code, names = set(), set()
    for line in lines:
        file, name, *used = json.loads(line)
        code.add((file, name))
        names.update(used)
    return Learned(frozenset(code), tuple(names))


def watched_server() -> None:
    """Be a learner's server, and note each piece of code when it first runs.

    Its kernels are its warm process's children, which inherit the watch with all the rest.
    """
    notes = os.open(Path.home() / NOTES, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    watch = Watch(notes)
    threading.setprofile(watch)
    sys.setprofile(watch)
    warm_server.main()


class Watch:
    """A profiler for `sys.setprofile`: one line for each piece of code, the first time it runs."""

    def __init__(self, notes: int) -> None:
        """Write into the open file `notes`."""
        self._notes = notes
        self._seen: set[int] = set()

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """What Python calls."""
        code = frame.f_code
        if event == "call" and id(code) not in self._seen:
            self._seen.add(id(code))
            line = json.dumps([*place_of(code), *names_in(code)])
            os.write(self._notes, f"{line}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
