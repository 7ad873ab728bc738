"""A pytest plugin of `./pixel tester`: what was imported is not looked through again and again.

Python's garbage collector walks over all modules at each of its rounds, and several times when the
interpreter ends: 35 s for three thousand tests.
"""

from __future__ import annotations

import gc

import pytest


def pytest_collection_finish() -> None:
    """What the tests are made of stays until the end."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """Nothing is worth looking for any more: the process ends."""
    gc.freeze()
