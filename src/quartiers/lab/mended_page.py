"""A notebook is looked at before JupyterLab shows it, and put back with a sentence when it must."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.utils import url_escape, url_path_join
from tornado.web import Finish

from quartiers.lab.healing import Beyond, heal
from quartiers.lab.light_page import HOOK, PageConfig
from quartiers.lab.lone_page import notebook_asked
from quartiers.lab.pages import small_page

TITLE = "Ton cahier s'est abîmé"
WHY = "C'est sans doute une coupure de courant. Tu n'y es pour rien."
VERSION = "J'ai remis ton travail {when}."
MORE = "S'il en manque un morceau, regarde dans « Mes versions »."
AS_GIVEN = "Rien d'autre n'était gardé : j'ai remis la leçon comme au départ."
TELL = "Tu avais déjà travaillé dessus ? Dis-le à un animateur."
GO_ON = "Continuer"
BEYOND = "Je n'ai rien à mettre à la place. Le fichier est gardé : appelle un animateur."
FULL = "Je n'arrive pas à écrire sur l'ordinateur de la salle. Appelle un animateur."


def mended_page(
    published: Path, home: Path, notebook: PurePosixPath, base: str, now: datetime | None = None
) -> str | None:
    """Put a broken notebook back, and the page that says so; None when it is well."""
    address = address_of(notebook, base)
    try:
        healed = heal(published, home, notebook, now or datetime.now(UTC))
    except Beyond:
        return small_page(TITLE, [BEYOND])
    except OSError:
        return small_page(TITLE, [FULL], ("Essayer encore", address))
    if healed is None:
        return None
    if healed.time is None:
        return small_page(TITLE, [WHY, AS_GIVEN, TELL], (GO_ON, address))
    return small_page(TITLE, [WHY, VERSION.format(when=said(healed.time)), MORE], (GO_ON, address))


def said(time: datetime) -> str:
    """«du 24/11 à 16 h 05», by the clock of the room."""
    here = time.astimezone()
    return f"du {here:%d/%m} à {here.hour} h {here:%M}"


def address_of(notebook: PurePosixPath, base: str) -> str:
    """Where JupyterLab shows this notebook alone."""
    return url_path_join(base, "doc/tree", url_escape(str(notebook)))


def mend_before_showing(settings: dict[str, Any], published: Path, home: Path) -> None:
    """Have JupyterLab's page look at its notebook first; other hooks stay."""
    before = settings.get(HOOK)

    def hook(handler: Any, page: PageConfig) -> PageConfig:
        notebook = notebook_asked(home, handler.path_kwargs.get("tree"))
        if notebook:
            place = PurePosixPath(notebook)
            mended = mended_page(published, home, place, settings["base_url"])
            if mended is not None:
                handler.finish(mended)
                raise Finish
        return before(handler, page) if before else page

    settings[HOOK] = hook
