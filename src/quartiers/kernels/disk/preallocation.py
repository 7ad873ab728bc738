"""A small seccomp filter: nobody takes a gigabyte of the disk by one system call.

`fallocate` and its older ways by `ioctl` take room without writing it, a hundred gigabytes a
second: no watch would come in time. Programs that use them write instead when they are not there.
"""

from __future__ import annotations

import errno
import platform

from quartiers.kernels import seccomp

# (number of fallocate(2), of ioctl(2))
CALLS = {"x86_64": (285, 16), "aarch64": (47, 29)}
OFFSET_SECOND_ARGUMENT = 24
# FS_IOC_RESVSP, FS_IOC_RESVSP64 and FS_IOC_ZERO_RANGE (linux/falloc.h): `fallocate` under old names
RESERVING = (0x40305828, 0x4030582A, 0x40305839)


def refuse() -> None:
    """From here on, for this process and its descendants, room is taken by writing only.

    Nothing happens on a processor whose numbers are unknown, nor where the kernel has no filters:
    the watch is then alone. Needs no_new_privs. OSError when the kernel refuses.
    """
    machine = platform.machine()
    if machine not in CALLS or not seccomp.available(machine):
        return
    architecture, _, uring = seccomp.ARCHITECTURES[machine]
    try:
        seccomp.install(compile_filter(architecture, uring, *CALLS[machine]))
    except OSError as reason:
        if reason.errno != errno.EINVAL:
            raise


def compile_filter(
    architecture: int, uring_call: int, fallocate_call: int, ioctl_call: int
) -> list[seccomp.Instruction]:
    """The program, as classic BPF instructions; io_uring, another way to the same, is absent."""
    allowed = (seccomp.RETURN, 0, 0, seccomp.RET_ALLOW)
    denied, absent, unsupported = (
        (seccomp.RETURN, 0, 0, seccomp.RET_ERRNO | number)
        for number in (errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP)
    )
    return [
        (seccomp.LOAD_WORD, 0, 0, seccomp.OFFSET_ARCHITECTURE),
        (seccomp.JUMP_IF_EQUAL, 1, 0, architecture),
        denied,  # another instruction set would give the calls other numbers
        (seccomp.LOAD_WORD, 0, 0, seccomp.OFFSET_NUMBER),
        (seccomp.JUMP_IF_AT_LEAST, 0, 1, seccomp.X32_BIT),
        denied,
        (seccomp.JUMP_IF_EQUAL, 0, 1, uring_call),
        absent,
        (seccomp.JUMP_IF_EQUAL, 0, 1, fallocate_call),
        unsupported,
        (seccomp.JUMP_IF_EQUAL, 1, 0, ioctl_call),
        allowed,
        (seccomp.LOAD_WORD, 0, 0, OFFSET_SECOND_ARGUMENT),
        *((seccomp.JUMP_IF_EQUAL, len(RESERVING) - i, 0, one) for i, one in enumerate(RESERVING)),
        allowed,
        unsupported,
    ]
