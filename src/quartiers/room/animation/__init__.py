"""The animators' pages: open a séance, see the room, read a work, write a word, export marks."""

from __future__ import annotations

from typing import Any

from quartiers.room.animation.account_page import AccountPage
from quartiers.room.animation.grid_page import GridPage, SheetPage
from quartiers.room.animation.home_page import HomePage
from quartiers.room.animation.learner_page import (
    HandPage,
    LearnerWork,
    PicturesPage,
    ReadPage,
    WordPage,
)
from quartiers.room.animation.learners_page import LearnersPage
from quartiers.room.animation.marks_page import MarksPage
from quartiers.room.animation.seance_page import AnswerAsk, BoardData, CloseSeance, SeancePage


def handlers() -> list[tuple[str, Any]]:
    """The addresses of this package, under the room's prefix."""
    seance, learner = r"animation/seances/(\d+)", r"animation/jeunes/(jeune-[a-z0-9]+)"
    return [
        (r"animation/?", HomePage),
        (r"animation/compte", AccountPage),
        ("animation/jeunes", LearnersPage),
        (seance, SeancePage),
        (seance + "/tableau", BoardData),
        (seance + "/demandes", AnswerAsk),
        (seance + "/fermer", CloseSeance),
        (seance + r"/etoiles\.csv", MarksPage),
        (learner, LearnerWork),
        (learner + "/mot", WordPage),
        (learner + "/lu", ReadPage),
        (learner + "/grille", GridPage),
        (learner + "/feuille", SheetPage),
        (learner + "/images", PicturesPage),
        (learner + "/main", HandPage),
    ]
