"""Lays side by side what every child will write on, so that it copies few pages.

Python 3.11 counts references inside the objects: to call a function is to write into its code, and
the codes that a learner's server runs, a tenth of all, lie among the others. Each of them touched
was a page of 4 KB copied, for a few hundred bytes.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable
from types import CodeType, FunctionType

from quartiers.kernels.template.learned import Learned

_kept: list[object] = []


def gather_names(names: Iterable[str]) -> None:
    """Make these names now, one after the other: modules will find them and use them.

    To be called before anything is imported.
    """
    _kept.append([sys.intern(name) for name in names])


def gather_code(learned: Learned) -> int:
    """Give each function that was seen to run a copy of its code, beside the others' copies.

    To be called once all is imported and the holes of the memory are filled; how many were copied.
    """
    functions = [thing for thing in gc.get_objects() if type(thing) is FunctionType]
    copies = Copies(learned)
    for function in functions:
        if learned.ran(function.__code__):
            function.__code__ = copies.of(function.__code__)
    _kept.append((functions, copies))
    return len(copies)


class Copies:
    """One copy for each code, those inside it too. The originals are kept: they leave no hole."""

    def __init__(self, learned: Learned) -> None:
        """Copy what was `learned` only."""
        self._learned = learned
        # by identity: equal codes may stand at different places
        self._made: dict[int, tuple[CodeType, CodeType]] = {}

    def __len__(self) -> int:
        """How many copies there are."""
        return len(self._made)

    def of(self, code: CodeType) -> CodeType:
        """Its copy; functions made from one code share one copy."""
        if id(code) not in self._made:
            inside = tuple(self._constant(value) for value in code.co_consts)
            self._made[id(code)] = code, code.replace(co_consts=inside)
        return self._made[id(code)][1]

    def _constant(self, value: object) -> object:
        if isinstance(value, CodeType) and self._learned.ran(value):
            return self.of(value)
        return value
