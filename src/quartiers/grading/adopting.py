"""Bytes that lie in the box without a row: they get one when it is known whose they are."""

from __future__ import annotations

import hashlib
import logging
import shutil
from datetime import UTC, datetime
from pathlib import Path

from quartiers.grading.inbox import NothingHandedIn, take
from quartiers.grading.labels import Label, folders_of, is_old, put_label, read_label
from quartiers.sessions import Store, StoreError
from quartiers.settings import Settings

log = logging.getLogger("quartiers.correcteur")


def adopt(settings: Settings, store: Store) -> int:
    """Queue every work of the box that has no row; how many there were.

    Two things leave such: a cut, or a database that was busy, between the bytes and the row; and a
    store that came back from an older copy. Works of before there were labels get theirs.
    """
    rows = store.submissions.labels()
    adopted = 0
    for folder in folders_of(settings.inbox):
        if folder.name in rows:
            if read_label(folder) is None:
                put_label(folder, Label(*rows[folder.name]))
        elif _adopted(settings, store, folder):
            adopted += 1
    return adopted


def _adopted(settings: Settings, store: Store, folder: Path) -> bool:
    label = read_label(folder)
    if label is None or store.learners.get(label.learner) is None:
        return False  # nobody's, or somebody's who is unknown here: it waits
    try:
        content = take(settings.inbox, folder.name, folder.name)
    except NothingHandedIn:
        if is_old(folder):
            shutil.rmtree(folder)  # nothing ever arrived in it
        return False
    digest = hashlib.sha256(content).hexdigest()
    came = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    latest = store.submissions.latest(label.learner, label.lesson)
    if latest is not None and (latest.sha256 == digest or latest.received_at >= came):
        return False  # handed in again since: that one counts
    partner = store.learners.get(label.partner) if label.partner else None
    try:
        store.submissions.receive(
            label.learner,
            label.lesson,
            digest,
            len(content),
            came,
            id=folder.name,
            partner_id=partner.id if partner else None,
        )
    except StoreError:  # erased at this very moment
        return False
    log.warning("une copie sans ligne est reprise : %s", folder.name)
    return True
