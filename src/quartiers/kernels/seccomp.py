"""A small seccomp filter: system calls by which a learner's code would leave its place.

Landlock knows files and, lately, TCP; permissions know accounts. What neither of them holds: other
families of sockets, new namespaces (in which a learner is root, and the kernel's rarest code is
within reach), memory that outlives its owner, a hundred gigabytes of disk reserved in a second,
and calls that nothing here needs.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quartiers.kernels import namespaces

PR_SET_SECCOMP = 22
MODE_FILTER = 2
RET_ALLOW = 0x7FFF0000
RET_ERRNO = 0x00050000
LOAD_WORD, RETURN = 0x20, 0x06
JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, JUMP_IF_ANY_BIT = 0x15, 0x35, 0x45
OFFSET_NUMBER, OFFSET_ARCHITECTURE = 0, 4
OFFSET_FIRST_ARGUMENT, OFFSET_SECOND_ARGUMENT = 16, 24
X32_BIT = 0x40000000

# The numbers of the calls: x86_64, aarch64. Linux `arch/x86/entry/syscalls/syscall_64.tbl` and
# `include/uapi/asm-generic/unistd.h`.
CLONE = (56, 220)
IOCTL = (16, 29)
SOCKET, SOCKETPAIR = (41, 198), (53, 199)
# As on a kernel without them: programs know what to do then.
ABSENT = {
    "io_uring_setup": (425, 425),  # opens sockets without `socket`
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "clone3": (435, 435),  # hides its flags from us; the C library goes on with clone
    # System V memory, semaphores and queues, and POSIX queues, outlive those who make them
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
}
FORBIDDEN = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
}
# As on a file system without them: room is taken by writing only, which a watch sees in time.
UNSUPPORTED = {"fallocate": (285, 47)}
# FS_IOC_RESVSP, FS_IOC_RESVSP64 and FS_IOC_ZERO_RANGE (linux/falloc.h): `fallocate` under old names
RESERVING = (0x40305828, 0x4030582A, 0x40305839)

LOCAL_ONLY = (int(socket.AF_UNIX),)
# netlink only tells which addresses this machine has: ZeroMQ asks before it listens
INTERNET_ONLY = (int(socket.AF_INET), int(socket.AF_INET6), int(socket.AF_NETLINK))

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if not, constant


@dataclass(frozen=True)
class Processor:
    """One instruction set: its mark in the kernel's audit, and its column in the tables."""

    audit: int
    column: int


PROCESSORS = {"x86_64": Processor(0xC000003E, 0), "aarch64": Processor(0xC00000B7, 1)}


def available(machine: str | None = None) -> bool:
    """True when the filter can be written for this processor (the kernel is asked later)."""
    return (machine or platform.machine()) in PROCESSORS


def restrict(families: Sequence[int] | None) -> None:
    """Take the calls of the tables away from this process and its descendants, for ever.

    Sockets can only be of these `families`, or of any where None; others get EACCES, netlink
    EOPNOTSUPP. Needs no_new_privs. Raises OSError when the kernel refuses.
    """
    _install(compile_filter(families, PROCESSORS[platform.machine()]))


def compile_filter(families: Sequence[int] | None, processor: Processor) -> list[Instruction]:
    """The program, as classic BPF instructions (see linux/filter.h)."""
    return _resolved(list(_lines(families, processor.audit, processor.column)))


Line = tuple[int, int, str, str] | str
"""An instruction whose jumps name a label (empty: the next line), or a label."""


def _lines(families: Sequence[int] | None, audit: int, column: int) -> Iterator[Line]:
    yield LOAD_WORD, OFFSET_ARCHITECTURE, "", ""
    # another instruction set would give the calls other numbers
    yield JUMP_IF_EQUAL, audit, "", "denied"
    yield LOAD_WORD, OFFSET_NUMBER, "", ""
    yield JUMP_IF_AT_LEAST, X32_BIT, "denied", ""
    tables = ((ABSENT, "absent"), (FORBIDDEN, "forbidden"), (UNSUPPORTED, "unsupported"))
    for table, answer in tables:
        for numbers in table.values():
            yield JUMP_IF_EQUAL, numbers[column], answer, ""
    yield JUMP_IF_EQUAL, CLONE[column], "clone", ""
    yield JUMP_IF_EQUAL, IOCTL[column], "ioctl", ""
    yield JUMP_IF_EQUAL, SOCKETPAIR[column], "pair", ""
    if families is not None:
        yield JUMP_IF_EQUAL, SOCKET[column], "socket", ""
    yield RETURN, RET_ALLOW, "", ""
    yield "clone"
    yield LOAD_WORD, OFFSET_FIRST_ARGUMENT, "", ""
    yield JUMP_IF_ANY_BIT, namespaces.ANY, "forbidden", "allowed"
    yield "ioctl"
    yield LOAD_WORD, OFFSET_SECOND_ARGUMENT, "", ""
    for request in RESERVING:
        yield JUMP_IF_EQUAL, request, "unsupported", ""
    yield RETURN, RET_ALLOW, "", ""
    yield "pair"  # of Unix sockets it reaches nobody
    yield LOAD_WORD, OFFSET_FIRST_ARGUMENT, "", ""
    yield JUMP_IF_EQUAL, LOCAL_ONLY[0], "allowed", "denied"
    yield "socket"
    yield LOAD_WORD, OFFSET_FIRST_ARGUMENT, "", ""
    for family in families or ():
        yield JUMP_IF_EQUAL, family, "allowed", ""
    # ZeroMQ asks which cards there are, takes this answer for «none», and ends at any other
    yield JUMP_IF_EQUAL, int(socket.AF_NETLINK), "unsupported", ""
    for label, answer_code in (
        ("denied", RET_ERRNO | errno.EACCES),
        ("forbidden", RET_ERRNO | errno.EPERM),
        ("absent", RET_ERRNO | errno.ENOSYS),
        ("unsupported", RET_ERRNO | errno.EOPNOTSUPP),
        ("allowed", RET_ALLOW),
    ):
        yield label
        yield RETURN, answer_code, "", ""


def _resolved(lines: Sequence[Line]) -> list[Instruction]:
    """Count how far each jump goes; all of them go forwards, by 255 at most."""
    at, instructions = dict[str, int](), list[tuple[int, int, str, str]]()
    for line in lines:
        if isinstance(line, str):
            at[line] = len(instructions)
        else:
            instructions.append(line)

    def distance(here: int, label: str) -> int:
        return at[label] - here - 1 if label else 0

    return [
        (code, distance(here, yes), distance(here, no), constant)
        for here, (code, constant, yes, no) in enumerate(instructions)
    ]


def _install(code: list[Instruction]) -> None:
    packed = b"".join(struct.pack("HBBI", *instruction) for instruction in code)
    buffer = ctypes.create_string_buffer(packed, len(packed))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    program = Program(len(code), ctypes.cast(buffer, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
