"""What nbgrader's own sheet learns from the store about a word and the work it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quartiers.grading.heard import close_stores, heard
from quartiers.sessions import open_store
from quartiers.settings import Settings

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    yield Settings(data=tmp_path, courses=tmp_path)
    close_stores()


@pytest.mark.parametrize(("minutes", "earlier"), [(5, False), (15, True)])
def test_a_word_written_before_the_last_work_is_about_an_older_version(
    settings: Settings, minutes: int, earlier: bool
) -> None:
    store = open_store(settings.store_url)
    me = store.learners.create("Renard azur", "Alma").id
    key, came = store.submissions.new_id(), NOON + timedelta(minutes=minutes)
    gestures = [
        lambda: store.words.write(me, "P01", None, "Bravo.", True, NOON + timedelta(minutes=10)),
        lambda: store.submissions.receive(me, "P01", "0" * 64, 10, came, id=key),
    ]
    for gesture in gestures if earlier else reversed(gestures):
        gesture()
    store.close()
    found = heard(settings, me, "P01")
    assert (found.word_is_earlier, found.rework) == (earlier, not earlier)
