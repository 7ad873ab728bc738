"""The recording shell shows what a kernel would, and asks nothing where nobody can click."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from quartiers.lessons.judging.model import Output

PROGRAM = """
import json, sys
from quartiers.lessons.judging.shell import new_shell
shell = new_shell()
print(json.dumps([shell.run(source) for source in json.load(sys.stdin)]))
"""
QUIZ = "quiz('Combien ?', ['1', '2'], 't = Tortue()\\nt.avance(5)', 'len(t.traits)')"


def shown(*cells: str) -> list[list[Output]]:
    """What these cells show, in a process of its own: a shell plugs itself into its process."""
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(cells),
        capture_output=True,
        text=True,
        check=True,
    )
    outputs: list[list[Output]] = json.loads(found.stdout)
    return outputs


@pytest.mark.parametrize("source", ["1 + 1;", "1 + 1 ;  # rien"])
def test_a_semicolon_at_the_end_keeps_a_value_quiet(source: str) -> None:
    assert shown(source) == [[]]


@pytest.mark.parametrize("source", ["'a;'", "a = 1; a", "2  # fin ;"])
def test_a_semicolon_elsewhere_does_not(source: str) -> None:
    (outputs,) = shown(source)
    assert [output["output_type"] for output in outputs] == ["execute_result"]


def test_a_quiz_and_the_smileys_are_only_read_where_nobody_can_click() -> None:
    _, quiz, smileys = shown("from atelier import *", QUIZ, "bilan_smileys()")
    for outputs in (quiz, smileys):
        assert len(outputs) == 1
        assert "application/vnd.jupyter.widget-view+json" not in outputs[0]["data"]
    assert "Combien ?" in quiz[0]["data"]["text/html"]
