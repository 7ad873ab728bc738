"""A small seccomp filter: `socket()` only gives the address families that were granted.

Landlock knows TCP alone; this also closes UDP, raw and netlink sockets, or, where learners share
one Unix account, the Unix sockets by which a desktop session would run programs for them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct

PR_SET_SECCOMP = 22
MODE_FILTER = 2
RET_ALLOW = 0x7FFF0000
RET_ERRNO = 0x00050000
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
OFFSET_NUMBER, OFFSET_ARCHITECTURE, OFFSET_FIRST_ARGUMENT = 0, 4, 16
X32_BIT = 0x40000000

# (audit architecture, number of socket(2), number of io_uring_setup(2))
ARCHITECTURES = {
    "x86_64": (0xC000003E, 41, 425),
    "aarch64": (0xC00000B7, 198, 425),
}
Instruction = tuple[int, int, int, int]  # code, jump if true, jump if not, constant


def available(machine: str | None = None) -> bool:
    """True when the filter can be written for this processor (the kernel is asked later)."""
    return (machine or platform.machine()) in ARCHITECTURES


def allow_sockets(families: tuple[int, ...]) -> None:
    """Let this process and its descendants open sockets of these families only.

    Others get EACCES. io_uring, which opens sockets by another way, gets ENOSYS.
    Needs no_new_privs. Raises OSError when the kernel refuses.
    """
    code = compile_filter(families, *ARCHITECTURES[platform.machine()])
    install(code)


def compile_filter(
    families: tuple[int, ...], architecture: int, socket_call: int, uring_call: int
) -> list[Instruction]:
    """The program, as classic BPF instructions (see linux/filter.h)."""
    denied = (RETURN, 0, 0, RET_ERRNO | errno.EACCES)
    absent = (RETURN, 0, 0, RET_ERRNO | errno.ENOSYS)
    allowed = (RETURN, 0, 0, RET_ALLOW)
    return [
        (LOAD_WORD, 0, 0, OFFSET_ARCHITECTURE),
        (JUMP_IF_EQUAL, 1, 0, architecture),
        denied,  # another instruction set would give the calls other numbers
        (LOAD_WORD, 0, 0, OFFSET_NUMBER),
        (JUMP_IF_AT_LEAST, 0, 1, X32_BIT),
        denied,
        (JUMP_IF_EQUAL, 0, 1, uring_call),
        absent,
        (JUMP_IF_EQUAL, 1, 0, socket_call),
        allowed,
        (LOAD_WORD, 0, 0, OFFSET_FIRST_ARGUMENT),
        *((JUMP_IF_EQUAL, len(families) - i, 0, family) for i, family in enumerate(families)),
        denied,
        allowed,
    ]


def install(code: list[Instruction]) -> None:
    """Add a filter to those of this process. Needs no_new_privs. OSError."""
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    buffer = ctypes.create_string_buffer(packed, len(packed))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    program = Program(len(code), ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


LOCAL_ONLY = (int(socket.AF_UNIX),)
# netlink only tells which addresses this machine has: ZeroMQ asks before it listens
INTERNET_ONLY = (int(socket.AF_INET), int(socket.AF_INET6), int(socket.AF_NETLINK))
