"""The store: one small repository per noun, on one database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from quartiers.sessions import reaching
from quartiers.sessions.animators import Animators
from quartiers.sessions.comfort import Comforts
from quartiers.sessions.engine import Database, open_database
from quartiers.sessions.erasures import Erasures
from quartiers.sessions.grids import Grids
from quartiers.sessions.groups import Groups
from quartiers.sessions.help import HelpDesk
from quartiers.sessions.learners import Learners
from quartiers.sessions.links import Links
from quartiers.sessions.model import LearnerSummary, Submission, Word
from quartiers.sessions.pairs import Pairs
from quartiers.sessions.progress import ProgressLog
from quartiers.sessions.schema import ensure_schema
from quartiers.sessions.seances import Seances
from quartiers.sessions.submissions import Submissions
from quartiers.sessions.tickets import Tickets
from quartiers.sessions.words import Words

Item = TypeVar("Item", Submission, Word)


class Store:
    """All that must survive a power cut about people and their work.

    Threads and processes may share one store or open several on the same URL.
    """

    def __init__(self, database: Database) -> None:
        """Make the repositories; the tables must exist (`open_store` sees to it)."""
        self.database = database
        self.animators = Animators(database)
        self.groups = Groups(database)
        self.seances = Seances(database)
        self.learners = Learners(database)
        self.comfort = Comforts(database)
        self.progress = ProgressLog(database)
        self.help = HelpDesk(database)
        self.submissions = Submissions(database)
        self.words = Words(database)
        self.grids = Grids(database)
        self.links = Links(database)
        self.tickets = Tickets(database)
        self.pairs = Pairs(database)
        self.erasures = Erasures(database)

    def summarize(self, learner_ids: Sequence[str]) -> dict[str, LearnerSummary]:
        """Everything about these learners in five queries, however many they are."""
        hands = {request.learner_id: request for request in self.help.open_requests()}
        progress = self.progress.of_learners(learner_ids)
        submissions = self.submissions.of_learners(learner_ids)
        words = self.words.of_learners(learner_ids)
        return {
            learner.id: LearnerSummary(
                learner,
                {item.lesson: item for item in progress if item.learner_id == learner.id},
                _newest(submissions, learner.id),
                _newest(words, learner.id),
                hands.get(learner.id),
            )
            for learner in self.learners.get_many(learner_ids)
        }

    def close(self) -> None:
        """Close the connections."""
        self.database.close()


def open_store(url: str) -> Store:
    """Open the store at an SQLAlchemy URL, creating or upgrading its tables.

    StoreError when the database cannot be reached or is newer than this code.
    """
    with reaching.spoken(url):
        database = open_database(url)
        ensure_schema(database)
    return Store(database)


def _newest(items: Sequence[Item], learner_id: str) -> dict[str, Item]:
    """For each lesson, the first of a list that has the newest first."""
    newest: dict[str, Item] = {}
    for item in items:
        if item.learner_id == learner_id:
            newest.setdefault(item.lesson, item)
    return newest
