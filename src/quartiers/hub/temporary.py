"""Where temporary folders may lie: where the machine wants them, if Unix sockets fit in there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from quartiers.installation.python import is_reached_by_all
from quartiers.settings import SettingsError

# A socket's path ends at 107 bytes; a kernel's, below this folder, takes 72 of them:
# /px-abcdefgh/1234567/r/kernel-6f1c0c5e-3f0a-4b5e-9c57-2b1f6a1de0aa-ipc-1
LONGEST = 107 - 72
USUAL = (Path("/tmp"), Path("/var/tmp"))
NOWHERE = (
    "Je ne trouve aucun dossier temporaire qui convienne ({tried}). Il m'en faut un où écrire, "
    f"que tous peuvent traverser, et dont le chemin a {LONGEST} caractères au plus. "
    "Essayez : TMPDIR=/var/tmp"
)


def temporary_parent() -> Path:
    """The folder in which to make temporary ones: TMPDIR's, or the next best.

    SettingsError where there is none.
    """
    wanted = [Path(os.environ[name]) for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    everybody = os.geteuid() == 0  # learners' servers then have accounts of their own
    return choose([*wanted, Path(tempfile.gettempdir()), *USUAL], lambda f: _suits(f, everybody))


def choose(candidates: Iterable[Path], suits: Callable[[Path], bool]) -> Path:
    """The first folder that is short enough and suits; SettingsError."""
    tried = list(dict.fromkeys(folder.absolute() for folder in candidates))
    for folder in tried:
        if len(os.fsencode(folder)) <= LONGEST and suits(folder):
            return folder
    raise SettingsError(NOWHERE.format(tried=", ".join(map(str, tried))))


def _suits(folder: Path, everybody: bool) -> bool:
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        return False
    return not everybody or is_reached_by_all(folder.resolve())
