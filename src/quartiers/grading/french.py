"""Small pieces of French that depend on a number or a date."""

from __future__ import annotations

import math
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

# A box may be set to any zone; the marks file and the pages must say the same hour.
PARIS = ZoneInfo("Europe/Paris")

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip


def count(number: int, singular: str, plural: str = "") -> str:
    """The number with its noun: `count(2, "étoile")` gives `2 étoiles`; 0 and 1 are singular."""
    return f"{number} {singular if number < 2 else plural or singular + 's'}"


def wait(seconds: float) -> str:
    """A time to wait, rounded up as one says it: `20 secondes`, `une minute`, `3 minutes`."""
    if seconds <= 50:
        return f"{max(10, 10 * math.ceil(seconds / 10))} secondes"
    minutes = math.ceil(seconds / 60)
    return "une minute" if minutes == 1 else f"{minutes} minutes"


def day(moment: datetime, zone: tzinfo = PARIS) -> str:
    """A date as one says it: `3 mars 2027`, on the clock of Roubaix unless told."""
    local = moment.astimezone(zone)
    first = "1er" if local.day == 1 else str(local.day)
    return f"{first} {MONTHS[local.month - 1]} {local.year}"


def hour(moment: datetime, zone: tzinfo = PARIS) -> str:
    """An hour as one says it: `14 h 05`, on the clock of Roubaix unless told."""
    local = moment.astimezone(zone)
    return f"{local.hour} h {local.minute:02d}"
