"""Whether an answer cell was begun: whether it says anything else than what was given."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterator
from functools import lru_cache

from nbformat import NotebookNode

LONGEST_LOOKED_AT = 20_000
"""Letters: nobody writes so much without beginning, and reading words takes time."""
BROKEN = (tokenize.TokenError, SyntaxError)
EMPTY = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.ENCODING, tokenize.ENDMARKER})
SHAPES = frozenset({tokenize.INDENT, tokenize.DEDENT, tokenize.NEWLINE})
Words = tuple[tuple[int, str], ...]


def is_begun(cell: NotebookNode, given: NotebookNode) -> bool:
    """Whether `cell` is another answer than `given`, spaces and comments aside.

    What indents or unindents a line is no mere space: a repair may be nothing else.
    """
    mine, theirs = cell.source.strip(), given.source.strip()
    if mine == theirs:
        return False
    if given.cell_type != "code" or len(mine) > LONGEST_LOOKED_AT:
        return True
    return _words(mine) != _given_words(theirs)


@lru_cache(maxsize=256)
def _given_words(source: str) -> Words:
    return _words(source)


def _words(source: str) -> Words:
    return tuple(_read(source))


def _read(source: str) -> Iterator[tuple[int, str]]:
    """The words of a cell, up to the first one that Python cannot read: a starter may be broken."""
    try:
        for one in tokenize.generate_tokens(io.StringIO(f"{source}\n").readline):
            if one.type not in EMPTY:
                yield one.type, "" if one.type in SHAPES else one.string
    except BROKEN as trouble:
        yield tokenize.ERRORTOKEN, str(trouble.args[0])
