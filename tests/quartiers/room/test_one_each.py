"""Turns: a few at once, and never two of the same person."""

from __future__ import annotations

import asyncio

from quartiers.room.one_each import OneEach


def test_who_asks_ten_times_leaves_the_other_turns_to_others() -> None:
    async def play() -> list[str]:
        turns, done = OneEach(2), list[str]()
        held = asyncio.Event()

        async def long(who: str) -> None:
            async with turns.of(who):
                await held.wait()

        async def short(who: str) -> None:
            async with turns.of(who):
                done.append(who)

        greedy = [asyncio.create_task(long("renard")) for _ in range(10)]
        await asyncio.sleep(0)
        await asyncio.gather(*(short(name) for name in ("loutre", "bison", "crabe")))
        held.set()
        await asyncio.gather(*greedy)
        return done

    assert asyncio.run(play()) == ["loutre", "bison", "crabe"]


def test_a_turn_that_fails_is_given_back() -> None:
    async def play() -> None:
        turns = OneEach(1)
        for _ in range(3):
            try:
                async with turns.of("renard"):
                    raise ValueError
            except ValueError:
                pass
        async with turns.of("loutre"):
            pass

    asyncio.run(play())
