"""Both databases are looked at before the house opens: ours is put right, the Hub's made anew."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from quartiers.sessions import copies, rescue
from quartiers.sessions.engine import sqlite_file
from quartiers.sessions.integrity import look, opened
from quartiers.settings import Settings
from quartiers.troubles import in_french

MOST_LEARNERS = 100_000  # the accounts above are the grader's
HUB_ANEW = (
    "{file} était abîmé : je le refais. Il dit seulement qui est entré. "
    "Les jeunes et les animateurs entrent de nouveau, et retrouvent tout."
)
HUB_TOO_NEW = (
    "{file} vient d'un programme plus récent : je le refais. Il dit seulement qui est entré. "
    "Les jeunes et les animateurs entrent de nouveau, et retrouvent tout."
)


def put_stores_right(settings: Settings, say: Callable[[str], None]) -> None:
    """Look at both, mend what can be, and `say` what was; StoreError, in French, otherwise."""
    now = datetime.now(UTC)
    store = sqlite_file(settings.store_url)
    if store is not None:
        said = rescue.put_right(store, is_full(settings), last_number(settings), now)
        if said:
            say(said)
    if said := renew_hub(settings.hub_database):
        say(said)


def keep_copy(settings: Settings, reason: copies.Reason) -> None:
    """Copy our store beside it; never an error: a house opens and closes without its copy too."""
    store = sqlite_file(settings.store_url)
    if store is None:
        return
    try:
        copies.keep(store, reason, datetime.now(UTC))
    except (OSError, sqlite3.Error) as trouble:
        folder = copies.folder_of(store)
        print(f"Je n'ai pas pu copier {store} dans {folder} ({in_french(trouble)}).")


def is_full(settings: Settings) -> bool:
    """Whether learners have worked here."""
    return any(_names(settings.homes)) or any(_names(settings.inbox))


def last_number(settings: Settings) -> int:
    """The highest learner's number that a home tells, by its Unix account; 0 when none does."""
    owners = (os.lstat(settings.homes / name).st_uid for name in _names(settings.homes))
    numbers = (owner - settings.uid_base for owner in owners)
    return max((one for one in numbers if 0 < one < MOST_LEARNERS), default=0)


def renew_hub(file: Path) -> str:
    """Take away a store that the Hub could not open; what to say of it, "" when it is well.

    Nothing in it is worth keeping: who may enter is told by ours.
    """
    damaged = look(file) == "damaged"
    if not damaged and is_known(revision_of(file)):
        return ""
    for end in ("", *rescue.NEIGHBOURS):
        Path(f"{file}{end}").unlink(missing_ok=True)
    return (HUB_ANEW if damaged else HUB_TOO_NEW).format(file=file)


def revision_of(file: Path) -> str:
    """The revision of the tables of the Hub's store; "" when it does not say."""
    if look(file) != "sound":
        return ""
    try:
        with closing(opened(file, "rw")) as connection:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""


def is_known(revision: str) -> bool:
    """Whether the JupyterHub of this machine knows these tables, of its own time or older."""
    return not revision or revision in revisions()


def revisions() -> set[str]:
    """All revisions of the Hub's tables up to this JupyterHub's."""
    spec = find_spec("jupyterhub")
    places: Iterable[str] = spec.submodule_search_locations or () if spec else ()
    found = (file for place in places for file in Path(place, "alembic/versions").glob("*.py"))
    return {file.name.partition("_")[0] for file in found}


def _names(folder: Path) -> list[str]:
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]
    except FileNotFoundError:
        return []
