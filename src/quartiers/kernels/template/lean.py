"""An IPython kernel that leaves the memory of its modules shared with its warm process."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from ipykernel import ipkernel

stock: Any = ipkernel.IPythonKernel  # untyped


class LeanKernel(stock):
    """The stock kernel lists the files of all modules for its debugger, and so writes a count of
    references in each of them: 11 MB copied for a list that nobody reads without a debugger."""

    def __init__(self, **options: Any) -> None:
        """As the stock kernel, over an empty list of modules."""
        with no_modules_seen_by(ipkernel):
            super().__init__(**options)


class NoModules:
    """`sys`, but for its modules."""

    modules: dict[str, ModuleType] = {}  # noqa: RUF012  # it must look like the real one

    def __getattr__(self, name: str) -> Any:
        """Anything else is the real one's."""
        return getattr(sys, name)


@contextmanager
def no_modules_seen_by(module: ModuleType) -> Iterator[None]:
    """In this block, the code of `module` believes that no module is loaded."""
    names = vars(module)
    names["sys"] = NoModules()
    try:
        yield
    finally:
        names["sys"] = sys
