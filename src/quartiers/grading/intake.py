"""Reading what was handed in: tolerant, bounded, and always giving a clean notebook or a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from quartiers.grading.nbfiles import new_cell, new_notebook, upgraded, written
from quartiers.grading.plain_text import storable

MOST_CELLS = 500
LONGEST_SOURCE = 200_000
KEPT_METADATA = ("nbgrader", "quartiers")


class UnreadableNotebook(Exception):
    """The bytes are no notebook: nothing in them can be judged."""


def read_handed_in(content: bytes) -> NotebookNode:
    """A fresh notebook (nbformat 4.5) with the sources and metadata of what was handed in.

    Outputs, attachments, execution counts and ids are not taken: everything runs again. Cells
    beyond `MOST_CELLS` and characters beyond `LONGEST_SOURCE` are left out. Raises
    UnreadableNotebook.
    """
    raw = _parse(content)
    cells = [_clean_cell(cell) for cell in _cells(raw)[:MOST_CELLS] if isinstance(cell, dict)]
    return new_notebook(cells)


def ensure_readable(content: bytes) -> None:
    """Raise UnreadableNotebook where `read_handed_in` would."""
    _cells(_parse(content))


class TolerantNotebookExporter(NotebookExporter):
    """nbgrader's exporter for autograding, reading with `read_handed_in`.

    The notebook is fresh and nobody else's: stock copies it twice and checks it four times.
    """

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> Any:
        """Convert the notebook at `filename`, which may come straight from a learner."""
        path = Path(filename)
        resources = ResourcesDict() if resources is None else resources
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(read_handed_in(path.read_bytes()), resources, **kwargs)

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **_kw: Any) -> Any:
        """Run the preprocessors, check the notebook, and give its JSON."""
        nb, resources = self._preprocess(nb, self._init_resources(resources))  # type: ignore[no-untyped-call]
        resources["output_suffix"] = ".nbconvert"
        return f"{written(nb)}\n", resources

    def _preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        for preprocessor in self._preprocessors:
            nb, resources = preprocessor(nb, resources)
        self._validate_preprocessor(nb, self._preprocessors[-1:])  # type: ignore[no-untyped-call]
        return nb, resources


def _parse(content: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(_decoded(content))
        if isinstance(raw, dict) and isinstance(raw.get("worksheets"), list):
            raw = upgraded(raw)
    except Exception as problem:
        raise UnreadableNotebook(f"{type(problem).__name__}: {problem}") from problem
    if not isinstance(raw, dict):
        raise UnreadableNotebook(f"a {type(raw).__name__} instead of a notebook")
    return raw


def _decoded(content: bytes) -> str:
    """UTF-8, 16 or 32, with or without a byte order mark; a byte that fits none becomes "�"."""
    return content.decode(json.detect_encoding(content), "replace")


def _cells(raw: dict[str, Any]) -> list[Any]:
    cells = raw.get("cells")
    if not isinstance(cells, list) or not cells:
        raise UnreadableNotebook("no list of cells")
    return cells


def _clean_cell(cell: dict[str, Any]) -> NotebookNode:
    metadata = cell.get("metadata")
    known = metadata if isinstance(metadata, dict) else {}
    kept = {name: known[name] for name in KEPT_METADATA if isinstance(known.get(name), dict)}
    return new_cell(str(cell.get("cell_type")), _source(cell.get("source")), kept)


def _source(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(str(line) for line in source)
    text = source if isinstance(source, str) else ""
    return storable(text[:LONGEST_SOURCE])
