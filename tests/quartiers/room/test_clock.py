"""The time that an adult's computer gives to the box."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from quartiers.room.clock import ClockRefused, asked_moment
from quartiers.settings import REPOSITORY

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_the_browsers_own_clock_is_taken_to_the_second() -> None:
    instant = str(int(NOON.timestamp() * 1000))
    assert asked_moment(instant, "2027-01-01T00:00") == NOON


def test_without_a_script_the_typed_time_is_that_of_roubaix() -> None:
    assert asked_moment("", "2026-11-18T13:00") == NOON


@pytest.mark.parametrize(
    ("instant", "moment"),
    [
        ("", ""),
        ("demain", ""),
        ("9" * 40, ""),
        ("", "hier"),
        ("", "1999-01-01T00:00"),
        (str(10**10), ""),
        ("", "2999-01-01T00:00"),
    ],
)
def test_what_is_no_time_of_ours_changes_nothing(instant: str, moment: str) -> None:
    with pytest.raises(ClockRefused, match="pas compris cette heure"):
        asked_moment(instant, moment)


@pytest.mark.skipif(os.geteuid() != 0, reason="becoming somebody else needs root")
def test_who_is_not_root_is_told_who_can_do_it() -> None:
    code = (
        "import os, datetime; os.setgid(65534); os.setuid(65534)\n"
        "from quartiers.room.clock import set_clock, ClockRefused\n"
        "try: set_clock(datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))\n"
        "except ClockRefused as no: print(no)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pas le droit de changer l'heure" in said.stdout
    assert datetime.now(UTC).year != 2030


def test_the_service_of_the_box_lets_the_house_set_the_clock() -> None:
    unit = (REPOSITORY / "deploy/systemd/quartiers-pixel.service").read_text(encoding="utf-8")
    assert "\nProtectClock=" not in unit
