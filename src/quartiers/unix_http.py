"""HTTP inside the machine: over Unix sockets, which have an owner, where ports belong to anybody.

Addresses are written as JupyterHub and its proxy write them: `http+unix://%2Fpath%2Fto.sock/page`.
"""

from __future__ import annotations

import os
import socket
import string
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPHandler, ProxyHandler, Request, build_opener

SCHEME = "http+unix"
HOST = "localhost"  # what requests name: a path is no host name
# Those who come while a program is busy wait here; one too many is refused at once, where TCP
# would have let it try again.
WAITING = 2048
UNTOUCHED = frozenset(string.ascii_lowercase + string.digits + "-._~")
"""JupyterHub puts what stands for a host into lower case: capital letters are escaped too."""


def unix_url(path: Path, page: str = "") -> str:
    """The address of `page` on the socket at `path`."""
    host = "".join(
        chr(byte) if chr(byte) in UNTOUCHED else f"%{byte:02x}" for byte in os.fsencode(path)
    )
    return f"{SCHEME}://{host}{page}"


def socket_path(url: str) -> Path | None:
    """The socket of such an address; None for any other."""
    parts = urlsplit(url)
    return Path(unquote(parts.netloc)) if parts.scheme == SCHEME else None


def listening(path: Path, mode: int) -> socket.socket:
    """A socket that listens at `path`; whoever `mode` lets may connect.

    What lay there before goes: its folder must be one where only we can put anything.
    OSError when the path is longer than the system allows (107 bytes).
    """
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.setblocking(False)
        listener.bind(os.fspath(path))
        path.chmod(mode)
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    return listener


def open_url(
    url: str,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = 5.0,
) -> Any:
    """Ask for `url`, http or http+unix, and for nothing on the way: a proxy named by the
    environment must never see a token. HTTPError, URLError, OSError."""
    known = dict(headers or {})
    if socket_path(url) is not None:
        request = Request("http" + url.removeprefix(SCHEME), data, known | {"Host": HOST})
        opener = build_opener(ProxyHandler({}), _UnixHandler)
    else:
        request, opener = Request(url, data, known), build_opener(ProxyHandler({}))
    return opener.open(request, timeout=timeout)


class _UnixConnection(HTTPConnection):
    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.host)


class _UnixHandler(HTTPHandler):
    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(_UnixConnection, req)
