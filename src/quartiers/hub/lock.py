"""One open house per data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quartiers.settings import SettingsError


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """Hold the lock while the house is open; the system frees it however the process ends."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(descriptor, file)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int, file: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace") or "inconnu"
        raise SettingsError(
            f"La maison est déjà ouverte avec le dossier {file.parent.parent} "
            f"(processus {holder}). Fermez-la d'abord avec Ctrl-C, "
            "ou prenez un autre dossier avec --donnees."
        ) from None
