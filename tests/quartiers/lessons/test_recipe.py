"""The recipe for volunteers keeps step with the rules and the format."""

from __future__ import annotations

import re

from quartiers.lessons import notebook, read
from quartiers.lessons.lint import run
from quartiers.lessons.lint.rules import RULES
from quartiers.lessons.prove.mutants import FAMILIES
from quartiers.settings import REPOSITORY

RECIPE = (REPOSITORY / "docs/faire/ecrire-une-lecon.md").read_text(encoding="utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", RECIPE))


def test_every_rule_is_explained() -> None:
    assert run.RULES is RULES
    assert set(RULES) <= QUOTED


def test_every_step_role_and_family_is_named() -> None:
    assert {*notebook.STEPS, *notebook.ROLES_KNOWN, *FAMILIES} <= QUOTED


def test_every_setting_of_a_lesson_is_shown() -> None:
    for field in read.LESSON_FIELDS:
        assert re.search(rf"\b{field}\b", RECIPE), field
