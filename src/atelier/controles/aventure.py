"""Walks an adventure: places, exits, and what the walker can never reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Sorties = Mapping[str, Sequence[str]]


def accessibles(sorties: Sorties, depart: str = "depart") -> set[str]:
    """The places one can reach from the start, itself included."""
    vus: set[str] = set()
    a_voir = [depart] if depart in sorties else []
    while a_voir:
        lieu = a_voir.pop()
        if lieu not in vus:
            vus.add(lieu)
            a_voir += [voisin for voisin in sorties[lieu] if voisin in sorties]
    return vus


def inaccessibles(sorties: Sorties, depart: str = "depart") -> list[str]:
    """The places one can never reach, in alphabetical order."""
    return sorted(set(sorties) - accessibles(sorties, depart))


def impasses(sorties: Sorties) -> list[str]:
    """Exits that lead to no known place, in alphabetical order."""
    return sorted({vers for liste in sorties.values() for vers in liste if vers not in sorties})


def fins(sorties: Sorties) -> list[str]:
    """Places without any exit, in alphabetical order."""
    return sorted(lieu for lieu, liste in sorties.items() if not liste)
