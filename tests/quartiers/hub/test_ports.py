"""Ports stay the same as long as they are free."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.hub.ports import (
    FIRST_SERVER,
    SERVERS,
    Ports,
    any_free_port,
    ensure_ports,
    is_free,
    keep_or_choose,
    read_ports,
    server_port,
)

KNOWN = {"hub": 1, "proxy_api": 2, "room": 3}


def test_free_ports_are_kept() -> None:
    assert keep_or_choose(KNOWN, 8000, free=lambda _: True) == Ports(1, 2, 3)


def test_only_the_taken_port_changes() -> None:
    assert keep_or_choose(KNOWN, 8000, free=lambda p: p != 2, choose=lambda: 9) == Ports(1, 9, 3)


def test_a_new_machine_gets_new_ports() -> None:
    chosen = iter((7, 8, 9))
    assert keep_or_choose({}, 8000, choose=lambda: next(chosen)) == Ports(7, 8, 9)


def test_the_same_port_given_twice_is_used_once() -> None:
    given = iter((7, 7, 8000, 8, 8, 9))
    assert keep_or_choose({}, 8000, choose=lambda: next(given)) == Ports(7, 8, 9)


def test_a_known_port_that_became_the_public_one_changes() -> None:
    found = keep_or_choose(KNOWN, 3, free=lambda _: True, choose=lambda: 9)
    assert found == Ports(1, 2, 9)


def test_the_second_start_finds_the_ports_of_the_first(tmp_path: Path) -> None:
    first = ensure_ports(tmp_path / "ports.json", 8000)
    assert ensure_ports(tmp_path / "ports.json", 8000) == first


@pytest.mark.parametrize("text", ["", "{", "[]", '{"hub": "abc"}'])
def test_a_damaged_file_is_no_obstacle(tmp_path: Path, text: str) -> None:
    (tmp_path / "ports.json").write_text(text)
    assert read_ports(tmp_path / "ports.json") == {}


@given(st.integers(min_value=0, max_value=10**9))
def test_servers_stay_in_their_range(number: int) -> None:
    assert FIRST_SERVER <= server_port(number, 8000, free=lambda _: True) < FIRST_SERVER + SERVERS


def test_two_neighbours_have_two_ports() -> None:
    assert server_port(1, 8000, free=lambda _: True) != server_port(2, 8000, free=lambda _: True)


def test_two_houses_do_not_begin_at_the_same_port() -> None:
    assert server_port(1, 8000, free=lambda _: True) != server_port(1, 8001, free=lambda _: True)


def test_a_taken_server_port_is_replaced() -> None:
    assert server_port(1, 8000, free=lambda _: False) not in range(
        FIRST_SERVER, FIRST_SERVER + SERVERS
    )


def test_a_listened_port_is_not_free() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        assert not is_free(listener.getsockname()[1])
    assert is_free(any_free_port())
