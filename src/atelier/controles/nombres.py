"""Numbers that say themselves in French: `f"Je vois {t.traits:trait}."` gives « 3 traits »."""

from __future__ import annotations

from .phrases import pluriel, virgule


def en_francais(nombre: float, precision: str) -> str:
    """A number as a sentence holds it: alone, with decimals (".1f"), or with its word ("trait")."""
    if precision.startswith(".") and precision.endswith("f"):
        return virgule(nombre, int(precision[1:-1]))
    return pluriel(nombre, precision) if precision else virgule(nombre)


class Compte(int):
    """How many: `{n}` is "3", `{n:trait}` is "3 traits", `{12 - n:case}` says how many are left."""

    def __format__(self, precision: str) -> str:
        return en_francais(self, precision)

    def __add__(self, autre: int) -> Compte:
        return Compte(int(self) + autre)

    def __sub__(self, autre: int) -> Compte:
        return Compte(int(self) - autre)

    def __rsub__(self, autre: int) -> Compte:
        return Compte(autre - int(self))

    def __floordiv__(self, autre: int) -> Compte:
        return Compte(int(self) // autre)

    __radd__ = __add__


class Mesure(float):
    """How much: `{d}` is "4,5", `{d:.1f}` is "4,5", `{d:seconde}` is "4,5 secondes"."""

    def __format__(self, precision: str) -> str:
        return en_francais(self, precision)

    def __str__(self) -> str:
        return en_francais(self, "")
