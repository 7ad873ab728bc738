"""Namespaces: what bubblewrap gives, entered by a process of ours that stays warm.

bubblewrap starts a program, and a program that starts has nothing warm. The same system calls
are made here by the process itself, before it forks what runs a learner's code. Standard library
only. Constants: Linux `include/uapi/linux/sched.h` and `mount.h`.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Literal

from quartiers.kernels import privileges

Level = Literal["all", "network", "none"]

NEW_MOUNTS, NEW_NAME, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PIDS, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000
NEW_GROUPS = 0x02000000
ANY = NEW_MOUNTS | NEW_GROUPS | NEW_NAME | NEW_IPC | NEW_USER | NEW_PIDS | NEW_NETWORK
ALONE = NEW_NETWORK | NEW_IPC | NEW_NAME
EVERYTHING = ALONE | NEW_MOUNTS | NEW_PIDS

FOLDER_AGAIN = 4096  # MS_BIND
FOLLOWER_AND_BELOW = 0x4000 | (1 << 19)  # MS_REC | MS_SLAVE
PRIVATE_AND_BELOW = 0x4000 | (1 << 18)  # MS_REC | MS_PRIVATE
NO_SUID_DEVICE_PROGRAM = 2 | 4 | 8
NAME = "pixel"
# Of a `/proc`: who may not look into a process does not see it at all. By this name, it is refused
# by the kernels before 5.8, which would change that of the whole machine.
ONES_OWN_ONLY = b"hidepid=invisible"
# Where other programs of the machine listen (D-Bus, Docker, the adult's screen) or share memory.
HIDDEN = ("/run", "/dev/shm", "/tmp/.X11-unix", "/tmp/.ICE-unix")
IPC_CEILINGS = {
    "kernel/shmmni": "0",
    "kernel/msgmni": "0",
    "kernel/sem": "0 0 0 0",
    "fs/mqueue/queues_max": "0",
}


@cache
def strongest() -> Level:
    """What this machine offers, tried in a child that ends at once.

    "all": no network, no other process, no shared memory, a `/proc` of its own. "network": all
    but the processes and `/proc`. "none": the machine or its container refuses.
    """
    if _works(lambda: enter_all(lambda: None)):
        return "all"
    return "network" if _works(enter_network) else "none"


@cache
def hides_processes() -> bool:
    """Whether root may give a server a `/proc` of its own processes only; tried in a child."""

    def hide() -> None:
        unshare(NEW_MOUNTS)
        _keep_mounts(PRIVATE_AND_BELOW)
        _mount_proc(ONES_OWN_ONLY)

    return _works(hide)


def enter_network() -> None:
    """From now on no network (not even the machine's own), no abstract socket and no shared
    memory of others. Raises OSError where this is refused.
    """
    unshare(ALONE)
    socket.sethostname(NAME)


def enter_quietly(empty: Path, needed: Iterable[Path]) -> None:
    """From now on no network, no abstract socket and no shared memory of others, `empty` in the
    place of the folders `HIDDEN` in which nothing `needed` is, and in `/proc` one's own processes
    only; as far as that is allowed.

    Root only, which then has to give its rights up. 1.3 ms and 150 kB of the kernel's memory.
    """
    with suppress(OSError):
        unshare(NEW_NETWORK | NEW_IPC)
    with suppress(OSError):
        unshare(NEW_MOUNTS)
        # what the machine unmounts goes from here too: nobody keeps a disk from being taken away
        _keep_mounts(FOLLOWER_AND_BELOW)
        for folder in to_hide(needed):
            place = os.fsencode(folder)
            _check(_libc().mount(bytes(empty), place, None, ctypes.c_ulong(FOLDER_AGAIN), None))
        _mount_proc(ONES_OWN_ONLY)


def to_hide(needed: Iterable[Path]) -> list[Path]:
    """The folders of `HIDDEN` that exist and hold nothing `needed`."""
    kept = {parent for path in needed for parent in (path, *path.parents)}
    return [path for path in map(Path, HIDDEN) if path.is_dir() and path not in kept]


def enter_all(inside: Callable[[], None]) -> int:
    """Run `inside` as the first process of new namespaces; its exit status.

    When it ends, or we do, whatever was started in there is killed by the kernel. Raises OSError
    where this is refused.
    """
    unshare(EVERYTHING)
    socket.sethostname(NAME)
    first = os.fork()
    if first == 0:
        status = 1
        try:
            privileges.die_with_parent(signal.SIGKILL, os.getppid())
            _keep_mounts(PRIVATE_AND_BELOW)
            _mount_proc()
            _refuse_shared_memory()
            inside()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(first, 0)[1])


def unshare(flags: int) -> None:
    """Leave the machine's namespaces; without root, by way of a user namespace of our own."""
    uid, gid = os.geteuid(), os.getegid()
    if uid == 0:
        _check(_libc().unshare(flags))
        return
    _check(_libc().unshare(flags | NEW_USER))
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)


def _keep_mounts(how: int) -> None:
    """Nothing mounted from here on is seen outside."""
    _check(_libc().mount(None, b"/", None, ctypes.c_ulong(how), None))


def _mount_proc(options: bytes | None = None) -> None:
    """Show only the processes of this namespace, and as `options` say."""
    flags = ctypes.c_ulong(NO_SUID_DEVICE_PROGRAM)
    _check(_libc().mount(b"proc", b"/proc", b"proc", flags, options))


def _refuse_shared_memory() -> None:
    """No System V object and no message queue: one submission would find what another left."""
    for place, nothing in IPC_CEILINGS.items():
        with suppress(OSError):  # an older kernel lets only root lower these
            Path("/proc/sys", place).write_text(nothing, encoding="ascii")


def _works(gesture: Callable[[], object]) -> bool:
    """Whether a gesture succeeds, in a child."""
    child = os.fork()
    if child == 0:
        status = 1
        with suppress(BaseException):
            status = 0 if gesture() in (None, 0) else 1
        os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(answer: int) -> None:
    if answer != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
