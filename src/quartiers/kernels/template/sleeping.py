"""Modules imported ahead that do something when they are imported: asleep until asked for.

`atelier` plugs itself into the running notebook. Imported in the warm process, where there is no
notebook, it is put away; the child's own `import atelier` then wakes it up.
"""

from __future__ import annotations

import importlib
import importlib.abc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType


class Awakener(importlib.abc.Loader):
    """Gives back a module that was put away, and calls its function `wake`."""

    def __init__(self, module: ModuleType, family: dict[str, ModuleType], wake: str) -> None:
        """`module` and its own modules were imported before, in another process perhaps."""
        self._module = module
        self._family = family
        self._wake = wake
        self._former = module.__spec__

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """Return the module as it was."""
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Do what importing it would have done here."""
        module.__spec__ = self._former
        sys.modules.update(self._family)
        getattr(module, self._wake)()


class Dormitory(importlib.abc.MetaPathFinder):
    """Finds the modules that sleep; each wakes up once."""

    def __init__(self) -> None:
        """Nobody sleeps yet."""
        self._asleep: dict[str, Awakener] = {}

    def put_to_sleep(self, name: str, wake: str) -> None:
        """Import `name` and all it needs, then make it look as if it never had been."""
        module = importlib.import_module(name)
        family = {other: sys.modules[other] for other in _modules_of(name)}
        self._asleep[name] = Awakener(module, family, wake)
        for other in (name, *family):
            del sys.modules[other]
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Find a sleeping module."""
        loader = self._asleep.pop(name, None)
        return None if loader is None else ModuleSpec(name, loader)


def _modules_of(package: str) -> list[str]:
    return [name for name in sys.modules if name.startswith(f"{package}.")]


dormitory = Dormitory()
