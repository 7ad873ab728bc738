"""What servers and kernels were once seen to run on this machine, kept beside their programs.

`quartiers.hub.learning` writes it while the machine is prepared. Without it, or with that of
another version, everything works: children only share less memory.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from quartiers.durable import write_whole

FILE = Path(sys.prefix) / "quartiers-appris.json"

Place = tuple[str, str]
"""Where a piece of code stands: its file and its qualified name."""


@dataclass(frozen=True)
class Learned:
    """The pieces of code that ran, and the names that they use."""

    code: frozenset[Place] = frozenset()
    names: tuple[str, ...] = ()

    def ran(self, code: CodeType) -> bool:
        """Whether this piece of code was seen to run."""
        return place_of(code) in self.code


def place_of(code: CodeType) -> Place:
    """Where this piece of code stands."""
    return code.co_filename, code.co_qualname


def names_in(code: CodeType) -> Iterable[str]:
    """The names that running it looks up, all of which Python keeps once for the whole process."""
    yield from code.co_names
    yield from code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    for constant in (*code.co_consts, code.co_name):
        if isinstance(constant, str) and constant.isidentifier():
            yield constant


def read_learned(path: Path = FILE) -> Learned:
    """What was written there; nothing where that cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        code = frozenset((str(file), str(name)) for file, name in found["code"])
        return Learned(code, tuple(map(str, found["names"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Learned()


def write_learned(learned: Learned, path: Path = FILE) -> None:
    """Write it whole, or leave what was there. OSError."""
    found = {"code": sorted(learned.code), "names": sorted(learned.names)}
    write_whole(path, json.dumps(found, indent=0), 0o644)
