"""Read a hints cell: three folds, the last one a puzzle of lines, or of pieces of one line."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

FOLD = re.compile(r"<details\b[^>]*>(.*?)</details>", re.DOTALL | re.IGNORECASE)
SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
PRE = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL | re.IGNORECASE)
PIECES = re.compile(r"<pre\b[^>]*\bmorceaux\b", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Hint:
    """One fold: its title, its sentence (without any `<pre>`) and its lines of code.

    `one_line` says that these are pieces of one line: `<pre class="morceaux">`.
    """

    title: str
    text: str
    lines: tuple[str, ...]
    one_line: bool = False


@dataclass(frozen=True)
class Hints:
    """The folds of a cell, in order."""

    folds: tuple[Hint, ...]

    @property
    def puzzle(self) -> tuple[str, ...]:
        """The lines of the last fold, empty when it has none."""
        return self.folds[-1].lines if self.folds else ()

    @property
    def one_line(self) -> bool:
        """Whether the puzzle's lines are pieces of one line."""
        return bool(self.folds) and self.folds[-1].one_line


def hints_of(source: str) -> Hints:
    """Read the folds of a markdown cell."""
    return Hints(tuple(_hint(body) for body in FOLD.findall(source)))


def _hint(body: str) -> Hint:
    summary = SUMMARY.search(body)
    rest = SUMMARY.sub("", body)
    code = "\n".join(_plain(block) for block in PRE.findall(rest))
    lines = tuple(line for line in code.split("\n") if line.strip())
    return Hint(
        title=_plain(summary.group(1)).strip() if summary else "",
        text=_plain(PRE.sub("", rest)).strip(),
        lines=lines,
        one_line=bool(PIECES.search(rest)),
    )


def _plain(markup: str) -> str:
    return html.unescape(TAG.sub("", markup))
