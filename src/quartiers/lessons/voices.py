"""Recorded voices: `media/voix/<cell id>.mp3` reads a text, `<cell id>-1.mp3` its first hint."""

from __future__ import annotations

from pathlib import Path

from quartiers.lessons.hints import hints_of
from quartiers.lessons.notebook import Cell, Notebook

FOLDER = "voix"
FORMATS = (".mp3", ".ogg")  # every browser of the centres plays both
READ_WHOLE = ("texte", "consigne")


def recordings(media: Path) -> list[Path]:
    """The files of `media/voix`, in the order of their names."""
    folder = media / FOLDER
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def speakable(notebook: Notebook) -> dict[str, Cell]:
    """What a recording may read, by its name: each text, each instruction, each hint's sentence."""
    names: dict[str, Cell] = {}
    for cell in notebook.cells:
        if cell.role in READ_WHOLE:
            names[cell.id] = cell
        elif cell.role == "indices":
            folds = enumerate(hints_of(cell.source).folds, start=1)
            names |= {f"{cell.id}-{rank}": cell for rank, fold in folds if fold.text}
    return names


def voices_of(media: Path, notebook: Notebook) -> dict[str, str]:
    """The recordings that read something, by name; each as the notebook writes a picture's path."""
    known = speakable(notebook)
    return {
        path.stem: f"{media.name}/{FOLDER}/{path.name}"
        for path in recordings(media)
        if path.stem in known and path.suffix in FORMATS
    }
