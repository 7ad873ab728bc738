"""Publish a released lesson where learners may read it, file by file, each whole at any moment."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from quartiers import durable
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import read_notebook
from quartiers.lessons.voices import voices_of

FILE_MODE, FOLDER_MODE = 0o644, 0o755
CARD, INDEX = "lecon.json", "index.json"
# What asks a gesture of the learner: the same roles as in `lab-extension/src/progress.ts`.
GESTURES = ("exemple", "quiz", "reponse", "garder", "bilan")


def publish(lesson: Lesson, released: Path, published: Path) -> Path:
    """Copy a released folder to `published/<track>/<assignment>/`, with its `lecon.json`.

    Someone reading meanwhile finds every file, old or new, never a half-written one. The notebook
    comes last, and files of an earlier version go after it.
    """
    target = published / lesson.track / lesson.assignment
    for folder in (published, target.parent, target):
        ensure_folder(folder)
    sources = {path.relative_to(released): path for path in _files(released)}
    notebook = Path(lesson.notebook.name)
    for relative in sorted(sources, key=lambda one: one == notebook):
        _folders(target, relative)
        write_whole(target / relative, sources[relative].read_bytes())
    write_json(target / CARD, card_of(lesson, released))
    for path in _files(target):
        relative = path.relative_to(target)
        if relative not in sources and relative != Path(CARD):
            path.unlink()
    return target


def write_index(published: Path, cards: list[dict[str, Any]]) -> None:
    """Write `index.json`: the cards of all published lessons, in the order of the tracks."""
    ensure_folder(published)
    write_json(published / INDEX, cards)


def card_of(lesson: Lesson, folder: Path) -> dict[str, Any]:
    """What the learner's screen needs to know of a lesson; steps are in the order met.

    `chemin` holds the steps that are walked, and counted: those that ask a gesture.
    """
    notebook = read_notebook(folder / lesson.notebook.name)
    return {
        "code": lesson.code,
        "titre": lesson.title,
        "parcours": lesson.track,
        "assignment": lesson.assignment,
        "notebook": lesson.notebook.name,
        "exercices": [
            {"num": one.number, "genre": one.kind, "titre": one.title, "etoiles": one.stars}
            for one in lesson.exercises
        ],
        "etapes": list(dict.fromkeys(cell.step for cell in notebook.cells)),
        "chemin": list(dict.fromkeys(cell.step for cell in notebook.with_role(*GESTURES))),
        "voix": voices_of(folder / lesson.media.name, notebook),
    }


def read_card(published: Path, lesson: Lesson) -> dict[str, Any] | None:
    """The card of a published lesson; empty when it cannot be read, None without publication."""
    folder = published / lesson.track / lesson.assignment
    if not folder.is_dir():
        return None
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


def is_readable(folder: Path) -> bool:
    """Whether a published lesson has its card, and no file that a power cut has emptied."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(card, dict) and all(file.stat().st_size for file in _files(folder))


def write_json(file: Path, value: Any) -> None:
    """Write readable JSON, whole."""
    write_whole(file, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


def write_whole(file: Path, data: bytes) -> None:
    """Replace a file in one go, readable by all whatever the umask; same bytes, same file."""
    if file.is_file() and file.read_bytes() == data:
        file.chmod(FILE_MODE)
        return
    durable.write_whole(file, data, FILE_MODE)


def ensure_folder(folder: Path) -> None:
    """Make a folder all may enter, whatever the umask."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)


def remove_unknown(published: Path, known: set[Path]) -> None:
    """Remove published lessons that the map no longer has."""
    for card in published.glob(f"*/*/{CARD}"):
        if card.parent not in known:
            shutil.rmtree(card.parent)


def _files(folder: Path) -> list[Path]:
    """The files of a folder; a link is not followed: it could lead anywhere."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()]


def _folders(target: Path, relative: Path) -> None:
    for parent in reversed(relative.parents[:-1]):
        ensure_folder(target / parent)
