"""What may lie in a submission's folder instead of one plain file."""

from __future__ import annotations

import json
import os
from pathlib import Path

from quartiers.grading import sentences

from .case import ALL, EVERY, Case, Shelf, Work
from .copies import Copies

CASES: list[Case] = []
shelf = Shelf(CASES)
NOTHING = {"lost": EVERY, "says": sentences.NOTHING, "notice": sentences.NOTHING}
NAME = "01_initiale_neon.ipynb"


@shelf.case(lost=ALL)
def renamed(copies: Copies) -> Work:
    """Saved as `Untitled (1).ipynb`."""
    content = json.dumps(copies.right())
    return lambda folder: _write(folder / "Untitled (1).ipynb", content)


@shelf.case(lost=ALL)
def several_notebooks(copies: Copies) -> Work:
    """The right one among drafts."""

    def put(folder: Path) -> None:
        _write(folder / "brouillon.ipynb", "{")
        _write(folder / NAME, json.dumps(copies.right()))
        _write(folder / "01_initiale_neon-Copy1.ipynb", json.dumps(copies.blank()))

    return put


@shelf.case(**NOTHING)
def link_to_the_solution(copies: Copies) -> Work:
    """A symbolic link to the teacher's notebook."""
    return lambda folder: (folder / NAME).symlink_to(copies.lesson.notebook)


@shelf.case(**NOTHING)
def link_to_passwords(copies: Copies) -> Work:
    """A symbolic link to a file of the system."""
    return lambda folder: (folder / NAME).symlink_to("/etc/passwd")


@shelf.case(**NOTHING)
def link_upwards(copies: Copies) -> Work:
    """A relative link out of the box."""
    return lambda folder: (folder / NAME).symlink_to("../../pixel.db")


@shelf.case(**NOTHING)
def pipe(copies: Copies) -> Work:
    """A named pipe: whoever reads it waits for ever."""
    return lambda folder: os.mkfifo(folder / NAME)


@shelf.case(**NOTHING)
def device(copies: Copies) -> Work:
    """A link to an endless device."""
    return lambda folder: (folder / NAME).symlink_to("/dev/zero")


@shelf.case(**NOTHING)
def folder_of_that_name(copies: Copies) -> Work:
    """A folder instead of a file."""
    return lambda folder: (folder / NAME).mkdir()


@shelf.case(**NOTHING)
def nothing_there(copies: Copies) -> Work:
    """An empty folder."""
    return lambda folder: None


@shelf.case(**NOTHING)
def huge_file(copies: Copies) -> Work:
    """A file of 400 MB (with holes: it takes no room)."""

    def put(folder: Path) -> None:
        with open(folder / NAME, "wb") as file:
            file.truncate(400_000_000)

    return put


@shelf.case(**NOTHING)
def another_kind_of_file(copies: Copies) -> Work:
    """A photo handed in."""
    return lambda folder: _write(folder / "photo.jpg", "JFIF")


def _write(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
