"""`./pixel ouvrir`: from an empty machine to an open house, and back.

This process stays as long as the house is open: what is big is imported elsewhere.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event

from quartiers.hub import keepers, known, supervision
from quartiers.hub.aside import BrokenAside, aside
from quartiers.hub.disk import check_room, watch_of
from quartiers.hub.folders import (
    ensure_folders,
    ensure_tmp_root,
    foreign,
    remove_tmp_root,
    tmp_root_held,
)
from quartiers.hub.lock import only_one
from quartiers.hub.network import cards, lan_addresses, web_address
from quartiers.hub.place import PROXY_NOTE, ensure_token, proxy_of
from quartiers.hub.ports import LOCAL, any_free_port, is_free
from quartiers.hub.sockets import ensure_sockets, sockets_of
from quartiers.hub.welcome import welcome_text
from quartiers.hub.workshops_port import ensure_workshops_port, port_in_use
from quartiers.kernels import cgroup
from quartiers.kernels.containment import Containment, available
from quartiers.kernels.disk.watch import watching
from quartiers.kernels.limits import allow_many_files
from quartiers.settings import Settings, SettingsError
from quartiers.troubles import in_french, of_the_system
from quartiers.unix_http import unix_url

READY_SECONDS = 120
ROOM_SECONDS = 40
PORT_SECONDS = 10.0


def main(
    settings: Settings, *, animator: str | None = None, password_file: Path | None = None
) -> int:
    """Open the house until Ctrl-C; 0 when it closed well, 1 when the Hub would not run, 2 when
    something has to be put right first (the French sentence says what)."""
    allow_many_files()
    try:
        make_folders(settings)
        with only_one(settings.hub_folder / "ouvert.lock"):
            try:
                containment = prepare(settings, animator, password_file)
                with watching(watch_of(settings, containment)):
                    return run(settings, containment)
            finally:
                keepers.forget_keeper(settings.logs)
    except SettingsError as reason:
        print(reason, file=sys.stderr)
        return 2
    except (KeyboardInterrupt, EOFError):  # Ctrl-C or Ctrl-D before the house is open
        print("\nRien n'est ouvert. À bientôt.")
        return 130


def make_folders(settings: Settings) -> None:
    """The data folder, or a sentence that says why it cannot be this one."""
    if found := foreign(settings.data):
        raise SettingsError(
            f"Le dossier {settings.data} contient déjà autre chose ({', '.join(found)}). "
            "Il me faut un dossier nouveau, vide, ou déjà à moi : j'en change les droits. "
            f"Essayez --donnees {settings.data / 'donnees'}."
        )
    try:
        ensure_folders(settings)
        warning = check_room(settings)
    except OSError as reason:
        if reason.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise SettingsError(of_the_system(reason)) from reason
        where = reason.filename or settings.data
        raise SettingsError(
            f"Je ne peux pas écrire dans {where} ({in_french(reason)}). "
            "C'est là que je garde le travail des jeunes. "
            "Prenez un autre dossier avec --donnees, ou changez ses droits."
        ) from reason
    if warning:
        say(warning)


def prepare(settings: Settings, animator: str | None, password_file: Path | None) -> Containment:
    """All that can be refused, before anything is started."""
    containment = available([settings.homes, settings.published])
    if not containment.usable:
        raise SettingsError(containment.sentence)
    let_the_former_close(settings)
    check_port(settings.port)
    ensure_workshops_port(settings)
    proxy_of(settings)
    ensure_token(settings.hub_folder / "cookie_secret")  # the Hub would stop on a damaged one
    keepers.warm_up(settings.logs)  # on another core, while we prepare the lessons
    aside(lambda: fill(settings, containment, animator, password_file))
    ensure_tmp_root(settings)
    cgroup.prepare(cgroup.available(), str(settings.port))
    return containment


def fill(
    settings: Settings, containment: Containment, animator: str | None, password_file: Path | None
) -> None:
    """What takes eighty megabytes of modules: `preparing.fill`."""
    from quartiers.hub import preparing

    preparing.fill(settings, containment, animator, password_file)


def let_the_former_close(settings: Settings) -> None:
    """A house whose launcher was killed closes in order: its proxy, the last to go, has our port.

    After long enough, that very process is ended.
    """
    note = settings.hub_folder / PROXY_NOTE
    if known.lives(note):
        say("La maison d'avant finit de se fermer. Un instant…")
        known.wait_for_end(note, supervision.CLOSING_SECONDS)
        known.end(note)


def check_port(port: int, patience: float = PORT_SECONDS) -> None:
    """Refuse a port that is taken, or kept for the administrator.

    A house that was just killed leaves a proxy which takes some seconds to end: we wait for it.
    """
    limit = time.monotonic() + patience
    try:
        while not (free := is_free(port, "0.0.0.0")) and time.monotonic() < limit:
            time.sleep(0.2)
    except PermissionError:
        raise SettingsError(
            f"Le port {port} est réservé à l'administrateur de la machine. "
            "Les ports à partir de 1024 sont libres pour tous. "
            "Essayez --port 8000, ou lancez-moi avec sudo."
        ) from None
    if not free:
        raise SettingsError(
            f"Le port {port} est déjà pris par un autre programme. "
            f"Fermez ce programme, ou prenez un autre port : --port {any_free_port()}."
        )


def run(settings: Settings, containment: Containment) -> int:
    """Keep the house open until a signal asks to close."""
    deaths: list[float] = []
    opened = False
    supervision.set_aside(hub_log(settings))
    with supervision.closing_signals() as closing, tmp_root_held(settings):
        while not closing.is_set():
            opened = stay_open(settings, containment, closing) or opened
            if not opened and not closing.is_set():
                say(explain(settings))
                return 1
            deaths.append(time.monotonic())
            wait_before_restart(settings, deaths, closing)
        with suppress(BrokenAside, SettingsError, KeyboardInterrupt):
            aside(lambda: copy_store(settings))
        remove_tmp_root(settings)
        cgroup.remove(cgroup.prepared(cgroup.available(), str(settings.port)))
        say("La maison est fermée. Tout le travail est gardé.")
    return 0


def copy_store(settings: Settings) -> None:
    """What takes eighty megabytes of modules: `stores.keep_copy`."""
    from quartiers.hub import stores

    stores.keep_copy(settings, "fermeture")


def stay_open(settings: Settings, containment: Containment, closing: Event) -> bool:
    """Start the Hub and stay until it dies or we close; whether it came to be ready."""
    hub = open_hub(settings)
    try:
        ready = wait_and_welcome(settings, containment, hub, closing)
        while ready and hub.poll() is None and not closing.wait(0.5):
            pass
        return ready
    finally:
        if closing.is_set():
            say("Je ferme la maison…")
        supervision.close_hub(hub)


def wait_before_restart(settings: Settings, deaths: Sequence[float], closing: Event) -> None:
    """Say that the Hub died, and wait: not at all the first times, then ever longer."""
    if closing.is_set():
        return
    pause = supervision.pause_before(deaths, deaths[-1])
    if not pause:
        say("Le Hub s'est arrêté tout seul. Je le relance…")
        return
    say(
        f"Le Hub s'arrête souvent tout seul. Je le relance dans {pause} secondes.\n"
        "Le travail des jeunes est gardé, et leurs pages reviendront d'elles-mêmes.\n"
        f"Si cela continue, fermez avec Ctrl-C et montrez {hub_log(settings)}"
    )
    closing.wait(pause)


def open_hub(settings: Settings) -> supervision.HubProcess:
    """Start the Hub with our settings in its environment."""
    say("J'ouvre la maison…")
    ensure_sockets(settings)
    addresses = [web_address(address, settings.port) for address in lan_addresses(cards())]
    seen = {
        "QUARTIERS_ADDRESS": addresses[0] if addresses else "",  # the room shows it large
        "QUARTIERS_WORKSHOPS_PORT": str(port_in_use(settings)),
    }
    environment = os.environ | settings.to_env() | seen
    keeper = keepers.shared_keeper(settings.logs)
    return supervision.start_hub(environment, settings.hub_folder, hub_log(settings), keeper)


def wait_and_welcome(
    settings: Settings, containment: Containment, hub: supervision.HubProcess, closing: Event
) -> bool:
    """Wait for the Hub, then for the room's first page; print where to go."""
    hub_page, *room_pages = pages_to_wait_for(settings)
    if not supervision.wait_until_ready(hub, hub_page, closing, READY_SECONDS):
        return False
    for page in room_pages:
        if not supervision.wait_until_ready(hub, page, closing, ROOM_SECONDS):
            if hub.poll() is not None:
                return False
            say(f"La salle tarde à s'ouvrir. Les détails sont dans {hub_log(settings)}")
            break
    if not closing.is_set():
        addresses, workshops = lan_addresses(cards()), port_in_use(settings)
        say(welcome_text(settings, addresses, containment, workshops, qr=sys.stdout.isatty()))
    return True


