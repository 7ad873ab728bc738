"""Each program of the house killed outright: the house comes back by itself, again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import psutil
import pytest

OWN_HOUSE = True  # its programs are ended here

pytestmark = pytest.mark.usefixtures("fox")


def wait_for(true: Callable[[], bool], seconds: float = 60) -> float:
    """Seconds until `true()`; AssertionError when it takes longer."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "it did not happen"
        time.sleep(0.1)
    return time.monotonic() - start


def proxy_of(house: Any) -> psutil.Process:
    """The program that listens to browsers."""
    for one in psutil.net_connections("tcp"):
        if one.status == psutil.CONN_LISTEN and one.laddr.port == house.settings.port and one.pid:
            return psutil.Process(one.pid)
    raise LookupError("nobody listens")


def is_served(browser: Any, path: str) -> bool:
    """Whether this page comes; what listens may be a proxy that knows no route yet."""
    return browser.status(path) == 200


def test_a_killed_proxy_is_back_within_seconds_with_all_its_routes(house: Any, fox: Any) -> None:
    """More often than JupyterHub itself bears: each restart of its own adds one more guard, and
    two guards kill what the other has just started."""
    for _ in range(5):
        proxy_of(house).kill()
        wait_for(lambda: not is_served(fox, "/services/salle/lecons"), 5)
        seconds = wait_for(
            lambda: all(
                is_served(fox, path)
                for path in (fox.api("api/kernels"), "/services/salle/lecons", "/hub/health")
            )
        )
        print(f"\nthe proxy was back {seconds:.1f} s after its death")
        assert seconds < 20
