"""Landlock through ctypes: the process gives up, for ever, the files it was not granted.

Constants and structures: Linux `include/uapi/linux/landlock.h`; the three system calls have the
same numbers on every architecture. Standard library only: this runs before each server starts.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_ABI_VERSION = 1
RULE_PATH_BENEATH, RULE_PORT = 1, 2

EXECUTE = 1 << 0
WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
MAKE_CHAR = 1 << 6
MAKE_BLOCK = 1 << 11
REFER = 1 << 13  # ABI 2
TRUNCATE = 1 << 14  # ABI 3
IOCTL_DEV = 1 << 15  # ABI 5
FIRST_ABI_RIGHTS = (1 << 13) - 1

BIND_TCP, CONNECT_TCP = 1, 2  # ABI 4
BIND_AND_CONNECT_TCP = BIND_TCP | CONNECT_TCP
SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11  # ABI 6

READ = READ_FILE | READ_DIR
READ_AND_RUN = READ | EXECUTE
DEVICE = READ_FILE | WRITE_FILE | IOCTL_DEV
ON_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


class _RulesetAttr(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


class _PathBeneathAttr(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"  # asked for by Python 3.14 next to _pack_; unknown and harmless before
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


class _PortAttr(ctypes.Structure):
    _fields_ = (("allowed_access", ctypes.c_uint64), ("port", ctypes.c_uint64))


@dataclass(frozen=True)
class Ports:
    """The TCP ports that are kept: `own` to listen to and to reach, `reached` to reach only."""

    own: tuple[int, ...] = ()
    reached: tuple[int, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One path (file or folder, with all it holds) and the rights kept on it."""

    path: str
    rights: int


def all_rights(abi: int) -> int:
    """Every file right that this version of Landlock can take away."""
    later = ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV))
    return FIRST_ABI_RIGHTS | sum(right for version, right in later if abi >= version)


def read_and_write(abi: int) -> int:
    """All that one does in one's own folder: no program to run, no device to create."""
    return all_rights(abi) & ~(EXECUTE | MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV)


def abi_version() -> int:
    """The version of Landlock in the running kernel; 0 when it has none or keeps it off."""
    try:
        answer = _syscall(CREATE_RULESET, None, 0, ASK_ABI_VERSION)
    except (OSError, AttributeError):
        return 0
    return max(answer, 0)


def restrict(rules: Iterable[Rule], *, abi: int, ports: Ports | None = None) -> None:
    """Keep only `rules` for this process and all its descendants.

    Needs no_new_privs. Paths that do not exist are skipped. With `ports`, no other TCP port can be
    bound or reached any more (ABI 4). From ABI 6, processes outside the domain can no longer
    be signalled nor reached by abstract Unix sockets.
    """
    handled = all_rights(abi)
    attr = _RulesetAttr(handled_access_fs=handled)
    if abi >= 4 and ports is not None:
        attr.handled_access_net = BIND_AND_CONNECT_TCP
    if abi >= 6:
        attr.scoped = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS
    ruleset = _syscall(CREATE_RULESET, ctypes.byref(attr), _attr_size(abi), 0)
    try:
        for rule in rules:
            _add_rule(ruleset, rule, handled)
        if attr.handled_access_net and ports is not None:
            _add_ports(ruleset, ports.own, BIND_AND_CONNECT_TCP)
            _add_ports(ruleset, ports.reached, CONNECT_TCP)
        _syscall(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _attr_size(abi: int) -> int:
    # Older kernels refuse fields that they do not know, even when these are zero-sized wishes.
    fields = 3 if abi >= 6 else 2 if abi >= 4 else 1
    return 8 * fields


def _add_rule(ruleset: int, rule: Rule, handled: int) -> None:
    try:
        fd = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return
    try:
        rights = rule.rights & handled
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            rights &= ON_A_FILE
        attr = _PathBeneathAttr(allowed_access=rights, parent_fd=fd)
        _syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(attr), 0)
    finally:
        os.close(fd)


def _add_ports(ruleset: int, ports: Iterable[int], rights: int) -> None:
    for port in ports:
        attr = _PortAttr(allowed_access=rights, port=port)
        _syscall(ADD_RULE, ruleset, RULE_PORT, ctypes.byref(attr), 0)


def _syscall(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    answer = int(libc.syscall(ctypes.c_long(number), *map(_as_long, arguments)))
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer


def _as_long(argument: object) -> object:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
