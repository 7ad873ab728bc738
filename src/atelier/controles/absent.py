"""The value read when there is nothing to read: it answers no to every question, without noise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Absent:
    """A null object. Any use gives no, zero or itself, so a check never crashes on it."""

    def __getattr__(self, nom: str) -> Any:
        if nom.startswith("__"):
            raise AttributeError(nom)
        return self

    def __call__(self, *_args: Any, **_reglages: Any) -> Absent:
        return self

    def __getitem__(self, _cle: Any) -> Absent:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __contains__(self, _valeur: object) -> bool:
        return False

    def _non(self, _autre: object) -> bool:
        return False

    # Absent equals nothing and differs from nothing: whatever is asked, no star.
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _non

    def __hash__(self) -> int:
        return 0

    def _soi(self, *_autre: object) -> Absent:
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _soi
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _soi
    __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __abs__ = __round__ = _soi

    def __float__(self) -> float:
        return float("nan")

    def __repr__(self) -> str:
        return "rien"

    def __format__(self, _format: str) -> str:
        return "rien"


ABSENT = Absent()
