"""What the adult reads once the house is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.hub.welcome import qr_code, welcome_text
from quartiers.kernels.containment import strongest
from quartiers.settings import Settings

CONTAINMENT = strongest(root=True, abi=7, closed=None)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, centre="Alma", port=8000)


def test_both_addresses_the_protection_and_the_way_out_are_said(settings: Settings) -> None:
    text = welcome_text(settings, ["192.168.1.20"], CONTAINMENT, 8001, qr=False)
    assert "http://192.168.1.20:8000/\n" in text
    assert "http://192.168.1.20:8000/services/salle/animation/" in text
    assert CONTAINMENT.sentence in text
    assert "Ctrl-C" in text
    assert "Alma" in text


def test_other_addresses_are_given_too(settings: Settings) -> None:
    text = welcome_text(settings, ["192.168.1.20", "10.0.0.3"], CONTAINMENT, 8001, qr=False)
    assert "http://10.0.0.3:8000/" in text


def test_a_machine_without_network_says_so(settings: Settings) -> None:
    text = welcome_text(settings, [], CONTAINMENT, 8001, qr=True)
    assert "http://127.0.0.1:8000/" in text
    assert "réseau" in text
    assert "█" not in text


def test_the_qr_code_is_square_blocks(settings: Settings) -> None:
    with_code = welcome_text(settings, ["192.168.1.20"], CONTAINMENT, 8001, qr=True)
    assert qr_code("http://192.168.1.20:8000/") in with_code
    assert {"█", "▀", "▄"} & set(with_code)
