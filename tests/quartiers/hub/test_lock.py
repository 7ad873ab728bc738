"""One open house per data folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quartiers.hub.lock import only_one
from quartiers.settings import SettingsError


def test_a_second_house_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with (
        only_one(tmp_path / "ouvert.lock"),
        pytest.raises(SettingsError, match=f"processus {os.getpid()}"),
        only_one(tmp_path / "ouvert.lock"),
    ):
        raise AssertionError("two houses")


def test_closing_lets_the_next_one_in(tmp_path: Path) -> None:
    for _ in range(2):
        with only_one(tmp_path / "ouvert.lock"):
            pass
    assert (tmp_path / "ouvert.lock").read_text() == str(os.getpid())
