"""The learners' pages: «Mes leçons», the way into a lesson, and the feedback."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.learners.comfort_page import ComfortPage
from quartiers.room.learners.creations_page import (
    CreationsPage,
    SharePage,
    TakeawayPage,
    WorkFile,
)
from quartiers.room.learners.feedback_page import FeedbackPage, FeedbackSheet, TickGrid
from quartiers.room.learners.lessons_page import LessonsPage
from quartiers.room.learners.open_page import OpenPage, OpenState
from quartiers.room.learners.phone_pages import SharedFile, SharedPage


def handlers() -> list[tuple[str, type[Page]]]:
    """The learners' pages, by path below the room's prefix."""
    return [
        ("lecons", LessonsPage),
        ("confort", ComfortPage),
        ("creations", CreationsPage),
        ("creations/tout", TakeawayPage),
        ("creations/partage", SharePage),
        (r"oeuvre/([a-z0-9-]{1,40})/([^/]{1,120})", WorkFile),
        (r"partage/([A-Za-z0-9_-]{24})", SharedPage),
        (r"partage/([A-Za-z0-9_-]{24})/fichier", SharedFile),
        (r"ouvrir/([A-Z]\d{2})", OpenPage),
        (r"ouvrir/([A-Z]\d{2})/etat", OpenState),
        (r"retour/([A-Z]\d{2})", FeedbackPage),
        (r"retour/([A-Z]\d{2})/grille", TickGrid),
        (r"retour/([A-Z]\d{2})/feuille", FeedbackSheet),
    ]