def pages_to_wait_for(settings: Settings) -> list[str]:
    """The Hub and the room at their own sockets, then through the proxy, once it knows them."""
    sockets = sockets_of(settings)
    return [
        unix_url(sockets.hub, "/hub/health"),
        unix_url(sockets.room, "/services/salle/"),
        f"http://{LOCAL}:{settings.port}/services/salle/",
    ]


def explain(settings: Settings) -> str:
    """Why the Hub would not run, as far as its log tells."""
    log = hub_log(settings)
    tail = log.read_text(encoding="utf-8", errors="replace")[-20_000:] if log.exists() else ""
    return f"{_known_cause(tail)} Les détails sont dans {log}"


def hub_log(settings: Settings) -> Path:
    """Where the Hub, the proxy, the room and the grader write what they do."""
    return settings.logs / "hub.log"


def say(text: str) -> None:
    """Print at once, even into a file."""
    print(text, flush=True)


def _known_cause(log: str) -> str:
    if "EADDRINUSE" in log or "Address already in use" in log:
        return "Un autre programme occupe un port dont j'ai besoin. Relancez-moi."
    if "No space left on device" in log or "database or disk is full" in log:
        return "Le disque est plein. Faites de la place, puis relancez-moi."
    if "Read-only file system" in log or "readonly database" in log:
        return "Le disque est en lecture seule. Vérifiez-le, ou prenez un autre dossier."
    if "database is locked" in log:
        return "La base de données est occupée par un autre programme. Relancez-moi."
    return "Le Hub ne tient pas debout. Relancez-moi ; si cela continue, montrez son journal."
