"""The second public port: learners' workshops there are another web origin than the house."""

from __future__ import annotations

from collections.abc import Callable

from quartiers.durable import write_whole
from quartiers.hub.ports import is_free
from quartiers.settings import HIGHEST_PORT, Settings, SettingsError

NOTE = "workshops_port"
TRIED = 50


def open_to_all(port: int) -> bool:
    """Whether the other computers may be served at this port."""
    try:
        return is_free(port, "0.0.0.0")
    except PermissionError:
        return False


def choose_port(public: int, known: int | None, free: Callable[[int], bool] = open_to_all) -> int:
    """The port `known` from the last time, else the first that is free after `public`.

    SettingsError, in French, when none of the fifty next ones is free.
    """
    after = range(public + 1, min(public + TRIED, HIGHEST_PORT) + 1)
    for port in (known, *after):
        if port is not None and port != public and free(port):
            return port
    raise SettingsError(
        f"Aucun port n'est libre après le {public} : il m'en faut un second, pour les ateliers. "
        "Fermez un programme, ou prenez un autre port, par exemple --port 8000."
    )


def ensure_workshops_port(settings: Settings) -> int:
    """The port of the house that opens, kept for the next time: a lesson left open finds it.

    A Hub that starts again keeps it, though its former proxy may still hold it.
    """
    port = choose_port(settings.port, known_port(settings))
    write_whole(settings.hub_folder / NOTE, str(port))
    return port


def known_port(settings: Settings) -> int | None:
    """The port of the last time, or of the house that is open; None when there is none yet.

    Kept only near the public port, which the adult may have changed since.
    """
    try:
        port = int((settings.hub_folder / NOTE).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return port if 0 < port - settings.port <= TRIED else None


def port_in_use(settings: Settings) -> int:
    """The port chosen for the house that is open; LookupError before."""
    port = known_port(settings)
    if port is None:
        raise LookupError("the port of the workshops is not chosen")
    return port
