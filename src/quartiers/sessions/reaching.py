"""A database that cannot be opened, in French: address, driver, silence, refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from quartiers.sessions.engine import ANSWER_SECONDS
from quartiers.sessions.model import StoreError

SETTING = "QUARTIERS_DATABASE_URL"
EXAMPLE = "postgresql+psycopg://pixel:secret@192.168.1.9/pixel"
BAD_ADDRESS = (
    f"L'adresse de la base de données ({SETTING}) ne se lit pas. Il me faut une adresse "
    f"comme {EXAMPLE}. Corrigez-la, ou enlevez-la : les données iront dans le dossier de la maison."
)
NO_DRIVER = (
    "Il me manque le programme qui parle à la base {address} ({missing}). Je parle à SQLite, "
    "et à PostgreSQL par psycopg. Essayez une adresse en postgresql+psycopg://, après : "
    'python -m pip install "psycopg[binary]~=3.2"'
)
SILENT = (
    "La base de données {address} ne répond pas ({why}). J'attends {seconds} secondes au plus. "
    "Vérifiez que sa machine est allumée et reliée, et l'adresse, puis relancez-moi."
)
REFUSES = (
    "La base de données {address} refuse ({why}). Il me faut une base où créer des tables. "
    "Vérifiez son nom et les droits du compte, puis relancez-moi."
)


@contextmanager
def spoken(url: str) -> Iterator[None]:
    """Within it, what keeps the database at `url` from opening is a StoreError.

    SQLite's own troubles pass as they are: they are those of a file.
    """
    try:
        yield
    except ArgumentError as reason:
        message = NO_DRIVER if isinstance(reason, NoSuchModuleError) else BAD_ADDRESS
        named = {"address": hidden(url), "missing": url.split(":")[0]}
        raise StoreError(message.format(**named)) from reason
    except ImportError as reason:
        named = {"address": hidden(url), "missing": reason.name or "?"}
        raise StoreError(NO_DRIVER.format(**named)) from reason
    except DBAPIError as reason:
        if make_url(url).get_backend_name() == "sqlite":
            raise
        message = SILENT if isinstance(reason, OperationalError) else REFUSES
        why = {"why": first_line(reason), "seconds": ANSWER_SECONDS}
        raise StoreError(message.format(address=hidden(url), **why)) from reason


def hidden(url: str) -> str:
    """The address as it may be shown: without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return SETTING


def first_line(reason: DBAPIError) -> str:
    """The driver's own words, short."""
    lines = str(reason.orig).strip().splitlines()
    return lines[0][:200] if lines else type(reason.orig).__name__
