"""A small disk of one's own whose power can be cut, to see what a cut really leaves.

An ext4 image is mounted through a loop device. The cut stops the file system where it stands
(`FS_IOC_SHUTDOWN` without writing the journal, as the kernel's own tests do), copies the image and
mounts the copy at the same path: its journal is replayed, what was only in memory is gone. As in
the field, a file whose bytes were not flushed comes back empty once its name was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

SHUTDOWN = 0x8004587D  # FS_IOC_SHUTDOWN
WITHOUT_THE_JOURNAL = 2
PROGRAMS = ("mkfs.ext4", "mount", "umount", "cp")


class Disk:
    """A disk mounted at `root`; close it at the end.

    `megabytes` is its size: bytes that nobody wrote take no room.
    """

    def __init__(self, megabytes: int = 256) -> None:
        """Make it and mount it, empty. RuntimeError where `why_not` says why not."""
        if reason := why_not():
            raise RuntimeError(reason)
        self._folder = Path(tempfile.mkdtemp(prefix="px-disk-"))
        self._folder.chmod(0o711)  # learners' own accounts go through it
        self.root = self._folder / "disk"
        self.root.mkdir()
        self.cuts = 0
        with self._image.open("wb") as image:
            image.truncate(megabytes * 1_000_000)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", str(self._image))
        self._mount()

    def cut(self, *, names_first: bool = True, kill: bool = True) -> list[int]:
        """Cut the power and give it back; the pids of the processes that were working there.

        `names_first` cuts after the names of new files were written and before their bytes were:
        the kernel is there for some seconds each time, so this is what one sees in the field.
        `kill` ends (SIGKILL) the processes that work on this disk, as the cut does to all; those
        left alive get input-output errors until they end.
        """
        if names_first:
            self._commit_names()
        folder = os.open(self.root, os.O_RDONLY)
        fcntl.ioctl(folder, SHUTDOWN, struct.pack("I", WITHOUT_THE_JOURNAL))
        os.close(folder)
        workers = self.workers()
        for pid in workers if kill else ():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        before = self._image
        self.cuts += 1
        _run("cp", "--sparse=always", str(before), str(self._image))
        self._unmount()
        before.unlink()
        self._mount()
        return workers

    def start_again(self) -> None:
        """Switch off and on a disk that the system no longer trusted: it is checked, as at any
        start. Who still works there is killed."""
        for pid in self.workers():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._unmount()
        # 1: errors were corrected; anything more is a disk that nobody can use
        checked = subprocess.run(["e2fsck", "-fy", str(self._image)], capture_output=True)
        if checked.returncode > 1:
            raise RuntimeError(f"e2fsck: {checked.stdout.decode()[-500:]}")
        self._mount()

    def workers(self) -> list[int]:
        """Who works on this disk (an open file, its current folder, its program), but us."""
        device = os.stat(self.root).st_dev
        found = (int(name) for name in os.listdir("/proc") if name.isdecimal())
        return [pid for pid in found if pid != os.getpid() and device in _devices_of(pid)]

    def close(self) -> None:
        """Take it all away."""
        self._unmount()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _image(self) -> Path:
        return self._folder / f"image-{self.cuts}"

    def _mount(self) -> None:
        # ext4 guesses, when a file is replaced, that its bytes matter; other systems do not.
        _run("mount", "-o", "loop,noauto_da_alloc", str(self._image), str(self.root))

    def _unmount(self) -> None:
        # Lazily: another program's namespace may hold the mount, and never look at it.
        _run("umount", "-l", str(self.root))

    def _commit_names(self) -> None:
        """Flushing one file writes the journal, with the names of all the others."""
        path = self.root / ".coupure"
        with path.open("wb") as file:
            file.write(b"1")
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


def why_not() -> str:
    """Why this machine cannot have such a disk; empty when it can."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if os.geteuid() != 0:
        return "a disk of one's own needs root"
    if missing or not Path("/dev/loop-control").exists():
        return f"this machine lacks {' '.join(missing) or 'loop devices'}"
    return ""


def _devices_of(pid: int) -> Iterator[int]:
    process = Path("/proc", str(pid))
    with suppress(OSError):
        for link in (process / "cwd", process / "exe", *(process / "fd").iterdir()):
            with suppress(OSError):
                yield link.stat().st_dev


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr.strip()}")
