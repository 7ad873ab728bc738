"""The room and the grader: forked from the warm process, or started the plain way."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jupyterhub.services import service

from quartiers.hub import services
from quartiers.hub.services import GRADER, ROOM, ForkedService, fork_services
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.keeper import Keeper

NAP = "import time\ndef main():\n    time.sleep(60)\nif __name__ == '__main__':\n    main()\n"


class Service(ForkedService):
    """A service without a Hub, which is a nap."""

    def get_env(self) -> dict[str, str]:
        """Where the nap is, and a secret."""
        return {"PYTHONPATH": str(self.cwd), "JUPYTERHUB_API_TOKEN": "secret"}

    def make_preexec_fn(self, name: str) -> None:
        """Nothing."""


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    found = Keeper([])
    yield found
    found.close()


def started(folder: Path, monkeypatch: pytest.MonkeyPatch, keeper: Keeper | None, name: str) -> Any:
    """A service of this name, started."""
    (folder / "nap.py").write_text(NAP)
    monkeypatch.setattr(services, "shared_keeper", lambda logs: keeper)
    monkeypatch.setattr(services, "PROGRAMS", {ROOM: "nap:main", GRADER: "nap:main"})
    made = Service(cmd=[sys.executable, "-m", "nap"], cwd=str(folder), _service_name=name)
    made.user = service._MockUser(name="")
    made.start()
    return made


@pytest.mark.parametrize("name", [ROOM, GRADER])
def test_a_service_is_forked_and_no_secret_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keeper: Keeper, name: str
) -> None:
    made = started(tmp_path, monkeypatch, keeper, name)
    assert isinstance(made.proc, ForkedProcess)
    assert made.pid == made.proc.pid
    assert b"secret" not in Path(f"/proc/{made.pid}/environ").read_bytes()
    made.proc.kill()
    assert made.proc.wait(10) == -signal.SIGKILL


def test_without_a_warm_process_it_starts_the_plain_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = started(tmp_path, monkeypatch, None, ROOM)
    assert isinstance(made.proc, subprocess.Popen)
    made.proc.kill()
    made.proc.wait(10)


def test_a_warm_process_that_cannot_start_is_said_and_forgiven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = started(tmp_path, monkeypatch, Keeper(["quartiers.no_such_module"]), ROOM)
    assert isinstance(made.proc, subprocess.Popen)
    assert "plain way" in caplog.text
    made.proc.kill()
    made.proc.wait(10)


def test_the_hub_really_takes_our_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "_ServiceSpawner", service._ServiceSpawner)
    fork_services()
    assert service._ServiceSpawner is ForkedService
    assert "_ServiceSpawner" in service.Service.start.__code__.co_names
