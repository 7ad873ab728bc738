"""The walls around the code of a submission on this machine, in words for an adult."""

from __future__ import annotations

from dataclasses import dataclass

from quartiers.kernels import containment, namespaces, seccomp


@dataclass(frozen=True)
class Wall:
    """One means of containment: whether this machine has it, and a French sentence about it."""

    name: str
    active: bool
    sentence: str


def active_walls() -> tuple[Wall, ...]:
    """Every wall we know, tried here and now (a few milliseconds), the most important first."""
    means = containment.available()
    return described(means.own_uid, means.landlock_abi, seccomp.available(), namespaces.strongest())


def described(
    own_uid: bool, landlock_abi: int, seccomp_filter: bool, level: namespaces.Level
) -> tuple[Wall, ...]:
    """The walls in words; pure. They add up: none of them stands for another."""
    return (
        _wall(
            "uid",
            own_uid,
            "chaque correction a un compte à elle",
            "toutes les corrections partagent un compte",
        ),
        _wall(
            "landlock",
            landlock_abi > 0,
            f"Landlock (version {landlock_abi}) cache tous les fichiers sauf ceux de l'exercice",
            "le noyau n'a pas Landlock",
        ),
        _wall(
            "seccomp",
            seccomp_filter,
            "un filtre refuse d'ouvrir une connexion et ce dont rien ici n'a besoin",
            "pas de filtre d'appels pour ce processeur",
        ),
        _wall(
            "network",
            level != "none",
            "aucun réseau n'existe pour la copie corrigée",
            "la machine refuse les espaces de noms (réseau)",
        ),
        _wall(
            "processes",
            level == "all",
            "la copie corrigée ne voit que ses propres programmes, et ils finissent avec elle",
            "la machine refuse les espaces de noms (processus)",
        ),
    )


def _wall(name: str, active: bool, yes: str, no: str) -> Wall:
    return Wall(name, active, yes if active else no)
