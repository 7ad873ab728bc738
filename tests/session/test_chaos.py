"""A handful of faults in a live house: the short form of `bench/chaos.py`, with a fixed seed."""

from __future__ import annotations

from collections.abc import Iterator

import chaos
import pytest
from faults.kinds import all_kinds
from faults.scene import Scene

from quartiers.settings import REPOSITORY

PROXY = REPOSITORY / ".pixel/node/node_modules/.bin/configurable-http-proxy"
SEED = 14


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    """A house of its own, two learners at work in it."""
    if not PROXY.exists():
        pytest.skip("the proxy is not installed: run ./pixel once")
    with chaos.opened(2, small=True) as opened:
        yield opened


@pytest.mark.parametrize("kind", chaos.SHORT)
def test_what_was_acknowledged_outlives_the_fault(scene: Scene, kind: str) -> None:
    outcome = chaos.one(scene, all_kinds()[kind], SEED, chaos.SHORT.index(kind))
    assert outcome.problems == ()
    assert outcome.seconds > 0
