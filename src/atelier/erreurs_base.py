"""Short French errors in three beats, for what the learners' library cannot do."""

from __future__ import annotations

import linecache
import traceback
from types import TracebackType


class ErreurAtelier(Exception):
    """A kind French message instead of a traceback.

    `phrase` holds the first two beats (what happened, what is allowed) and is what `str()` gives;
    `essaie` holds the third (what to try next). Jupyter shows the three beats and the learner's
    line; pytest and nbclient still see a real exception, of the built-in family named by the
    subclass.
    """

    def __init__(self, phrase: str, essaie: str = "") -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.essaie = essaie

    @property
    def message(self) -> str:
        """The three beats on one line."""
        return f"{self.phrase} {self.essaie}".strip()

    def _render_traceback_(self) -> list[str]:
        """Lines that IPython prints in place of the traceback."""
        where = learner_line(self.__traceback__)
        return [self.message] if where is None else [self.message, f"Ligne {where[0]} : {where[1]}"]


class ErreurIndex(ErreurAtelier, IndexError):
    """A position outside of what exists."""


class ErreurType(ErreurAtelier, TypeError):
    """A value of another kind than expected, or another number of values."""


class ErreurValeur(ErreurAtelier, ValueError):
    """A value of the right kind, outside of what is allowed."""


class ErreurCle(ErreurAtelier, KeyError):
    """A name that no one knows (a photo, a column)."""

    def __str__(self) -> str:
        return self.phrase  # KeyError would add quotes


class ErreurAttribut(ErreurAtelier, AttributeError):
    """An order that the object does not know."""


class ErreurFichier(ErreurAtelier, FileNotFoundError):
    """A file that is not there."""

    def __str__(self) -> str:
        return self.phrase  # OSError would look for an errno


def learner_line(trace: TracebackType | None) -> tuple[int, str] | None:
    """Number and text of the last line of a notebook cell in this traceback, if there is one."""
    found = None
    for frame in traceback.extract_tb(trace):
        if is_cell(frame.filename):
            text = linecache.getline(frame.filename, frame.lineno or 0).strip()
            found = (frame.lineno or 0, text) if text else found
    return found


def is_cell(filename: str) -> bool:
    """Whether this file name is one that IPython or ipykernel gives to a notebook cell."""
    return filename.startswith("<ipython-input") or "ipykernel_" in filename
