"""Who is a learner, by the Hub's name."""

from __future__ import annotations

import re

import pytest

from quartiers.hub.identity import HUB_NAME, is_learner


@pytest.mark.parametrize("name", ["jeune-abc234", "jeune-222222"])
def test_learners_are_recognised(name: str) -> None:
    assert is_learner(name)
    assert re.fullmatch(HUB_NAME, name)


@pytest.mark.parametrize("name", ["anim-samia", "jeune-", "jeune-abc2345", "jeune-abc23/", "root"])
def test_nobody_else_is_a_learner(name: str) -> None:
    assert not is_learner(name)


@pytest.mark.parametrize("name", ["root", "admin", "anim-", "anim-../x", "jeune-ABC234", ""])
def test_other_names_are_unknown_to_the_hub(name: str) -> None:
    assert re.fullmatch(HUB_NAME, name) is None


def test_an_animators_name_is_known() -> None:
    assert re.fullmatch(HUB_NAME, "anim-jean-luc")
