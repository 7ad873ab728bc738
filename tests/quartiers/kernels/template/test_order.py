"""What an order promises: it arrives as it was sent, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quartiers.kernels.contain import Walls
from quartiers.kernels.limits import Limits
from quartiers.kernels.template.bell import channel_pair
from quartiers.kernels.template.order import (
    LARGEST,
    BadOrder,
    Order,
    receive_order,
    send_order,
)


def test_an_order_survives_the_journey() -> None:
    order = Order("a:b", ("-f", "é\udcff"), {"X": "1"}, "/tmp", leash=15)
    assert Order.unpacked(order.packed()) == order


def test_walls_survive_the_journey() -> None:
    walls = Walls(
        alone=Path("/tmp/px-abcdefgh/rien"),
        own_ports=(20_000, 20_039),
        home=Path("/home/a"),
        uid=7,
        gid=8,
        tmp=Path("/tmp/x"),
        read=(Path("/r"), Path("/s")),
        write=(Path("/w"),),
        login="fox",
        network=False,
        keep_env=("A", "B"),
        cgroup=Path("/c/fox"),
        limits=Limits(memory=None, cpu=3),
    )
    order = Order("a:b", walls=walls)
    assert Order.unpacked(order.packed()) == order


@pytest.mark.parametrize(
    "packet", [b"", b"[]", b"{}", b"\xff", b'{"program": "a:b", "walls": 3, "arguments": []}']
)
def test_what_is_no_order_is_refused(packet: bytes) -> None:
    with pytest.raises(BadOrder):
        Order.unpacked(packet)


def test_an_order_brings_its_three_files() -> None:
    mine, theirs = channel_pair()
    with open(os.devnull) as null:
        send_order(mine, Order("a:b"), [null.fileno()] * 3)
        order, files = receive_order(theirs)
        assert order == Order("a:b")
        assert {os.readlink(f"/proc/self/fd/{number}") for number in files} == {os.devnull}
    for number in files:
        os.close(number)


def test_an_order_without_its_files_is_refused() -> None:
    mine, theirs = channel_pair()
    mine.send(Order("a:b").packed())
    with pytest.raises(BadOrder, match="0 files"):
        receive_order(theirs)


def test_an_order_too_big_for_one_packet_is_not_cut() -> None:
    mine, _theirs = channel_pair()
    with pytest.raises(ValueError, match="the most is"):
        send_order(mine, Order("a:b", environment={"X": "x" * LARGEST}), [0, 1, 2])
