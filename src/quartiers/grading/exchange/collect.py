"""`nbgrader collect`: bring what lies in the box to nbgrader's `submitted/` folder."""

from __future__ import annotations

import os
import shutil
from datetime import UTC
from pathlib import Path

from nbgrader.exchange.abc import ExchangeCollect as AbstractCollect
from traitlets import Instance

from quartiers import durable
from quartiers.grading.exchange.base import Exchange
from quartiers.grading.handed_in import HandedIn, latest_of_each
from quartiers.grading.inbox import NothingHandedIn, take
from quartiers.grading.names import safe_name

TIMESTAMP = "%Y-%m-%d %H:%M:%S.%f UTC"


class ExchangeCollect(Exchange, AbstractCollect):
    """Collect by Hub identity: the store says whose submission it is, never the file.

    The worker gives `only`; from the command line the latest submission of each learner comes,
    and one that cannot be read never stops the others.
    """

    only = Instance(HandedIn, allow_none=True)

    def init_src(self) -> None:
        """Decide which submissions come."""
        self.records = [self.only] if self.only else self._latest_records()

    def copy_files(self) -> None:
        """Copy each one."""
        for record in self.records:
            try:
                collect_one(self.settings.inbox, record, self._destination(record))
                self.log.info("Reçu : %s %s", record.learner, self.assignment)
            except NothingHandedIn as missing:
                if self.only:
                    raise
                self.log.warning("%s : %s", record.learner, missing)

    def _destination(self, record: HandedIn) -> Path:
        submitted = self.coursedir.submitted_directory
        learner = safe_name(record.learner)
        return Path(self.coursedir.format_path(submitted, learner, self.assignment))

    def _latest_records(self) -> list[HandedIn]:
        lessons = self.known_track().lessons
        code = next((one.code for one in lessons if one.assignment == self.assignment), None)
        if code is None:
            self.fail(f"La leçon {self.assignment} n'est pas dans le parcours {self.track}.")
            return []
        store = self.open_store()
        try:
            asked = self.coursedir.student_id
            return [one for one in latest_of_each(store, code) if asked in ("", "*", one.learner)]
        finally:
            store.close()


def collect_one(inbox: Path, record: HandedIn, target: Path) -> None:
    """Replace `target` by this submission: its notebook, byte for byte, and its timestamp.

    Raises NothingHandedIn and leaves `target` as it was when there is nothing to take.
    """
    content = take(inbox, record.submission, target.name)
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    (fresh / f"{target.name}.ipynb").write_bytes(content)
    stamp = record.received_at.astimezone(UTC).strftime(TIMESTAMP)
    (fresh / "timestamp.txt").write_text(stamp, encoding="ascii")
    durable.flush_tree(fresh)
    shutil.rmtree(target, ignore_errors=True)
    os.replace(fresh, target)
