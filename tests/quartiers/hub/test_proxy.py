"""The proxy that the Hub keeps alive: whom it ends, and how often it is started."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from quartiers.hub import processes
from quartiers.hub.known import read_note
from quartiers.hub.proxy import HouseProxy


@pytest.fixture
def proxy(tmp_path: Path) -> HouseProxy:
    """A proxy that nothing has started yet."""
    app = SimpleNamespace(internal_ssl=False)
    return HouseProxy(
        app=app,
        pid_file=str(tmp_path / "proxy.pid"),
        auth_token="secret",
        api_url="http://127.0.0.1:9",
        public_url="http://127.0.0.1:9",
    )


@pytest.fixture
def innocent() -> Iterator[subprocess.Popen[bytes]]:
    """A program that has nothing to do with us."""
    with subprocess.Popen(["sleep", "60"]) as other:
        yield other
        other.kill()


@pytest.mark.parametrize("note", ["{pid}", '[{pid}, ""]', '[{pid}, "another-boot:12"]'])
def test_an_innocent_that_got_the_number_of_the_proxy_is_left_alone(
    proxy: HouseProxy, innocent: subprocess.Popen[bytes], note: str
) -> None:
    Path(proxy.pid_file).write_text(note.format(pid=innocent.pid))
    proxy._check_previous_process()
    assert innocent.poll() is None
    assert not Path(proxy.pid_file).exists()


@pytest.mark.parametrize("note", ["", "x", "[]", "[1, 2, 3]", "{}", "\x00\x00", "é"])
def test_a_note_that_a_cut_has_damaged_is_no_note(proxy: HouseProxy, note: str) -> None:
    Path(proxy.pid_file).write_text(note)
    assert read_note(Path(proxy.pid_file)) == (0, "")
    proxy._check_previous_process()


def test_the_proxy_that_a_killed_hub_left_is_ended(
    proxy: HouseProxy, innocent: subprocess.Popen[bytes]
) -> None:
    proxy.proxy_process = innocent
    proxy._write_pid_file()
    assert read_note(Path(proxy.pid_file)) == (innocent.pid, processes.birth(innocent.pid))
    proxy._check_previous_process()
    assert innocent.wait(10) == -signal.SIGTERM


def test_one_that_does_not_listen_is_ended_too(proxy: HouseProxy) -> None:
    code = "trap '' TERM; echo ready; while :; do sleep 1; done"
    with subprocess.Popen(["sh", "-c", code], stdout=subprocess.PIPE) as deaf:
        assert deaf.stdout is not None
        deaf.stdout.readline()
        note = json.dumps([deaf.pid, processes.birth(deaf.pid)])
        Path(proxy.pid_file).write_text(note)
        proxy._check_previous_process()
        assert deaf.wait(10) == -signal.SIGKILL


class Guard:
    """What looks at the proxy every second; `PeriodicCallback` in the house."""

    def __init__(self) -> None:
        self.works = True

    def stop(self) -> None:
        self.works = False

    def start(self) -> None:
        self.works = True


class Mended(HouseProxy):
    """A proxy whose start is only counted."""

    starts, troubles = 0, 0

    async def start(self) -> None:
        await asyncio.sleep(0.01)
        self.starts += 1
        if self.starts <= self.troubles:
            raise RuntimeError("the port is not free yet")
        self.proxy_process = SimpleNamespace(poll=lambda: None)
        self._check_running_callback = Guard()

    async def restore_routes(self) -> None:
        """Nothing to restore."""


def dead(tmp_path: Path, troubles: int = 0) -> Mended:
    found = Mended(
        app=SimpleNamespace(internal_ssl=False),
        pid_file=str(tmp_path / "proxy.pid"),
        auth_token="secret",
        api_url="http://127.0.0.1:9",
        public_url="http://127.0.0.1:9",
    )
    found.troubles = troubles
    found.proxy_process = SimpleNamespace(poll=lambda: -9)
    found._check_running_callback = Guard()
    return found


def test_a_dead_proxy_has_one_successor_and_one_guard(tmp_path: Path) -> None:
    proxy = dead(tmp_path)
    first = proxy._check_running_callback

    async def look_twice() -> None:
        await asyncio.gather(proxy.check_running(), proxy.check_running())

    asyncio.run(look_twice())
    assert proxy.starts == 1
    assert (first.works, proxy._check_running_callback.works) == (False, True)


def test_a_start_that_failed_is_tried_again(tmp_path: Path) -> None:
    proxy = dead(tmp_path, troubles=1)
    with pytest.raises(RuntimeError, match="not free"):
        asyncio.run(proxy.check_running())
    assert proxy._check_running_callback.works
    asyncio.run(proxy.check_running())
    assert proxy.starts == 2


def test_a_proxy_that_lives_is_left_alone(tmp_path: Path) -> None:
    proxy = dead(tmp_path)
    proxy.proxy_process = SimpleNamespace(poll=lambda: None)
    asyncio.run(proxy.check_running())
    assert proxy.starts == 0
