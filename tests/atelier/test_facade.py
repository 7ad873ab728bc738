"""The façade: one star brings the commands, quickly, in kind French, with help for each."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import atelier

SOURCES = sorted(Path(atelier.__file__).parent.rglob("*.py"))
COMMANDS = (
    "Tortue agrandir badge contraste coup crete disque duree enchainer frequence garder gif "
    "interact lire_tableau marionnette melanger montrer mosaique neon note nouvelle_image nuancier "
    "peindre photo planche police silence video voix"
)
BANNED = "faux|erreur|échec|raté|mauvais|nul|oublié|simplement|il suffit|facile"


@pytest.mark.parametrize("name", COMMANDS.split())
def test_each_command_comes_with_the_star_and_has_a_short_french_help(name: str) -> None:
    space: dict[str, object] = {}
    exec("from atelier import *", space)
    help_text = inspect.getdoc(space[name]) or ""
    assert 20 < len(help_text.splitlines()[0]) <= 100
    assert name.isascii()
    assert name in atelier.__all__


def test_the_star_brings_nothing_else() -> None:
    space: dict[str, object] = {}
    exec("from atelier import *", space)
    assert set(space) - {"__builtins__"} == set(atelier.__all__)


def test_importing_does_not_load_what_only_some_lessons_need() -> None:
    code = (
        "import sys, atelier;"
        "print([m for m in ('av', 'ipywidgets', 'atelier.photos.parc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_text_for_learners_uses_a_banned_word(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(node.body[0].value) for node in ast.walk(tree) if has_docstring(node)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    found = [t for t in texts if " " in t and re.search(rf"\b({BANNED})\b|\(s\)", t, re.IGNORECASE)]
    assert found == []


def has_docstring(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    return (
        isinstance(body, list)
        and bool(body)
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_nothing_speaks_to_the_network(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in text
    assert "https://" not in text
    assert not re.search(r"\b(urllib\.request|requests|socket|http\.client)\b", text)
    assert "load_default" not in text
