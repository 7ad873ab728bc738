"""The socket filter, run by a small interpreter of its instructions."""

from __future__ import annotations

import errno
import socket
from typing import Any

import pytest

from quartiers.kernels import seccomp

X86 = seccomp.PROCESSORS["x86_64"]
CALLS = (seccomp.SOCKET, seccomp.SOCKETPAIR, seccomp.CLONE)
SOCKET, PAIR, CLONE = (numbers[0] for numbers in CALLS)
DENIED, FORBIDDEN, ABSENT = (
    seccomp.RET_ERRNO | number for number in (errno.EACCES, errno.EPERM, errno.ENOSYS)
)
THREAD = 0x3D0F00  # what the C library asks for when it makes a thread
FORK = 0x1200011


def judge(
    families: tuple[int, ...] | None,
    call: int,
    first: int = 0,
    second: int = 0,
    audit: int = X86.audit,
    processor: seccomp.Processor = X86,
) -> int:
    """What the filter answers to a system call."""
    data = {
        seccomp.OFFSET_ARCHITECTURE: audit,
        seccomp.OFFSET_NUMBER: call,
        seccomp.OFFSET_FIRST_ARGUMENT: first,
        seccomp.OFFSET_SECOND_ARGUMENT: second,
    }
    code = seccomp.compile_filter(families, processor)
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
        elif kind == seccomp.JUMP_IF_ANY_BIT:
            at += yes if word & constant else no
        else:
            at += yes if word >= constant else no


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, 17, 40])
def test_local_only_refuses_every_other_family(family: int) -> None:
    assert judge(seccomp.LOCAL_ONLY, SOCKET, family) == DENIED
    assert judge(seccomp.LOCAL_ONLY, SOCKET, socket.AF_UNIX) == seccomp.RET_ALLOW


def test_netlink_is_not_there_which_zeromq_takes_for_no_card() -> None:
    answer = seccomp.RET_ERRNO | errno.EOPNOTSUPP
    assert judge(seccomp.LOCAL_ONLY, SOCKET, socket.AF_NETLINK) == answer
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_NETLINK) == seccomp.RET_ALLOW


def test_internet_only_refuses_unix_sockets() -> None:
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_UNIX) == DENIED
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_INET) == seccomp.RET_ALLOW
    assert judge(seccomp.INTERNET_ONLY, SOCKET, socket.AF_INET6) == seccomp.RET_ALLOW


def test_no_family_at_all_is_a_choice() -> None:
    assert judge((), SOCKET, socket.AF_UNIX) == DENIED


def test_other_calls_are_let_through() -> None:
    assert judge(seccomp.LOCAL_ONLY, 0) == seccomp.RET_ALLOW


def test_the_other_ways_to_a_socket_are_closed() -> None:
    assert judge(seccomp.LOCAL_ONLY, PAIR, socket.AF_INET) == DENIED
    for families in (seccomp.LOCAL_ONLY, seccomp.INTERNET_ONLY, None):
        assert judge(families, PAIR, socket.AF_UNIX) == seccomp.RET_ALLOW
    assert judge(seccomp.LOCAL_ONLY, SOCKET | seccomp.X32_BIT, socket.AF_UNIX) == DENIED
    assert judge(seccomp.LOCAL_ONLY, SOCKET, socket.AF_UNIX, audit=0x40000003) == DENIED


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_UNIX, 17, 40])
def test_every_family_can_be_kept_and_the_rest_still_holds(family: int) -> None:
    assert judge(None, SOCKET, family) == seccomp.RET_ALLOW
    assert judge(None, seccomp.FORBIDDEN["unshare"][0]) == FORBIDDEN


@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize(
    ("table", "answer"),
    [
        (seccomp.ABSENT, ABSENT),
        (seccomp.FORBIDDEN, FORBIDDEN),
        (seccomp.UNSUPPORTED, seccomp.RET_ERRNO | errno.EOPNOTSUPP),
    ],
)
def test_what_nothing_here_needs_is_closed(table: Any, answer: int, column: int) -> None:
    processor = next(one for one in seccomp.PROCESSORS.values() if one.column == column)
    for name, numbers in table.items():
        found = judge((), numbers[column], audit=processor.audit, processor=processor)
        assert found == answer, name


@pytest.mark.parametrize("flag", [1 << bit for bit in (17, 25, 26, 27, 28, 29, 30)])
def test_a_process_is_never_born_in_a_namespace_of_its_own(flag: int) -> None:
    assert judge(None, CLONE, FORK | flag) == FORBIDDEN


@pytest.mark.parametrize("flags", [THREAD, FORK, 0x4111])
def test_threads_forks_and_subprocesses_are_born_as_ever(flags: int) -> None:
    assert judge(seccomp.LOCAL_ONLY, CLONE, flags) == seccomp.RET_ALLOW


@pytest.mark.parametrize("request_", seccomp.RESERVING)
def test_room_on_the_disk_is_not_reserved_by_the_older_ways_either(request_: int) -> None:
    ioctl = seccomp.IOCTL[0]
    assert judge(None, ioctl, 3, request_) == seccomp.RET_ERRNO | errno.EOPNOTSUPP
    assert judge(None, ioctl, request_, 0x5401) == seccomp.RET_ALLOW


def test_no_number_stands_in_two_tables() -> None:
    for column in (0, 1):
        tables = (seccomp.ABSENT, seccomp.FORBIDDEN, seccomp.UNSUPPORTED)
        numbers = [found[column] for table in tables for found in table.values()]
        alone = (seccomp.CLONE, seccomp.SOCKET, seccomp.SOCKETPAIR, seccomp.IOCTL)
        numbers += [one[column] for one in alone]
        assert len(set(numbers)) == len(numbers)


def test_the_filter_stays_small() -> None:
    assert len(seccomp.compile_filter(seccomp.LOCAL_ONLY, X86)) < 100


def test_an_unknown_processor_has_no_filter() -> None:
    assert not seccomp.available("mips")
