"""Which walls this machine can raise around a learner's processes, and what to say of them."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from quartiers.kernels import landlock

PORTS_FROM = 4  # the version of Landlock that knows ports


@dataclass(frozen=True)
class Containment:
    """The strongest means found on this machine.

    `own_uid`: each learner gets a Unix uid. `landlock_abi`: 0 when the kernel has no Landlock.
    `closed`: the folder that keeps the learners' uids out of our own files, if any.
    `sentence` is French, for the adult who starts the platform. `usable` is False when learners'
    code would run as an uncontained root: then nothing may be started.
    """

    own_uid: bool
    landlock_abi: int
    sentence: str
    closed: Path | None = None
    usable: bool = True


def available(paths: Iterable[Path] = ()) -> Containment:
    """Look at this machine: are we root, is Landlock on, can other uids reach `paths`.

    Our interpreter, its packages and this repository's `src` are always among the paths.
    """
    closed = next(filter(None, map(closed_folder, [*own_folders(), *paths])), None)
    return strongest(os.geteuid() == 0, landlock.abi_version(), closed)


def strongest(root: bool, abi: int, closed: Path | None) -> Containment:
    """Choose among the means; pure. `closed` matters only to root."""
    own_uid = root and closed is None
    sentence = " ".join(_sentences(root, own_uid, abi, closed))
    usable = own_uid or abi > 0 or not root
    return Containment(own_uid, abi, sentence, closed if root else None, usable)


def own_folders() -> list[Path]:
    """What every contained Python must read: interpreter, environment, our sources."""
    sources = Path(__file__).resolve().parents[2]
    prefixes = (sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(_real_python()))
    return list(dict.fromkeys([*map(Path, prefixes), sources]))


def closed_folder(path: Path) -> Path | None:
    """The first folder on the way to `path`, itself included, that other uids cannot enter."""
    folders = [folder for folder in (*reversed(path.parents), path) if folder.is_dir()]
    return next((folder for folder in folders if not _open_to_others(folder)), None)


def _open_to_others(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)


def _real_python() -> str:
    return os.path.realpath(sys.executable)


def _sentences(root: bool, own_uid: bool, abi: int, closed: Path | None) -> Iterable[str]:
    if own_uid:
        yield "Protection : chaque jeune a son propre compte et son dossier fermé aux autres."
        yield from _own_uid_details(abi)
        return
    if abi:
        yield "Protection : chaque jeune est enfermé dans son dossier par Landlock,"
        yield "mais tous partagent un seul compte de la machine."
        if abi < 6:
            yield "Cette version du noyau ne les empêche pas d'arrêter les programmes des autres."
    elif root:
        yield "Aucune protection possible ici : le code des jeunes tournerait avec tous les droits."
    else:
        yield "Protection : aucune entre les jeunes. Un jeune peut lire les fichiers des autres."
    if abi < PORTS_FROM and (abi or not root):
        yield "Un atelier peut joindre le réseau du centre."
    yield _what_to_do(root, closed)


def _own_uid_details(abi: int) -> Iterable[str]:
    if abi:
        yield f"Landlock (version {abi}) lui cache aussi le reste de la machine."
    else:
        yield "Le noyau n'a pas Landlock : les corrigés du dossier courses restent lisibles."


def _what_to_do(root: bool, closed: Path | None) -> str:
    if root and closed:
        return (
            f"Le dossier {closed} est fermé aux autres comptes : placez les Quartiers du Pixel "
            f"dans un dossier ouvert, par exemple /opt, ou tapez : chmod o+x '{closed}'."
        )
    return "Pour une protection plus forte, lancez-moi avec sudo."
