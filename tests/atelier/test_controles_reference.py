"""The reference page names every tool and every reading, and only those that exist."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from atelier.controles import Controle
from atelier.controles.film import FilmLu
from atelier.controles.sujet import Sujet

PAGE = Path(__file__).parents[2] / "docs" / "chercher" / "controles.md"
GENRES = [*Sujet.__subclasses__(), FilmLu]


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def cites() -> set[str]:
    return set(re.findall(r"\bc\.(\w+)", page()))


def outils() -> set[str]:
    fonctions = inspect.getmembers(Controle, inspect.isfunction)
    return {nom for nom, _ in fonctions if not nom.startswith("_")}


def lectures(genre: type[Sujet]) -> set[str]:
    return {nom for nom in vars(genre) if not nom.startswith("_")} - {"genre", "convient"}


def test_every_tool_of_the_page_exists() -> None:
    assert [nom for nom in sorted(cites()) if not hasattr(Controle, nom)] == []


def test_every_tool_is_on_the_page() -> None:
    assert outils() - cites() == set()


def test_every_tool_says_what_it_gives() -> None:
    for nom in outils():
        assert getattr(Controle, nom).__doc__, nom


@pytest.mark.parametrize("genre", GENRES)
def test_every_reading_of_a_kind_is_on_the_page(genre: type[Sujet]) -> None:
    cadres = set(re.findall(r"`(?:\w+\.)?(\w+)(?:\([^`]*\))?`", page()))
    assert lectures(genre) - cadres == set()


def test_every_reading_of_the_page_exists() -> None:
    connues = set().union(*map(lectures, GENRES))
    colonnes = re.findall(r"^\| (`.*?) \|", page(), re.MULTILINE)
    tables = page()[page().index("## Tortue") : page().index("## Écrire la phrase")]
    cites_en_table = {
        nom
        for colonne in colonnes
        if f"| {colonne} |" in tables and "c." not in colonne
        for nom in re.findall(r"`(\w+)", colonne)
    }
    assert cites_en_table - connues == set()
