"""The socket filter, run by a small interpreter of its instructions."""

from __future__ import annotations

import errno
import socket

import pytest

from quartiers.kernels import seccomp

AUDIT, SOCKET, URING = seccomp.ARCHITECTURES["x86_64"]
DENIED = seccomp.RET_ERRNO | errno.EACCES


def judge(families: tuple[int, ...], call: int, first: int = 0, audit: int = AUDIT) -> int:
    """What the filter answers to a system call."""
    data = {
        seccomp.OFFSET_ARCHITECTURE: audit,
        seccomp.OFFSET_NUMBER: call,
        seccomp.OFFSET_FIRST_ARGUMENT: first,
    }
    code = seccomp.compile_filter(families, AUDIT, SOCKET, URING)
    at, word = 0, 0
    while True:
        kind, yes, no, constant = code[at]
        at += 1
        if kind == seccomp.RETURN:
            return constant
        if kind == seccomp.LOAD_WORD:
            word = data[constant]
        elif kind == seccomp.JUMP_IF_EQUAL:
            at += yes if word == constant else no
        else:
            at += yes if word >= constant else no


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK])
def test_local_only_refuses_every_other_family(family: int) -> None:
    assert judge(seccomp.LOCAL_ONLY, SOCKET, family) == DENIED
    assert judge(seccomp.LOCAL_ONLY, SOCKET, socket.AF_UNIX) == seccomp.RET_ALLOW


def test_internet_only_refuses_unix_sockets() -> None:
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_UNIX) == DENIED
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_INET) == seccomp.RET_ALLOW
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_INET6) == seccomp.RET_ALLOW


def test_no_family_at_all_is_a_choice() -> None:
    assert judge((), SOCKET, socket.AF_UNIX) == DENIED


def test_other_calls_are_let_through() -> None:
    assert judge(seccomp.LOCAL_ONLY, 0) == seccomp.RET_ALLOW


def test_the_other_ways_to_a_socket_are_closed() -> None:
    assert judge(seccomp.LOCAL_ONLY, URING) == seccomp.RET_ERRNO | errno.ENOSYS
    assert judge(seccomp.LOCAL_ONLY, SOCKET | seccomp.X32_BIT, socket.AF_UNIX) == DENIED
    assert judge(seccomp.LOCAL_ONLY, SOCKET, socket.AF_UNIX, audit=0x40000003) == DENIED


def test_an_unknown_processor_has_no_filter() -> None:
    assert not seccomp.available("mips")
