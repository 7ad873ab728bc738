"""Where the programs of the house meet."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from quartiers.hub.folders import ensure_tmp_root, remove_tmp_root
from quartiers.hub.sockets import Sockets, ensure_sockets, server_listener
from quartiers.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    """A house whose temporary folders are there."""
    found = Settings(data=tmp_path)
    found.hub_folder.mkdir()
    ensure_tmp_root(found)
    yield found
    remove_tmp_root(found)


@pytest.fixture
def sockets(settings: Settings) -> Sockets:
    """The folders of its sockets are there too."""
    return ensure_sockets(settings)


def test_learners_may_come_to_the_doors_and_not_inside(sockets: Sockets) -> None:
    assert stat.S_IMODE(sockets.inside.stat().st_mode) == 0o700
    assert stat.S_IMODE(sockets.doors.stat().st_mode) == 0o711


def test_what_only_the_house_uses_is_inside(sockets: Sockets) -> None:
    for path in (sockets.hub, sockets.proxy, sockets.room, sockets.server(7)):
        assert path.parent == sockets.inside


def test_every_path_is_short_enough_for_the_system(sockets: Sockets) -> None:
    assert len(os.fsencode(sockets.server(99_999_999))) < 100


def test_a_killed_proxy_does_not_keep_the_next_one_from_starting(
    settings: Settings, sockets: Sockets
) -> None:
    sockets.proxy.touch()
    ensure_sockets(settings)
    assert not sockets.proxy.exists()


def test_a_servers_socket_is_ours_before_and_after_it(settings: Settings, sockets: Sockets) -> None:
    path = sockets.server(7)
    with server_listener(settings, 7), socket.socket(socket.AF_UNIX) as caller:
        caller.connect(os.fspath(path))
    with socket.socket(socket.AF_UNIX) as caller, pytest.raises(ConnectionRefusedError):
        caller.connect(os.fspath(path))
    assert path.stat().st_uid == os.geteuid()
