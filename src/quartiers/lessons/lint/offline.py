"""Rules on what leaves the machine (nothing) and where media come from (said in CREDITS.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quartiers.lessons.lint import markdown
from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.voices import recordings

ADDRESS = re.compile(r"\b(?:https?|ftp|wss?)://(?!www\.w3\.org/)[^\s\"')>]+|[\"'(]//\w+\.\w", re.I)
NETWORK = re.compile(r"\b(?:urllib|requests|httpx|aiohttp|socket|urlopen|urlretrieve|ftplib)\b")
LICENCE = re.compile(r"licence|CC[ -]|CC0|BSD|domaine public", re.IGNORECASE)
NOT_MEDIA = {"fabriquer.py", "CREDITS.md"}


@rule("sans-reseau")
def no_network(subject: Subject) -> Iterator[Seen]:
    """No address and no network module, in cells or in the script that makes the media."""
    for cell in subject.notebook.cells:
        found = ADDRESS.search(cell.source) or (cell.is_code and NETWORK.search(cell.source))
        if found:
            yield Seen(
                f"« {found.group(0)} » demande internet.",
                "La leçon marche sans réseau : mettez le fichier dans media.",
                cell,
            )
    script = subject.lesson.media / "fabriquer.py"
    if script.exists():
        text = script.read_text(encoding="utf-8")
        found = ADDRESS.search(text) or NETWORK.search(text)
        if found:
            yield Seen(
                f"« {found.group(0)} » demande internet.",
                "Fabriquez l'image ou le son sur place.",
                file=script,
            )


@rule("medias-presents")
def media_exist(subject: Subject) -> Iterator[Seen]:
    """Each picture used is in the lesson, or made by its script."""
    lesson = subject.lesson
    for cell in subject.notebook.cells:
        for picture in markdown.pictures(cell.source) if not cell.is_code else ():
            if not _available(lesson.folder, lesson.media, picture.src):
                yield Seen(
                    f"l'image {picture.src} n'existe pas.",
                    "Mettez-la dans media, ou faites-la par media/fabriquer.py.",
                    cell,
                )
    if not _available(lesson.folder, lesson.media, lesson.thumbnail):
        yield Seen(
            f"la vignette « {lesson.thumbnail} » n'existe pas.",
            "Mettez-la dans media, ou faites-la par media/fabriquer.py.",
            file=lesson.settings_file,
        )


@rule("medias-credites")
def media_credited(subject: Subject) -> Iterator[Seen]:
    """`CREDITS.md` names each media file, its author and its licence."""
    media = subject.lesson.media
    credits = media / "CREDITS.md"
    text = credits.read_text(encoding="utf-8") if credits.exists() else ""
    if not LICENCE.search(text):
        yield Seen(
            "aucune licence n'y est dite.", "Dites qui a fait quoi, et la licence.", file=credits
        )
    for name in _media_names(subject):
        if name not in text:
            yield Seen(f"{name} n'y est pas.", "Ajoutez son auteur et sa licence.", file=credits)


def _available(folder: Path, media: Path, source: str) -> bool:
    """Whether a file of the lesson is there, or named by the script that makes it."""
    target = (folder / source).resolve()
    if not source or not target.is_relative_to(folder.resolve()):
        return False
    script = media / "fabriquer.py"
    made = script.exists() and target.name in script.read_text(encoding="utf-8")
    return target.is_file() or made


def _media_names(subject: Subject) -> list[str]:
    """The files of media, and those the notebook and the settings show."""
    shown = [
        picture.src
        for cell in subject.notebook.cells
        if not cell.is_code
        for picture in markdown.pictures(cell.source)
    ]
    names = {Path(source).name for source in [*shown, subject.lesson.thumbnail] if source}
    if subject.lesson.media.is_dir():
        names |= {one.name for one in subject.lesson.media.iterdir() if one.is_file()}
    names |= {one.name for one in recordings(subject.lesson.media)}
    return sorted(names - NOT_MEDIA)
