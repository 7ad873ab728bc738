"""Heavy things: a few at a time, each source in turn, no queue without end."""

from __future__ import annotations

import asyncio

import pytest

from quartiers.room.turns import Crowded, Turns


def served(sources: str, turns: Turns) -> str:
    """In which order these sources, all there at once, got their turn; small: sent away."""
    order: list[str] = []

    async def one(source: str) -> None:
        try:
            async with turns.turn(source):
                order.append(source)
                await asyncio.sleep(0)
        except Crowded:
            order.append(source.lower())

    async def everybody() -> None:
        await asyncio.gather(*(one(source) for source in sources))

    asyncio.run(everybody())
    return "".join(order)


def test_nobodys_second_comes_before_anothers_first() -> None:
    assert served("AAAABC", Turns(1)) == "ABCAAA"


def test_who_has_failed_before_stands_behind_who_has_not() -> None:
    async def scene() -> list[str]:
        turns, order = Turns(1), []

        async def one(source: str, failures: int) -> None:
            async with turns.turn(source, failures):
                order.append(source)
                await asyncio.sleep(0)

        came = (("A", 0), ("B", 7), ("C", 2), ("D", 0))
        await asyncio.gather(*(one(source, failures) for source, failures in came))
        return order

    assert asyncio.run(scene()) == ["A", "D", "C", "B"]


def test_no_more_than_a_few_are_under_way() -> None:
    turns, most, under_way = Turns(2), 0, 0

    async def one(number: int) -> None:
        nonlocal most, under_way
        async with turns.turn(number % 3):
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0.001)
            under_way -= 1

    async def everybody() -> None:
        await asyncio.gather(*(one(number) for number in range(30)))

    asyncio.run(everybody())
    assert (most, turns._busy, turns._waiting, dict(turns._held)) == (2, 0, [], {})


def test_a_full_queue_sends_away_who_takes_most_of_it() -> None:
    assert sorted(served("AAAAB", Turns(1, most=3))) == sorted("AAABa")
    assert served("AAAAA", Turns(1, most=3)).count("a") == 1


def test_who_stops_waiting_leaves_the_turn_to_the_others() -> None:
    async def scene() -> list[str]:
        turns, order = Turns(1), []

        async def one(source: str) -> None:
            async with turns.turn(source):
                order.append(source)
                await asyncio.sleep(0.01)

        first, second, third = (asyncio.create_task(one(name)) for name in "ABC")
        await asyncio.sleep(0.001)
        second.cancel()
        await asyncio.gather(first, third)
        with pytest.raises(asyncio.CancelledError):
            await second
        async with asyncio.timeout(1):
            await one("D")
        return order

    assert asyncio.run(scene()) == ["A", "C", "D"]
