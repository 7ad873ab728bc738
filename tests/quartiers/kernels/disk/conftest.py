"""A small disk with one learner's home on it, whose programs may try to fill it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from small_disk import small_disk

UID = 1_900_000_123
"""An account that nobody else on the machine has."""


@dataclass
class SmallDisk:
    """A mounted image; `root` is open to everybody."""

    root: Path
    programs: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def home(self) -> Path:
        """The learner's home on it."""
        return self.root / "jeunes" / "jeune-a"

    @property
    def house(self) -> Path:
        """What only the house writes to."""
        return self.root / "hub"

    def free(self) -> int:
        """Bytes left for those who are not root."""
        found = os.statvfs(self.root)
        return found.f_bavail * found.f_frsize

    def end(self) -> None:
        """End the programs."""
        for program in self.programs:
            program.kill()
            program.wait()

    def start(self, code: str, uid: int = UID) -> subprocess.Popen[str]:
        """Run Python code as a learner, between the walls every learner's process has."""
        words = ["python3", "-m", "quartiers.kernels.contain", "--uid", str(uid)]
        words += ["--home", str(self.home), "--max-file", "256", "--", "python3", "-c", code]
        source = Path(__file__).resolve().parents[4] / "src"
        env = {**os.environ, "PYTHONPATH": str(source), "HOME": str(self.home)}
        program = subprocess.Popen(
            words,
            env=env,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.programs.append(program)
        return program


MakeDisk = Callable[..., SmallDisk]


@pytest.fixture
def make_disk() -> Iterator[MakeDisk]:
    """Makes small disks; skips where this machine cannot mount any."""
    with ExitStack() as stack:

        def make(megabytes: int, *, for_root: int = 0) -> SmallDisk:
            disk = SmallDisk(stack.enter_context(small_disk(megabytes, for_root=for_root)))
            stack.callback(disk.end)
            disk.house.mkdir(mode=0o700)
            disk.home.parent.mkdir()
            disk.home.parent.chmod(0o711)
            disk.home.mkdir(mode=0o700)
            os.chown(disk.home, UID, UID)
            return disk

        yield make
