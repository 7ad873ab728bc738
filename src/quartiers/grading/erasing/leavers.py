"""The grader's part of an erasure; it must have nothing in hand, or it would make files again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from quartiers.grading.erasing.box import forget_nobodys
from quartiers.grading.erasing.disk import erase_from_disk
from quartiers.sessions import Store, copies
from quartiers.sessions.engine import forget_deleted, sqlite_file
from quartiers.settings import Settings

log = logging.getLogger("quartiers.correcteur")


def somebody_leaves(store: Store) -> bool:
    """Whether an erasure waits for the grader."""
    return bool(store.erasures.waiting("disk", "file"))


def erase_leavers(settings: Settings, store: Store) -> None:
    """Bring every erasure that waits for the grader to its next step.

    OSError or a database's error when the disk refuses: nothing is lost, ask again later.
    """
    for erasure in store.erasures.waiting("disk"):
        erase_from_disk(settings, erasure)
        forget_nobodys(settings, store)
        store.erasures.advance(erasure)
        log.info("un dossier est effacé")
    for erasure in store.erasures.waiting("file"):
        forget_deleted(settings.store_url)
        forget_copies(settings)
        store.erasures.advance(erasure)
        log.info("un effacement est terminé")


def forget_copies(settings: Settings) -> None:
    """Nobody who was erased is found again in a copy of the store."""
    store = sqlite_file(settings.store_url)
    if store is not None:
        copies.renew(store, datetime.now(UTC))
