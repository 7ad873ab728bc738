"""The learners' pages: «Mes leçons», the way into a lesson, and the feedback."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.learners.comfort_page import ComfortPage
from quartiers.room.learners.feedback_page import FeedbackPage, FeedbackSheet, TickGrid
from quartiers.room.learners.lessons_page import LessonsPage
from quartiers.room.learners.open_page import OpenPage, OpenState


def handlers() -> list[tuple[str, type[Page]]]:
    """The learners' pages, by path below the room's prefix."""
    return [
        ("lecons", LessonsPage),
        ("confort", ComfortPage),
        (r"ouvrir/([A-Z]\d{2})", OpenPage),
        (r"ouvrir/([A-Z]\d{2})/etat", OpenState),
        (r"retour/([A-Z]\d{2})", FeedbackPage),
        (r"retour/([A-Z]\d{2})/grille", TickGrid),
        (r"retour/([A-Z]\d{2})/feuille", FeedbackSheet),
    ]
