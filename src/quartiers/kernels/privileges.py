"""Giving up rights for ever: groups, uid, capabilities, set-uid programs."""

from __future__ import annotations

import ctypes
import os

PR_SET_PDEATHSIG = 1
PR_CAPBSET_DROP = 24
PR_SET_NO_NEW_PRIVS = 38
HIGHEST_CAPABILITY = 63
CAPABILITY_VERSION_3 = 0x20080522


def become(uid: int, gid: int) -> None:
    """Take another identity; no entry in /etc/passwd is needed. Root only."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def drop_capabilities() -> None:
    """Leave root no more than the files it owns: for boxes where no other uid can be used."""
    for capability in range(HIGHEST_CAPABILITY + 1):
        _libc().prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # unknown ones are refused: fine
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc().capset(header, nothing))


def refuse_new_privileges() -> None:
    """From here on, set-uid programs such as sudo give nothing."""
    _check(_libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))


def die_with_parent(signal_number: int, parent: int) -> None:
    """Ask the kernel for a signal when the parent dies, and notice that it already has.

    To be called after `become`, which forgets the wish. `parent` is the pid known before.
    """
    _check(_libc().prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0))
    if os.getppid() != parent:
        os.kill(os.getpid(), signal_number)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(answer: int) -> None:
    if answer != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
