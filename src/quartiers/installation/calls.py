"""Running the installers: their words go to the log, their failure becomes a sentence."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from quartiers.installation.place import Place


class SetupFailure(Exception):
    """A step that could not be done; the message says in French what to do."""


def spoken(
    place: Place, command: list[str], env: Mapping[str, str] | None, cwd: Path | None
) -> Iterator[str]:
    """Run an installer; what it says goes to the log, line by line to the caller."""
    place.home.mkdir(exist_ok=True)
    with (
        open(place.log, "a", encoding="utf-8") as log,
        subprocess.Popen(
            command,
            cwd=cwd,
            env=None if env is None else dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        log.write(f"\n$ {' '.join(command)}\n")
        for line in process.stdout or ():
            log.write(line)
            yield line
        if process.wait() != 0:
            raise SetupFailure(f"La commande « {Path(command[0]).name} » s'est arrêtée.")


def call(
    place: Place,
    command: list[str],
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Run an installer to its end."""
    for _ in spoken(place, command, env, cwd):
        pass
