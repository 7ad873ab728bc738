"""The way in and the way out: code, pseudonym, pictures, «C'est bien toi ?», and good-bye."""

from __future__ import annotations

from quartiers.room.base import Page
from quartiers.room.entry.animator_page import AnimatorDoor
from quartiers.room.entry.code_page import CodePage
from quartiers.room.entry.confirm_page import ConfirmPage
from quartiers.room.entry.leaving import Goodbye, Leave
from quartiers.room.entry.newcomer_page import NewcomerPage
from quartiers.room.entry.pictures_page import PicturesPage
from quartiers.room.entry.waiting_page import WaitingPage
from quartiers.room.entry.who_page import WhoPage


def handlers() -> list[tuple[str, type[Page]]]:
    """The pages of the way in, by path below the room's prefix."""
    return [
        ("", CodePage),
        ("qui", WhoPage),
        ("nouveau", NewcomerPage),
        ("images", PicturesPage),
        ("toi", ConfirmPage),
        ("attends", WaitingPage),
        ("animation/entrer", AnimatorDoor),
        ("sortir", Leave),
        ("au-revoir", Goodbye),
    ]
