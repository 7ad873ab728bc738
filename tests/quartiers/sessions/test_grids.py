"""The creative lines: two voices, the learner's first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quartiers.sessions import Learner, Store, StoreError
from quartiers.sessions.grids import Grid

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def test_nothing_is_ticked_at_first(store: Store, me: Learner) -> None:
    assert store.grids.of(me.id, "P01") == Grid()


def test_ticking_again_replaces_what_the_same_voice_said(store: Store, me: Learner) -> None:
    store.grids.tick(me.id, "P01", "jeune", {"ose": 1, "soigne": 2}, NOON)
    assert store.grids.tick(me.id, "P01", "jeune", {"ose": 3}, NOON) == Grid({"ose": 3})
    assert store.grids.of(me.id, "P02") == Grid()


def test_an_animator_ticks_after_the_learner(store: Store, me: Learner) -> None:
    with pytest.raises(StoreError, match="C'est lui qui commence"):
        store.grids.tick(me.id, "P01", "animateur", {"ose": 1}, NOON)
    store.grids.tick(me.id, "P01", "jeune", {"ose": 2}, NOON)
    both = store.grids.tick(me.id, "P01", "animateur", {"ose": 3}, NOON)
    assert both == Grid({"ose": 2}, {"ose": 3})


@pytest.mark.parametrize("steps", [{"chante": 1}, {"ose": 0}, {"ose": 4}])
def test_a_line_or_a_step_that_does_not_exist_is_refused(
    store: Store, me: Learner, steps: dict[str, int]
) -> None:
    with pytest.raises(StoreError, match="n'existe pas"):
        store.grids.tick(me.id, "P01", "jeune", steps, NOON)
