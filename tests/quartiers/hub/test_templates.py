"""The Hub's few pages: French, calm, and complete without the network."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from quartiers.hub.config import TEMPLATES

BANNED = {"faux", "erreur", "échec", "raté", "mauvais", "nul", "oublié", "simplement", "facile"}
BANNED |= {"suffit", "server", "error"}
PAGES = sorted(path.name for path in TEMPLATES.glob("*.html"))


def page(name: str, **given: Any) -> str:
    """The page as the Hub renders it, with the least that the Hub gives."""
    jinja = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True)
    return jinja.get_template(name).render(**given)


def words(html: str) -> str:
    """What a person reads of a page."""
    body = re.sub(r"<(style|script).*?</\1>", "", html, flags=re.DOTALL)
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_french_and_calm(name: str) -> None:
    html = page(name, status_code=500, progress_url="/p", spawn_url="/s")
    assert '<html lang="fr">' in html
    read = re.findall(r"\w+", words(html).lower())
    assert not BANNED & set(read)


@pytest.mark.parametrize("name", PAGES)
def test_pages_fetch_nothing_from_elsewhere(name: str) -> None:
    html = page(name, status_code=404, progress_url="/p", spawn_url="/s")
    assert not re.search(r"(src|href|url)\s*[=(]\s*[\"']?(https?:)?//", html)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (403, "Cette porte est fermée"),
        (404, "Cette page n'existe pas"),
        (429, "dix secondes"),
        (503, "réveiller"),
        (500, "Appelle un animateur"),
        (418, "Appelle un animateur"),
    ],
)
def test_each_status_has_its_sentence(status: int, sentence: str) -> None:
    html = page("error.html", status_code=status, message="Internal Server Error")
    assert sentence in words(html)
    assert "Internal" not in html


def test_our_own_refusals_are_said_in_their_words() -> None:
    refusal = SimpleNamespace(sentence="La séance est fermée.")
    for name in ("error.html", "not_running.html"):
        html = page(name, status_code=403, exception=refusal, failed=True, spawn_url="/s")
        assert "La séance est fermée." in html


def test_other_exceptions_are_not_shown() -> None:
    html = page("error.html", status_code=500, exception=ValueError("secret path"))
    assert "secret path" not in html


def test_a_sleeping_server_wakes_up_by_itself_unless_it_failed() -> None:
    asleep = page("not_running.html", implicit_spawn_seconds=1, spawn_url="/hub/spawn/x")
    failed = page("not_running.html", implicit_spawn_seconds=1, spawn_url="/s", failed=True)
    assert 'http-equiv="refresh"' in asleep
    assert 'http-equiv="refresh"' not in failed


def test_addresses_are_escaped() -> None:
    html = page("spawn_pending.html", progress_url='/p?"</script><b>')
    assert "</script><b>" not in html
