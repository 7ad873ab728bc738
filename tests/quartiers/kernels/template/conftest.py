"""A warm process, and small programs for its children."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from jupyter_client.provisioning import KernelProvisionerFactory

from quartiers.kernels.template import provisioner
from quartiers.kernels.template.keeper import Keeper
from quartiers.kernels.template.order import Order

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def keeper() -> Iterator[Keeper]:
    """A template that knows how to be a kernel."""
    found = Keeper(["quartiers.kernels.template.kernel"])
    yield found
    found.close()


@pytest.fixture
def run(keeper: Keeper, tmp_path: Path) -> Run:
    """Run Python code in a child: its status and what it wrote."""

    def start(code: str, **changes: object) -> subprocess.CompletedProcess[str]:
        name = f"program_{len(list(tmp_path.iterdir()))}"
        (tmp_path / f"{name}.py").write_text(f"def main():\n    exec({code!r}, globals())\n")
        environment = {"PYTHONPATH": str(tmp_path), "PATH": os.environ["PATH"]}
        order = replace(Order(f"{name}:main", environment=environment), **changes)  # type: ignore[arg-type]
        with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
            null = os.open(os.devnull, os.O_RDONLY)
            process = keeper.fork(order, [null, out.fileno(), err.fileno()])
            os.close(null)
            status = process.wait(30)
        texts = [(tmp_path / stream).read_text() for stream in ("out", "err")]
        return subprocess.CompletedProcess([sys.executable], status, *texts)

    return start


@pytest.fixture(scope="session", autouse=True)
def _known_to_jupyter() -> None:
    """The entry point, for a tree that was not installed again since it was added."""
    factory = KernelProvisionerFactory
    value = "quartiers.kernels.template.provisioner:ForkedProvisioner"
    found = EntryPoint(provisioner.NAME, value, factory.GROUP_NAME)
    factory.provisioners.setdefault(provisioner.NAME, found)
