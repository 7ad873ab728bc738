"""Files that are cut, empty, coded or versioned in other ways."""

from __future__ import annotations

import json
from typing import Any

import nbformat

from quartiers.grading import sentences

from .case import ALL, EVERY, Case, Shelf, Work
from .copies import Copies

CASES: list[Case] = []
shelf = Shelf(CASES)
UNREADABLE = {"lost": EVERY, "says": sentences.UNREADABLE, "notice": sentences.UNREADABLE}

NOT_NOTEBOOKS = {
    "an_empty_file": b"",
    "a_single_bracket": b"{",
    "no_cell_at_all": b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
    "a_list": b"[1, 2, 3]",
    "a_picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
    "a_text": "Voilà mon travail.".encode(),
    "zeros": bytes(4096),
    "cells_that_are_a_number": b'{"cells": 12, "nbformat": 4}',
    "deeply_nested": b"[" * 200_000,
    "deeply_nested_cells": b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a_huge_number": b'{"cells": 1' + b"0" * 100_000 + b"}",
}
for _name, _bytes in NOT_NOTEBOOKS.items():
    shelf.code(_name, lambda copies, content=_bytes: content, **UNREADABLE)


def written(copy: Any) -> str:
    """The text of a notebook's file."""
    return json.dumps(copy, ensure_ascii=False)


@shelf.case(**UNREADABLE)
def truncated(copies: Copies) -> Work:
    """The disk was full: half of the file is there."""
    content = written(copies.right())
    return content[: len(content) // 2]


@shelf.case(lost=ALL)
def byte_order_mark(copies: Copies) -> Work:
    """Saved by Notepad: three bytes before the first bracket."""
    return b"\xef\xbb\xbf" + written(copies.right()).encode()


@shelf.case(lost=ALL)
def utf_16(copies: Copies) -> Work:
    """Saved in UTF-16."""
    return written(copies.right()).encode("utf-16")


@shelf.case(lost=ALL)
def windows_letters(copies: Copies) -> Work:
    """Saved in Windows-1252: accents are no longer UTF-8."""
    return written(copies.right()).encode("cp1252", "replace")


def old(copies: Copies, version: int) -> str:
    """The right answers in an older format, as Jupyter wrote it."""
    notebook = nbformat.reads(written(copies.right()), as_version=4)
    return nbformat.writes(nbformat.convert(notebook, version), version=version)


@shelf.case(lost=ALL)
def nbformat_3(copies: Copies) -> Work:
    """Saved by IPython 2: worksheets, `input` instead of `source`."""
    return old(copies, 3)


@shelf.case(lost=ALL)
def nbformat_4_0(copies: Copies) -> Work:
    """Without cell ids."""
    copy = copies.right() | {"nbformat_minor": 0}
    for cell in copy["cells"]:
        cell.pop("id", None)
    return copy


@shelf.case(lost=ALL)
def nbformat_99(copies: Copies) -> Work:
    """From a Jupyter of tomorrow."""
    return copies.right() | {"nbformat": 99, "nbformat_minor": 12, "nouveau": {"a": 1}}


@shelf.case(lost=ALL)
def nbformat_is_a_word(copies: Copies) -> Work:
    """The version is no number."""
    return copies.right() | {"nbformat": "quatre", "nbformat_minor": None}


@shelf.case(lost=ALL)
def no_metadata(copies: Copies) -> Work:
    """No notebook metadata, no kernel name."""
    copy = copies.right()
    del copy["metadata"]
    return copy


@shelf.case(lost=ALL)
def other_kernel(copies: Copies) -> Work:
    """A kernel this machine does not have."""
    copy = copies.right()
    copy["metadata"]["kernelspec"] = {"name": "../../bin/sh", "display_name": "R", "language": "R"}
    return copy


@shelf.case(lost=ALL)
def metadata_of_any_kind(copies: Copies) -> Work:
    """Foreign cells whose metadata and sources are not what they should be."""
    copy = copies.right()
    oddities: list[Any] = [None, 12, [], {}, {"cell_type": "code"}, {"cell_type": 3, "source": {}}]
    oddities += [{"cell_type": "code", "metadata": [1], "source": [1, None], "outputs": "non"}]
    copy["cells"] = [*oddities, *copy["cells"]]
    return copy


@shelf.case(lost=ALL)
def outputs_of_any_kind(copies: Copies) -> Work:
    """Outputs that no Jupyter ever wrote."""
    copy = copies.right()
    for cell in copy["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [None, 3, {"output_type": "surprise"}, {"data": []}]
            cell["execution_count"] = "mille"
    return copy


@shelf.case(lost=ALL)
def twin_keys(copies: Copies) -> Work:
    """The file holds `cells` twice: the last one counts, as for Jupyter."""
    return '{"cells": [], ' + written(copies.right()).lstrip()[1:]
