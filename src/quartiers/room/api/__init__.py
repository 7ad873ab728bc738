"""The HTTP API that learners' servers use, with the Hub's token of the learner."""

from __future__ import annotations

from quartiers.room.api.base import Api
from quartiers.room.api.base import Nothing as Nothing
from quartiers.room.api.live import ComfortChoices, Hand, Me, ReportProgress, Result, WordsRead
from quartiers.room.api.pair import PairAtWork
from quartiers.room.api.place import Place
from quartiers.room.api.submit import Submit


def handlers() -> list[tuple[str, type[Api]]]:
    """The API, by path below the room's prefix."""
    return [
        ("api/me", Me),
        ("api/progress", ReportProgress),
        ("api/hand", Hand),
        ("api/comfort", ComfortChoices),
        ("api/pair", PairAtWork),
        ("api/place", Place),
        ("api/submit", Submit),
        ("api/result", Result),
        ("api/words", WordsRead),
    ]
