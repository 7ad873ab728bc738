"""All that an adult put into a folder: files with readable names, zips opened, leftovers aside.

Nothing is read before it is asked for, and nothing is written.
"""

from __future__ import annotations

import os
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from quartiers.grading.inbox import NothingHandedIn, Obstacle, read_plain_file

LARGEST = 40_000_000
"""Bytes of one file: what it shows may be heavy, only its answers are kept."""
DEEPEST = 5
MOST_FILES = 5_000
LEFTOVERS = frozenset({"__macosx", "__pycache__", "thumbs.db", "desktop.ini", "etoiles.csv"})
HIDDEN = (".", "~$", "$")
UTF_8 = 0x800  # a zip says so of its names

TOO_BIG = "pèse plus de {size} Mo. La correction en lit {size}. Enlevez ses images et ses sons."
CLOSED = "ne s'ouvre pas avec ce compte. Changez ses droits, ou copiez-le ailleurs."
A_LINK = "est un raccourci. Mettez le fichier lui-même dans le dossier."
NO_FILE = "n'est pas un fichier. Enlevez-le du dossier."
DAMAGED = "ne se lit pas : le disque ou la clé est peut-être abîmé. Copiez-le de nouveau."
BAD_ZIP = "est une archive abîmée ou incomplète. Envoyez-la de nouveau, ou ouvrez-la d'abord."
SECRET_ZIP = "est une archive protégée par un mot de passe. Ouvrez-la d'abord."
SENTENCES: dict[Obstacle, str] = {
    "link": A_LINK,
    "closed": CLOSED,
    "kind": NO_FILE,
    "size": TOO_BIG.format(size=LARGEST // 1_000_000),
    "away": DAMAGED,
    "missing": DAMAGED,
    "damaged": DAMAGED,
}
ZIP_TROUBLES = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError)


class Unread(Exception):
    """This file cannot be read; the message ends a French sentence that its name begins."""


@dataclass(frozen=True)
class Piece:
    """One file: the folders it is in, from the outermost, its name, and how to read it.

    `read` raises Unread. `changed` is when it was last written, in seconds, to compare only.
    """

    folders: tuple[str, ...]
    name: str
    read: Callable[[], bytes]
    changed: float = 0.0

    @property
    def label(self) -> str:
        """Where it is, as an adult sees it."""
        return "/".join((*self.folders, self.name))


def gather(folder: Path) -> list[Piece]:
    """The files of a folder and of the folders and zips in it, at most `MOST_FILES`, by name.

    A notebook or a zip alone is taken as well.
    """
    alone = folder.is_file()
    found = _file(folder, readable(folder.name), ()) if alone else _in_folder(folder, ())
    return list(islice(found, MOST_FILES))


def readable(name: str) -> str:
    """A file's name as people write it: accents in one piece, no control letter, any script.

    A name in the letters of an old Windows is read as such.
    """
    text = os.fsencode(name).decode("utf-8", "surrogateescape")
    if any("\udc80" <= letter <= "\udcff" for letter in text):
        text = os.fsencode(name).decode("cp1252", "replace")
    whole = unicodedata.normalize("NFC", text)
    return "".join(" " if unicodedata.category(one)[0] == "C" else one for one in whole).strip()


def is_leftover(name: str) -> bool:
    """Whether a system, an editor or we put it there: nobody's work."""
    return name.startswith(HIDDEN) or name.casefold() in LEFTOVERS


def _in_folder(folder: Path, above: tuple[str, ...]) -> Iterator[Piece]:
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        yield Piece(above[:-1], above[-1] if above else readable(folder.name), _refusal(CLOSED))
        return
    for entry in entries:
        if is_leftover(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            if len(above) < DEEPEST:
                yield from _in_folder(Path(entry.path), (*above, readable(entry.name)))
        else:
            yield from _file(Path(entry.path), readable(entry.name), above)


def _file(path: Path, name: str, above: tuple[str, ...]) -> Iterator[Piece]:
    if name.casefold().endswith(".zip") and path.is_file() and not path.is_symlink():
        yield from _in_zip(path, above, name)
        return
    yield Piece(above, name, partial(_content, path), path.lstat().st_mtime)


def _content(path: Path) -> bytes:
    try:
        return read_plain_file(path, LARGEST)
    except NothingHandedIn as refusal:
        raise Unread(SENTENCES[refusal.why]) from refusal


def _in_zip(path: Path, above: tuple[str, ...], name: str) -> Iterator[Piece]:
    """The notebooks of a zip, as if it were a folder of that name."""
    try:
        with zipfile.ZipFile(path) as opened:
            found = [one for one in opened.infolist() if not one.is_dir()]
    except PermissionError:
        yield Piece(above, name, _refusal(CLOSED))
        return
    except ZIP_TROUBLES:
        yield Piece(above, name, _refusal(BAD_ZIP))
        return
    inside = (*above, Path(name).stem)
    for one in sorted(found[:MOST_FILES], key=_name_inside):
        *folders, last = [part for part in _name_inside(one).split("/") if part] or [""]
        if last and not any(map(is_leftover, (*folders, last))):
            place = (*inside, *folders)[: DEEPEST + 1]
            yield Piece(place, last, partial(_unzipped, path, one.filename))


def _name_inside(entry: zipfile.ZipInfo) -> str:
    """A phone or a Mac writes UTF-8 without saying so."""
    if entry.flag_bits & UTF_8:
        return readable(entry.filename)
    try:
        return readable(entry.filename.encode("cp437").decode("utf-8"))
    except UnicodeError:
        return readable(entry.filename)


def _unzipped(path: Path, name: str) -> bytes:
    try:
        with zipfile.ZipFile(path) as opened, opened.open(name) as file:
            content = file.read(LARGEST + 1)
    except RuntimeError as secret:
        raise Unread(SECRET_ZIP) from secret
    except (*ZIP_TROUBLES, KeyError) as trouble:
        raise Unread(BAD_ZIP) from trouble
    if len(content) > LARGEST:
        raise Unread(SENTENCES["size"])
    return content


def _refusal(sentence: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise Unread(sentence)

    return read
