"""A store on a throw-away SQLite file, and again on PostgreSQL where there is a server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from postgres import new_database, server

from quartiers.sessions import Learner, Store, open_store


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of our own."""
    try:
        with server() as address:
            yield address
    except LookupError as absent:
        pytest.skip(str(absent))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "postgresql":
        return new_database(request.getfixturevalue("postgresql"))
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
