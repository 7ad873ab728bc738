"""The second public port stays the same, and is never one that is taken."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from quartiers.hub.ports import any_free_port
from quartiers.hub.workshops_port import (
    TRIED,
    choose_port,
    ensure_workshops_port,
    known_port,
    port_in_use,
)
from quartiers.settings import HIGHEST_PORT, Settings, SettingsError


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(data=tmp_path, port=any_free_port() % 60_000 + 1024)
    made.hub_folder.mkdir()
    return made


def test_it_is_the_one_after_the_public_port() -> None:
    assert choose_port(8000, None, free=lambda _: True) == 8001


def test_the_one_of_the_last_time_is_kept() -> None:
    assert choose_port(8000, 8007, free=lambda _: True) == 8007


def test_a_taken_port_is_passed_over() -> None:
    assert choose_port(8000, None, free=lambda port: port != 8001) == 8002
    assert choose_port(8000, 8007, free=lambda port: port != 8007) == 8001


def test_no_free_port_is_told_in_french_with_a_way_out() -> None:
    with pytest.raises(SettingsError, match=r"après le 8000.*--port"):
        choose_port(8000, None, free=lambda _: False)
    with pytest.raises(SettingsError, match="ateliers"):
        choose_port(HIGHEST_PORT, None, free=lambda _: True)


def test_the_second_start_finds_the_port_of_the_first(settings: Settings) -> None:
    first = ensure_workshops_port(settings)
    assert ensure_workshops_port(settings) == port_in_use(settings) == first


def test_a_port_that_listens_is_replaced(settings: Settings) -> None:
    first = ensure_workshops_port(settings)
    with socket.socket() as other:
        other.bind(("127.0.0.1", first))
        other.listen()
        assert ensure_workshops_port(settings) != first


@pytest.mark.parametrize("text", ["", "abc", "1", str(HIGHEST_PORT + 1)])
def test_a_damaged_note_is_no_obstacle(settings: Settings, text: str) -> None:
    (settings.hub_folder / "workshops_port").write_text(text)
    assert known_port(settings) is None
    assert settings.port < ensure_workshops_port(settings) <= settings.port + TRIED


def test_nobody_knows_it_before_it_is_chosen(settings: Settings) -> None:
    with pytest.raises(LookupError):
        port_in_use(settings)
