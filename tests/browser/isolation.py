"""A network of its own for the browser tests: loopback only, so that nothing outside can answer."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import socket
import struct
from urllib.parse import urlsplit

CLONE_NEWNET = 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1"}


def leave_the_network() -> bool:
    """Move this process (and what it starts) into an empty network; False when not permitted."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() != 0 or libc.unshare(CLONE_NEWNET) != 0:
        return False
    with contextlib.closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(probe, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(probe, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))
    return True


def is_local(url: str) -> bool:
    """Whether an address a page asks for stays on this machine."""
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname in LOCAL_HOSTS
