"""Threads of their own for what may take seconds: those that all pages share stay free."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

AT_ONCE = 4

_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="lent")
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


async def in_slow_thread(
    gesture: Callable[Asked, Answer], *asked: Asked.args, **named: Asked.kwargs
) -> Answer:
    """As `asyncio.to_thread`, for what starts a process and waits for it."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, lambda: gesture(*asked, **named))
