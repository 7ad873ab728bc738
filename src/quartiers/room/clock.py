"""Puts the box's clock right, from the clock of the adult's computer."""

from __future__ import annotations

import logging
import shutil
import subprocess
import time
from datetime import UTC, datetime

from quartiers.grading.french import PARIS

log = logging.getLogger(__name__)

EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
LATEST = datetime(2080, 1, 1, tzinfo=UTC)
REFUSED = (
    "Je n'ai pas le droit de changer l'heure de cette machine. L'adulte responsable de la boîte "
    "peut le faire : sudo date -s « la date et l'heure », ou relancer la maison avec sudo."
)
UNREADABLE = (
    "Je n'ai pas compris cette heure. Il faut un jour et une heure d'aujourd'hui. "
    "Réglez d'abord l'heure de cet ordinateur, puis revenez ici."
)


class ClockRefused(Exception):
    """The clock stays as it is; the message is a French sentence for an adult."""


def asked_moment(instant: str, moment: str) -> datetime:
    """The time to set: `instant` in ms since 1970, or else `moment`, a local date and time.

    ClockRefused for what is neither, or for a year when this house was not there.
    """
    try:
        found = from_browser(instant) if instant else from_form(moment)
    except (ValueError, OverflowError, OSError) as reason:
        raise ClockRefused(UNREADABLE) from reason
    if not EARLIEST <= found <= LATEST:
        raise ClockRefused(UNREADABLE)
    return found


def from_browser(instant: str) -> datetime:
    """The browser's `Date.now()`."""
    return datetime.fromtimestamp(int(instant) / 1000, UTC)


def from_form(moment: str) -> datetime:
    """What a `datetime-local` field sends, on the clock of Roubaix."""
    return datetime.fromisoformat(moment).replace(tzinfo=PARIS).astimezone(UTC)


def set_clock(moment: datetime) -> None:
    """Set the system's clock, and the one that runs while the box is off, if there is one.

    ClockRefused where we are not root, or where the machine keeps its clock from us.
    """
    before = time.time()
    try:
        time.clock_settime(time.CLOCK_REALTIME, moment.timestamp())
    except OSError as reason:
        raise ClockRefused(REFUSED) from reason
    log.warning("the clock was moved by %d s", moment.timestamp() - before)
    if program := shutil.which("hwclock", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        subprocess.run([program, "--systohc"], capture_output=True, timeout=20, check=False)
