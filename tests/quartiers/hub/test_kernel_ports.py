"""Kernels on TCP take the ports of their learner, and no other."""

from __future__ import annotations

import socket

import pytest

from quartiers.hub.kernel_ports import OwnPorts
from quartiers.hub.learner_server import ALL_PORTS, FIRST_PORT, PORTS, kernel_ports
from quartiers.hub.ports import any_free_port
from quartiers.kernels.contain import OWN_PORTS


@pytest.fixture
def one_port(monkeypatch: pytest.MonkeyPatch) -> int:
    """The only port that was given."""
    port = any_free_port()
    monkeypatch.setenv(OWN_PORTS, f"{port}-{port}")
    return port


def test_a_kernel_takes_a_port_that_was_given_once(one_port: int) -> None:
    ports = OwnPorts()
    assert ports.find_available_port("127.0.0.1") == one_port
    with pytest.raises(OSError, match="in use"):
        ports.find_available_port("127.0.0.1")
    ports.return_port(one_port)
    assert ports.find_available_port("127.0.0.1") == one_port


def test_a_port_that_somebody_has_is_left_to_them(one_port: int) -> None:
    with socket.create_server(("127.0.0.1", one_port)), pytest.raises(OSError, match="in use"):
        OwnPorts().find_available_port("127.0.0.1")


@pytest.mark.parametrize(("number", "public"), [(0, 8000), (1, 8000), (123_456, 80), (77, 65_535)])
def test_they_lie_in_their_range(number: int, public: int) -> None:
    first, last = kernel_ports(number, public)
    assert first >= FIRST_PORT
    assert last - first == PORTS - 1
    assert last < FIRST_PORT + ALL_PORTS + PORTS < 32_768


def test_neighbours_share_none() -> None:
    assert kernel_ports(1, 8000)[1] < kernel_ports(2, 8000)[0]
    assert kernel_ports(1, 8000) != kernel_ports(1, 8001)
