"""The diagnostic in French, for an animator; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quartiers.hub.diagnostic.capacity import PATIENCE, TRIED, Capacity, Cost
from quartiers.hub.diagnostic.machine import Found
from quartiers.hub.diagnostic.protections import Protection, of_grading, of_learners
from quartiers.hub.network import web_address
from quartiers.settings import Settings

YES, NO = "✓", "✗"
SMALL_DISK, FULL_DISK = 5000, 500  # MiB
FEW = 10  # learners


def report(
    settings: Settings, found: Found, usable: Protection, cost: Cost | None, can: Capacity | None
) -> str:
    """The whole text; the answer to «how many» comes first."""
    parts = [
        *_first(found, cost, can),
        "\nProtections des ateliers des jeunes",
        *(_lines(of_learners(found.facts)) if usable.active else _lines([usable])),
        "\nProtections de la correction",
        *_lines(of_grading(found.facts)),
        "\nLa machine",
        *_lines(of_machine(settings, found)),
        f"\n{verdict(settings, found, usable, can)}",
    ]
    return "\n".join(parts)


def may_open(found: Found, usable: Protection, can: Capacity | None) -> bool:
    """Whether a séance can be held: somebody fits in, and nothing stands in the way."""
    port = found.port in ("free", "ours") and found.workshops is not None
    ready = usable.active and found.writable and not found.trouble and found.disk > FULL_DISK
    return port and ready and can is not None and can.learners > 0


def verdict(settings: Settings, found: Found, usable: Protection, can: Capacity | None) -> str:
    """The last line."""
    if not may_open(found, usable, can):
        return "Une séance ne peut pas se tenir ici pour l'instant. Suivez les flèches ci-dessus."
    if found.port == "ours":
        return "La maison est ouverte, tout va bien."
    options = "" if settings.port == 8000 else f" --port {settings.port}"
    return f"Une séance peut se tenir. Pour ouvrir : ./pixel ouvrir{options}"


def _first(found: Found, cost: Cost | None, can: Capacity | None) -> Iterator[str]:
    if cost is None or can is None:
        yield "L'essai n'a pas abouti : aucun atelier ne s'est ouvert sur cette machine."
        yield "  → Fermez les autres programmes, puis relancez ./pixel diagnostic."
        return
    yield how_many(found, can)
    yield (
        f"  Essai : {cost.learners} ateliers ouverts, un dessin dans chacun. "
        f"Par jeune : {french(cost.memory, 0)} Mo et {french(cost.cpu, 2)} s de processeur."
    )
    yield f"  {_why(found, can)}"


def how_many(found: Found, can: Capacity) -> str:
    """The answer that an animator came for."""
    count = _count(can)
    if found.means.open_house:
        return f"La maison est ouverte. Il reste de la place pour {count} de plus."
    return f"Cette machine peut accueillir {count}."


def _count(can: Capacity) -> str:
    if can.learners == 0:
        return "zéro jeune"
    if can.bound == "tried":
        return f"{TRIED} jeunes ou plus"
    about = "environ " if can.learners >= FEW else ""
    return f"{about}{can.learners} jeune{'s' if can.learners > 1 else ''}"


def _why(found: Found, can: Capacity) -> str:
    memory = f"{french(found.means.memory / 1000, 1)} Go libres"
    if can.bound == "memory":
        return f"C'est la mémoire qui limite ({memory}) : fermez les autres programmes."
    if can.bound == "cores":
        cores = f"{found.means.cores} cœur{'s' if found.means.cores > 1 else ''}"
        return (
            f"C'est le processeur qui limite ({cores}) : avec plus de jeunes, "
            f"le dernier arrivé attendrait plus de {PATIENCE} secondes."
        )
    return f"Mémoire : {memory}."


def of_machine(settings: Settings, found: Found) -> Iterator[Protection]:
    """Address, port, disk, folder, programs."""
    yield _address(settings, found)
    yield _port(settings.port, found.port)
    yield _workshops(settings.port, found.workshops)
    yield _disk(settings, found)
    if not found.writable:
        yield Protection(
            False,
            f"Je ne peux pas écrire dans {settings.data} : le travail ne serait pas gardé.",
            "Prenez un autre dossier avec --donnees, ou changez ses droits.",
        )
    if found.trouble:
        yield Protection(False, found.trouble, "Lancez ./pixel ouvrir, branché à Internet.")


def _address(settings: Settings, found: Found) -> Protection:
    if not found.addresses:
        return Protection(
            False,
            "Je ne vois pas de réseau : seule cette machine pourrait entrer.",
            "Branchez le câble ou le Wi-Fi de la salle. Internet n'est pas utile.",
        )
    address = web_address(found.addresses[0], settings.port)
    return Protection(True, f"Les jeunes iront à cette adresse : {address}")


def _port(port: int, state: str) -> Protection:
    if state == "free":
        return Protection(True, f"Le port {port} est libre.")
    if state == "ours":
        return Protection(True, f"Le port {port} est celui de la maison ouverte.")
    if state == "kept":
        return Protection(
            False,
            f"Le port {port} est réservé à l'administrateur de la machine.",
            "Prenez --port 8000, ou lancez-moi avec sudo.",
        )
    return Protection(
        False,
        f"Le port {port} est déjà pris par un autre programme.",
        "Fermez ce programme, ou prenez un autre port, par exemple --port 8001.",
    )


def _workshops(house: int, port: int | None) -> Protection:
    if port is None:
        return Protection(
            False,
            f"Aucun port n'est libre après le {house} : il en faut un second, pour les ateliers.",
            "Fermez un programme, ou prenez un autre port, par exemple --port 8000.",
        )
    return Protection(
        True,
        f"Les ateliers auront le port {port} : une page de jeune n'atteint pas celles des adultes. "
        "S'il y a un pare-feu, ouvrez-le aussi.",
    )


def _disk(settings: Settings, found: Found) -> Protection:
    free = f"{french(found.disk / 1000, 1)} Go libres sur le disque"
    if found.disk > SMALL_DISK:
        return Protection(True, f"{free}, pour {settings.data}.")
    return Protection(
        False,
        f"Il n'y a que {free}, pour {settings.data}.",
        "Faites de la place, ou prenez un autre disque avec --donnees.",
    )


def _lines(found: Iterable[Protection]) -> Iterator[str]:
    for one in found:
        yield f"  {YES if one.active else NO} {one.sentence}"
        if one.advice:
            yield f"    → {one.advice}"


def french(number: float, decimals: int) -> str:
    """With a comma: 0,62."""
    return f"{number:.{decimals}f}".replace(".", ",")
