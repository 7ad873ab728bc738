"""What the forking spawner promises: a server from the warm process, or the plain way."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quartiers.hub import warm_server
from quartiers.hub.forking import ForkingSpawner, server_order
from quartiers.hub.keepers import SWITCH, forget_keeper, shared_keeper
from quartiers.kernels.contain import Walls
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.keeper import Keeper
from quartiers.unix_http import listening


class Spawner(ForkingSpawner):
    """A spawner without a Hub, whose server is a nap."""

    def get_env(self) -> dict[str, str]:
        return {"PYTHONPATH": self.folder}

    def get_args(self) -> list[str]:
        return ["--quiet"]

    folder = ""


@pytest.fixture
def spawner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Spawner]:
    code = (
        "import sys, time\ndef main():\n    print(sys.argv[1:], flush=True)\n    time.sleep(60)\n"
    )
    (tmp_path / "nap.py").write_text(code)
    monkeypatch.setattr(warm_server, "PROGRAM", "nap:main")
    found = Spawner(keeper=Keeper([]))
    found.folder = str(tmp_path)
    yield found
    if found.proc:
        found.proc.kill()
        found.proc.wait()
    if found.keeper:
        found.keeper.close()


def fork(spawner: Spawner, log: Path) -> Any:
    with log.open("wb") as file, socket.socket(socket.AF_UNIX) as listener:
        return asyncio.run(spawner.fork_server(None, file, listener.fileno()))


def test_a_server_is_forked_with_its_log_and_its_arguments(
    spawner: Spawner, tmp_path: Path
) -> None:
    assert fork(spawner, tmp_path / "log")
    assert isinstance(spawner.proc, ForkedProcess)
    assert spawner.pid == spawner.proc.pid
    while not (tmp_path / "log").read_text():
        assert spawner.proc.poll() is None
    assert (tmp_path / "log").read_text() == "['--quiet']\n"


def test_a_server_finds_the_socket_that_was_handed_over(
    spawner: Spawner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        "from quartiers.kernels.template.child import handed\n"
        "def main():\n    print(handed().getsockname(), flush=True)\n"
    )
    (tmp_path / "told.py").write_text(code)
    monkeypatch.setattr(warm_server, "PROGRAM", "told:main")
    path = tmp_path / "s"
    with (tmp_path / "log").open("wb") as log, listening(path, 0o600) as listener:
        walls = Walls(home=tmp_path)
        assert asyncio.run(spawner.fork_server(walls, log, listener.fileno()))
    assert spawner.proc is not None
    assert spawner.proc.wait(20) == 0, (tmp_path / "log").read_text()
    assert (tmp_path / "log").read_text() == f"{path}\n"


def test_the_hub_sees_its_end_as_that_of_any_server(spawner: Spawner, tmp_path: Path) -> None:
    fork(spawner, tmp_path / "log")
    assert asyncio.run(spawner.poll()) is None
    os.kill(spawner.pid, 15)
    spawner.proc.wait(10)
    assert asyncio.run(spawner.poll()) == -15
    assert spawner.pid == 0


def test_a_server_is_stopped_as_any_server(spawner: Spawner, tmp_path: Path) -> None:
    fork(spawner, tmp_path / "log")
    asyncio.run(spawner.stop(now=True))
    assert asyncio.run(spawner.poll()) is not None


def test_without_a_warm_process_there_is_no_fork(spawner: Spawner, tmp_path: Path) -> None:
    spawner.keeper = None
    assert not fork(spawner, tmp_path / "log")


def test_a_warm_process_that_cannot_start_is_said_and_forgiven(
    spawner: Spawner, tmp_path: Path, caplog: Any
) -> None:
    spawner.keeper = Keeper(["quartiers.no_such_module"])
    assert not fork(spawner, tmp_path / "log")
    assert "plain way" in caplog.text


def test_the_switch_turns_it_off(tmp_path: Path) -> None:
    assert shared_keeper(tmp_path, {SWITCH: "0"}) is None


def test_all_spawners_of_a_hub_share_one_warm_process(tmp_path: Path) -> None:
    try:
        assert shared_keeper(tmp_path, {}) is shared_keeper(tmp_path, {})
    finally:
        forget_keeper(tmp_path)


def test_the_order_keeps_the_walls_and_outlives_the_hub(tmp_path: Path) -> None:
    walls = Walls(home=tmp_path, uid=210_001, gid=210_001)
    order = server_order({"A": "b"}, [], walls)
    assert order.walls == walls
    assert not order.leash
    assert order.environment == {"A": "b"}
