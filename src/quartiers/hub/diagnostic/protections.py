"""Which protections are active on this machine, and what to do to get those that are not; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quartiers.kernels.walls import Wall

SUDO = "Lancez la maison avec l'administrateur : sudo ./pixel ouvrir."
NEWER_KERNEL = (
    "Installez un noyau plus récent (sudo apt install linux-image-amd64), puis redémarrez."
)
USUAL_PROCESSOR = "Prenez une machine à processeur 64 bits, Intel, AMD ou ARM."
BARE = f"Lancez la maison hors d'un conteneur. {SUDO}"
PORTS_FROM, SIGNALS_FROM = 4, 6  # versions of Landlock


@dataclass(frozen=True)
class Facts:
    """What was found: are we root, Landlock's version (0: none), the folder that keeps learners'
    accounts out of our files (if any), whether system calls can be filtered, whether namespaces
    can be made, whether they hide the others' processes, whether a learner's processes have a
    cgroup with ceilings; `kernel` is its release, `grading` the walls around a copy that is
    graded."""

    root: bool
    landlock: int
    closed: Path | None = None
    seccomp: bool = True
    namespaces: bool = True
    hidden: bool = True
    ceilings: bool = False
    groups: bool = False
    kernel: str = ""
    grading: tuple[Wall, ...] = ()

    @property
    def own_uid(self) -> bool:
        """Whether each learner gets a Unix account."""
        return self.root and self.closed is None


@dataclass(frozen=True)
class Protection:
    """One wall. `sentence` says what it does, or, when it is not active, what is missing and
    what that means; `advice` how to get it (empty when active)."""

    active: bool
    sentence: str
    advice: str = ""


def of_learners(facts: Facts) -> list[Protection]:
    """The walls around each learner's server and kernels."""
    return [
        _account(facts),
        _landlock(facts),
        _filter(facts),
        *_neighbours(facts),
        Protection(
            True, "Mémoire, fichiers et programmes de chaque atelier sont limités (rlimits)."
        ),
        Protection(True, "Aucun droit ne se regagne : sudo ne donne rien (no-new-privileges)."),
        _ceilings(facts),
        _share_of_the_disk(facts),
    ]


def of_grading(facts: Facts) -> list[Protection]:
    """The walls around the code that is graded."""
    if not (facts.own_uid or facts.landlock):
        return [
            Protection(
                False,
                "La correction est refusée : le code d'un jeune lirait les corrigés et les notes.",
                _way_to_accounts(facts),
            )
        ]
    return [*(_around_a_copy(facts, wall) for wall in facts.grading), _bounded()]


def _account(facts: Facts) -> Protection:
    if facts.own_uid:
        return Protection(True, "Chaque jeune a son propre compte et son dossier fermé aux autres.")
    if facts.root:
        missing = f"Les jeunes partagent un compte : le dossier {facts.closed} leur est fermé."
    else:
        missing = "Tous les jeunes partagent un seul compte de la machine."
    return Protection(False, missing, _way_to_accounts(facts))


def _way_to_accounts(facts: Facts) -> str:
    if facts.root and facts.closed:
        return (
            "Placez les Quartiers du Pixel dans un dossier ouvert, par exemple /opt, "
            f"ou tapez : chmod o+x '{facts.closed}'."
        )
    return SUDO


def _landlock(facts: Facts) -> Protection:
    if facts.landlock:
        return Protection(
            True,
            "Un atelier ne lit que son dossier, les leçons et les programmes de la machine "
            f"(Landlock, version {facts.landlock}).",
        )
    return Protection(
        False,
        f"Ce noyau ({facts.kernel}) n'a pas Landlock : un atelier peut lire les corrigés.",
        f"{NEWER_KERNEL} S'il est récent, ajoutez landlock au réglage lsm= de son démarrage.",
    )


def _filter(facts: Facts) -> Protection:
    if facts.seccomp:
        return Protection(
            True,
            "Ce dont un atelier n'a pas besoin lui est refusé : regarder dans un programme, "
            "laisser de la mémoire derrière lui, prendre d'autres droits (seccomp).",
        )
    return Protection(
        False,
        "Cette machine ne filtre pas ce qu'un atelier demande au noyau (seccomp) : "
        "il peut y laisser de la mémoire derrière lui.",
        USUAL_PROCESSOR,
    )


