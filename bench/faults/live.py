"""A live house that may be broken in every way: `./pixel ouvrir` in a process of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from quartiers.hub.ports import any_free_port
from quartiers.hub.workshops_port import port_in_use
from quartiers.settings import Settings

PASSWORD = "quatre mots bien longs"
OPEN_SECONDS, CLOSE_SECONDS = 240, 150
ACCOUNTS = 150_000  # a house's accounts: nothing else on this machine has these uids


class Refused(Exception):
    """The house would not open; the message is what it said."""


@dataclass
class House:
    """`folder` is thrown away at the end; `data` may be on a disk of its own."""

    folder: Path
    data: Path
    words: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=any_free_port)
    uid_base: int = field(default_factory=lambda: secrets.randbelow(900) * 200_000 + 10**7)
    process: subprocess.Popen[bytes] | None = None

    @property
    def settings(self) -> Settings:
        """As the house itself understands them."""
        return Settings(data=self.data, port=self.port, centre="Alma", uid_base=self.uid_base)

    @property
    def url(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def workshops(self) -> str:
        """Where learners' servers answer: another web origin."""
        return f"http://127.0.0.1:{self.workshops_port}"

    @property
    def workshops_port(self) -> int:
        """Its port, chosen when the house opens."""
        return port_in_use(self.settings)

    @property
    def journal(self) -> Path:
        """What the adult reads in the terminal, since the last start."""
        return self.folder / "terminal"

    def command(self, *more: str) -> list[str]:
        """What the adult types."""
        password = self.folder / "mot-de-passe"
        password.write_text(PASSWORD)
        words = [*self.before, sys.executable, "-m", "quartiers", "ouvrir", "--centre", "Alma"]
        words += ["--port", str(self.port), "--donnees", str(self.data)]
        words += ["--animateur", "samia", "--mot-de-passe-fichier", str(password)]
        return [*words, *self.words, *more]

    def run(self, terminal: Path, *more: str) -> subprocess.Popen[bytes]:
        """Type it; what it says goes to `terminal`."""
        accounts = {"QUARTIERS_UID_BASE": str(self.uid_base)}
        with terminal.open("wb") as said:
            return subprocess.Popen(
                self.command(*more),
                env=os.environ | accounts | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def open(self) -> None:
        """Open it and wait until it says so; Refused with its own words."""
        self.process = self.run(self.journal)
        limit = time.monotonic() + OPEN_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            if "Pour fermer" in self.said():
                return
            time.sleep(0.1)
        raise Refused(self.said())

    def said(self) -> str:
        """The adult's terminal."""
        return self.journal.read_text(errors="replace") if self.journal.exists() else ""

    def is_open(self) -> bool:
        """Whether the command still runs."""
        return self.process is not None and self.process.poll() is None

    def close(self) -> None:
        """Ctrl + C."""
        if self.process is not None and self.is_open():
            self.process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(CLOSE_SECONDS)
        self.kill_everything()

    def kill_everything(self) -> None:
        """As when the power goes: everything at once, the learners' servers too."""
        found = [process.pid for process in self.processes()]
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in found:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
        if self.process is not None:
            self.process.wait()
        limit = time.monotonic() + 10
        while self.processes() and time.monotonic() < limit:
            time.sleep(0.05)

    def processes(self) -> list[psutil.Process]:
        """All that runs for this house: its own programs, its learners', and their children."""
        found: dict[int, psutil.Process] = {}
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.pid not in found and self._is_ours(process):
                    kin = [process, *process.children(recursive=True)]
                    found |= {one.pid: one for one in kin}
        return [one for one in found.values() if _lives(one) and one.pid != os.getpid()]

    def erase(self) -> None:
        """Leave nothing."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _is_ours(self, process: psutil.Process) -> bool:
        if self.process is not None and process.pid == self.process.pid:
            return True
        theirs = range(self.uid_base, self.uid_base + ACCOUNTS)
        return process.uids().real in theirs or self._writes_in_our_logs(process.pid)

    def _writes_in_our_logs(self, pid: int) -> bool:
        with suppress(OSError):
            return os.readlink(f"/proc/{pid}/fd/2").startswith(str(self.settings.logs))
        return False


def _lives(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False
