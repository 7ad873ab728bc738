"""The reference page names every tool, and only tools that exist."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from atelier.controles import Controle

PAGE = Path(__file__).parents[2] / "docs" / "chercher" / "controles.md"


def cites() -> set[str]:
    return set(re.findall(r"\bc\.(\w+)", PAGE.read_text(encoding="utf-8")))


def test_every_tool_of_the_page_exists() -> None:
    assert [nom for nom in sorted(cites()) if not hasattr(Controle, nom)] == []


def test_every_tool_is_on_the_page() -> None:
    outils = {
        nom
        for nom, _ in inspect.getmembers(Controle, inspect.isfunction)
        if not nom.startswith("_")
    }
    assert outils - cites() == set()


def test_every_tool_says_what_it_gives() -> None:
    for nom, outil in inspect.getmembers(Controle, inspect.isfunction):
        if not nom.startswith("_"):
            assert outil.__doc__, nom
