"""A small disk of its own: an ext4 image, mounted, that a learner's program may try to fill."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

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
    """Makes mounted images; skips where this machine cannot mount any."""
    made: list[Path] = []
    disks: list[SmallDisk] = []

    def make(megabytes: int, *, for_root: int = 0) -> SmallDisk:
        if os.geteuid() != 0 or shutil.which("mkfs.ext4") is None:
            pytest.skip("mounting a small disk needs root and mkfs.ext4")
        place = Path(tempfile.mkdtemp(prefix="disque-", dir="/tmp"))
        place.chmod(0o711)
        image, root = place / "image", place / "m"
        root.mkdir()
        with image.open("wb") as file:
            file.truncate(megabytes << 20)
        subprocess.run(["mkfs.ext4", "-q", "-m", str(for_root), image], check=True)
        mounted = subprocess.run(["mount", "-o", "loop", image, root], capture_output=True)
        if mounted.returncode != 0:
            shutil.rmtree(place)
            pytest.skip(f"no loop device here: {mounted.stderr.decode().strip()}")
        made.append(place)
        disk = SmallDisk(root)
        for folder, mode in ((root, 0o711), (root / "jeunes", 0o711), (disk.house, 0o700)):
            folder.mkdir(exist_ok=True)
            folder.chmod(mode)
        disk.home.mkdir(mode=0o700)
        os.chown(disk.home, UID, UID)
        disks.append(disk)
        return disk

    yield make
    for disk in disks:
        for program in disk.programs:
            program.kill()
            program.wait()
    for place in made:
        subprocess.run(["umount", "-l", place / "m"], check=False)
        shutil.rmtree(place, ignore_errors=True)
