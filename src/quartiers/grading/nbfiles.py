"""A typed door to nbformat, which ships no types: the few calls grading needs."""

from __future__ import annotations

import json
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode, v4


def read_released(path: Path) -> NotebookNode:
    """A released notebook, kept in memory as long as its file does not change: not to be modified.

    Our side wrote and checked it: it is not checked again, which takes a tenth of a second.
    """
    status = path.stat()
    return _kept(path, status.st_mtime_ns, status.st_ino)


@lru_cache(maxsize=16)
def _kept(path: Path, _date: int, _inode: int) -> NotebookNode:
    return v4.reads(path.read_text(encoding="utf-8"))  # type: ignore[no-untyped-call]


def read_graded(path: Path) -> NotebookNode:
    """A notebook that `written` made, already checked."""
    return nbformat.from_dict(json.loads(path.read_bytes()))  # type: ignore[no-untyped-call]


def written(notebook: NotebookNode) -> str:
    """The JSON of a notebook on one line: indenting takes longer than all the rest of writing."""
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True)


def upgraded(raw: dict[str, Any]) -> NotebookNode:
    """An older notebook (nbformat 1 to 3) as version 4; raises on anything else."""
    return nbformat.convert(nbformat.from_dict(raw), 4)  # type: ignore[no-untyped-call]


def new_notebook(cells: list[NotebookNode]) -> NotebookNode:
    """A notebook of these cells; written out as `new_cell` is."""
    version = {"nbformat": v4.nbformat, "nbformat_minor": v4.nbformat_minor}
    return NotebookNode(**version, metadata=NotebookNode(), cells=cells)  # type: ignore[no-untyped-call]


def new_cell(kind: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """A cell of this kind; an unknown kind gives a raw cell, which never runs.

    Written out because nbformat validates each cell it makes, and the whole notebook later.
    """
    known = kind if kind in ("code", "markdown") else "raw"
    cell: dict[str, Any] = {"cell_type": known, "id": secrets.token_hex(4)}
    cell |= {"metadata": metadata, "source": source}
    if known == "code":
        cell |= {"execution_count": None, "outputs": []}
    return nbformat.from_dict(cell)  # type: ignore[no-untyped-call]


def new_result(data: dict[str, Any]) -> NotebookNode:
    """The output of a cell whose last line has this value; written out as `new_cell` is."""
    result = {"output_type": "execute_result", "metadata": {}, "data": data, "execution_count": 1}
    return nbformat.from_dict(result)  # type: ignore[no-untyped-call]


def new_error(name: str, value: str) -> NotebookNode:
    """The output of a cell that raised."""
    return v4.new_output("error", ename=name, evalue=value, traceback=[])  # type: ignore[no-untyped-call]


def node(data: dict[str, Any]) -> NotebookNode:
    """A plain dictionary as nbformat likes it."""
    return NotebookNode(data)  # type: ignore[no-untyped-call]