def _neighbours(facts: Facts) -> Iterator[Protection]:
    """What only a shared account makes weaker."""
    if facts.own_uid:
        yield Protection(
            True,
            "Les programmes d'un atelier se parlent par des prises privées : personne n'écoute.",
        )
        yield from _network(facts)
        return
    yield from _ports(facts)
    if 0 < facts.landlock < SIGNALS_FROM:
        yield Protection(
            False,
            "Un atelier peut arrêter les programmes d'un autre "
            f"(Landlock {facts.landlock} ; il faut la version {SIGNALS_FROM}).",
            f"{NEWER_KERNEL} Ou bien : {SUDO}",
        )
    if facts.seccomp:
        yield Protection(
            True, "La session de l'adulte est hors d'atteinte (sockets fermées par seccomp)."
        )


def _ports(facts: Facts) -> Iterator[Protection]:
    """What a server reaches by the network on a shared account."""
    if facts.landlock >= PORTS_FROM:
        yield Protection(
            True,
            "Un atelier ne se connecte qu'à ses propres ports et à celui de la maison "
            f"(Landlock, version {facts.landlock}).",
        )
        yield Protection(
            False,
            "Il peut encore envoyer sur le réseau du centre ce qui ne se connecte pas (UDP), "
            "et un autre programme de la machine peut joindre ses ports.",
            SUDO,
        )
        return
    yield Protection(
        False,
        "Les programmes d'un atelier se parlent par des ports de la machine, ouverts aux voisins.",
        SUDO,
    )
    yield Protection(
        False,
        "Un atelier peut joindre le réseau du centre, et prendre un port libre de la machine "
        f"(Landlock {facts.landlock} ; il faut la version {PORTS_FROM}).",
        f"{NEWER_KERNEL} Ou bien : {SUDO}",
    )


def _network(facts: Facts) -> Iterator[Protection]:
    """What a server with an account of its own reaches outside."""
    if facts.seccomp or facts.namespaces:
        yield Protection(
            True,
            "Un atelier n'atteint aucun réseau : seulement la salle et le Hub, chacun par une "
            "porte qui ne montre que le nécessaire.",
        )
    else:
        yield Protection(
            False,
            "Un atelier peut joindre le réseau du centre.",
            f"{USUAL_PROCESSOR} {BARE}",
        )
    if facts.namespaces:
        list_of_them = "dont il ne voit pas même" if facts.hidden else "dont il voit seulement"
        yield Protection(
            True,
            f"Il n'atteint pas les autres programmes de la machine, {list_of_them} la liste "
            "(espaces de noms).",
        )
        return
    yield Protection(
        False,
        "Un atelier peut parler aux programmes de la machine qui écoutent tout le monde "
        "(la machine refuse les espaces de noms).",
        BARE,
    )


def _ceilings(facts: Facts) -> Protection:
    if facts.ceilings:
        return Protection(True, "Chaque atelier a sa part de mémoire et de processeur (cgroup v2).")
    stopped = " Ses programmes s'arrêtent quand même tous ensemble." if facts.groups else ""
    return Protection(
        False,
        "Un atelier entier n'a pas de plafond, chacun de ses programmes en a un "
        f"(la maison n'a pas reçu de part de cgroup v2 avec mémoire et processus).{stopped}",
        "Lancez la maison par le service de deploy/systemd, ou par : "
        "sudo systemd-run --scope -p Delegate=yes ./pixel ouvrir.",
    )


def _share_of_the_disk(facts: Facts) -> Protection:
    """Who fills the disk is stopped, where it can be told whose the processes are."""
    if facts.own_uid:
        return Protection(
            True, "Un programme qui remplit la part du disque de son jeune est arrêté aussitôt."
        )
    return Protection(
        False,
        "Une seule boucle peut remplir le disque de tous : la boîte prévient, sans plus.",
        _way_to_accounts(facts),
    )


def _around_a_copy(facts: Facts, wall: Wall) -> Protection:
    advice = {
        "uid": _way_to_accounts(facts),
        "landlock": NEWER_KERNEL,
        "seccomp": USUAL_PROCESSOR,
    }
    sentence = f"{wall.sentence[0].upper()}{wall.sentence[1:]}."
    return Protection(wall.active, sentence, "" if wall.active else advice.get(wall.name, BARE))


def _bounded() -> Protection:
    return Protection(True, "Temps, mémoire et fichiers sont limités ; rien ne survit à la note.")
