"""What the box holds of a learner beside what their rows tell, and what may be theirs."""

from __future__ import annotations

from pathlib import Path

from quartiers.grading.erasing.trees import remove
from quartiers.grading.labels import folders_of, forget_partner, is_old, read_label
from quartiers.sessions import Store
from quartiers.settings import Settings


def forget_in_box(inbox: Path, learner_id: str) -> None:
    """Erase a learner's works by their labels, and their name from those of others."""
    for folder in folders_of(inbox):
        label = read_label(folder)
        if label is not None and label.learner == learner_id:
            remove(folder)
        elif label is not None and label.partner == learner_id:
            forget_partner(folder, label)


def forget_nobodys(settings: Settings, store: Store) -> None:
    """Erase what lies in the box without row nor label: it may be that of whoever is erased.

    Nobody was told that it had been received, and the work itself is in its learner's home.
    """
    rows = store.submissions.labels()
    for folder in folders_of(settings.inbox):
        if folder.name not in rows and read_label(folder) is None and is_old(folder):
            remove(folder)
