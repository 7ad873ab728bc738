"""Centres, groups, séances, learners, progress and help: plain data and its storage."""

from quartiers.sessions.model import (
    AlreadyTaken,
    Animator,
    ExerciseResult,
    GradingResult,
    Group,
    HelpRequest,
    Learner,
    LearnerSummary,
    Presence,
    Progress,
    Seance,
    StoreError,
    Submission,
    Word,
)
from quartiers.sessions.store import Store, open_store

__all__ = [
    "AlreadyTaken",
    "Animator",
    "ExerciseResult",
    "GradingResult",
    "Group",
    "HelpRequest",
    "Learner",
    "LearnerSummary",
    "Presence",
    "Progress",
    "Seance",
    "Store",
    "StoreError",
    "Submission",
    "Word",
    "open_store",
]
