"""Which addresses are shown to the centre."""

from __future__ import annotations

import ipaddress

import pytest

from quartiers.hub.network import Card, cards, lan_addresses, web_address


def test_cables_come_before_wifi_and_wifi_before_the_rest() -> None:
    found = [Card("xyz0", "10.0.0.9"), Card("wlp2s0", "10.0.0.2"), Card("enp3s0", "10.0.0.1")]
    assert lan_addresses(found) == ["10.0.0.1", "10.0.0.2", "10.0.0.9"]


@pytest.mark.parametrize(
    "card",
    [
        Card("lo", "127.0.0.1"),
        Card("docker0", "172.17.0.1"),
        Card("br-1234", "172.18.0.1"),
        Card("virbr0", "192.168.122.1"),
        Card("tailscale0", "100.64.0.1"),
        Card("eth0", "169.254.3.4"),
    ],
)
def test_addresses_that_lead_nowhere_are_left_out(card: Card) -> None:
    assert lan_addresses([card]) == []


def test_port_80_goes_without_saying() -> None:
    assert web_address("192.168.1.20", 80) == "http://192.168.1.20/"
    assert web_address("192.168.1.20", 8000) == "http://192.168.1.20:8000/"


def test_this_machine_knows_its_own_loopback() -> None:
    assert any(ipaddress.ip_address(card.address).is_loopback for card in cards())
