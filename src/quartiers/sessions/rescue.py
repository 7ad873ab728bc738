"""A store that is damaged or gone is put right before it is opened, with a true sentence.

It never opens empty beside full folders: the accounts would be new, and the work nobody's.
"""

from __future__ import annotations

import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from quartiers import durable
from quartiers.sessions import copies
from quartiers.sessions.copies import Copy
from quartiers.sessions.integrity import State, drafted, look, opened, rebuild
from quartiers.sessions.model import StoreError

NEIGHBOURS = ("-wal", "-shm", "-journal")
WHAT = {"absent": "manque", "empty": "est vide", "damaged": "est abîmé"}
REBUILT = "{file} était abîmé : je l'ai refait, et rien n'y manque. L'ancien est gardé : {aside}"
RESTORED = (
    "{file} {what}. J'ai remis la copie du {when}. Ce qui a été fait depuis n'y est pas : "
    "pseudos, séances, étoiles, mots. Les travaux des jeunes sont entiers dans leurs dossiers."
)
ASIDE = " L'ancien est gardé : {aside}"
NO_COPY = (
    "{file} {what}, et je n'en ai pas de copie. C'est là que sont les pseudos et les étoiles. "
    "Les travaux des jeunes sont là, je n'y touche pas. "
    "Remettez ce fichier depuis votre sauvegarde, puis relancez-moi. "
    "Sans sauvegarde, renommez le dossier {data} et relancez-moi : la maison repart à neuf, "
    "et l'ancien dossier garde tout."
)


def put_right(store: Path, full: bool, last_number: int, now: datetime) -> str:
    """Put a store right when it must; the French sentence to say, "" when it was well.

    `full` says that there is work beside it, `last_number` is the highest number that a learner of
    this house has had. StoreError, in French, when nothing can be put in its place: it is then
    left as it is.
    """
    state = look(store)
    if state == "sound" or (state in ("absent", "empty") and not full):
        return ""
    if state == "damaged" and (aside := _rebuilt(store, now)):
        return REBUILT.format(file=store, aside=aside)
    found = copies.newest_sound(store)
    if found is None:
        raise StoreError(NO_COPY.format(file=store, what=WHAT[state], data=store.parent))
    return _restored(store, found, state, last_number, now)


def set_aside(file: Path, folder: Path, now: datetime) -> Path:
    """Move a database and its neighbours into `folder`; where it is now."""
    durable.ensure_folder(folder, 0o700)
    place = folder / f"abime-{now.astimezone(UTC):{copies.STAMP}}-{file.name}"
    for end in ("", *NEIGHBOURS):
        if os.path.lexists(f"{file}{end}"):
            os.replace(f"{file}{end}", f"{place}{end}")
    durable.flush_folder(folder)
    durable.flush_folder(file.parent)
    return place


def _rebuilt(store: Path, now: datetime) -> Path | None:
    """Put what can be read of a store in its place, if all can; where the old one is."""
    fresh = copies.folder_of(store) / "refait.db"
    if not rebuild(store, fresh):
        return None
    aside = set_aside(store, copies.folder_of(store), now)
    durable.settle(fresh, store)
    return aside


def _restored(store: Path, found: Copy, state: State, last_number: int, now: datetime) -> str:
    aside = set_aside(store, copies.folder_of(store), now)
    with drafted(store) as draft:
        copies.copy(found.file, draft)
        _never_again(draft, last_number)
    here = found.time.astimezone()
    when = f"{here:%d/%m/%Y} à {here.hour} h {here:%M}"
    said = RESTORED.format(file=store, what=WHAT[state], when=when)
    return said + (ASIDE.format(aside=aside) if aside.exists() else "")


def _never_again(store: Path, last_number: int) -> None:
    """No number is given twice: it is a Unix account, whose home a forgotten learner still has."""
    with closing(opened(store, "rw")) as connection, connection:
        known = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'learners'")
        row = known.fetchone()
        if row is None:
            connection.execute("INSERT INTO sqlite_sequence VALUES ('learners', ?)", (last_number,))
        elif row[0] < last_number:
            connection.execute(
                "UPDATE sqlite_sequence SET seq = ? WHERE name = 'learners'", (last_number,)
            )
