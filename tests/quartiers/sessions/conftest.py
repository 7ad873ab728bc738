"""A store on a throw-away SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quartiers.sessions import Learner, Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'pixel.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def me(store: Store) -> Learner:
    noon = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    return store.learners.create("Renard turquoise", "Alma", ("tram", "velo", "micro"), noon)
