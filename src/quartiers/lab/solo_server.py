"""The Jupyter server of solo mode: a child process, on this machine only, in a home of its own."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from quartiers.lab.config import server_config
from quartiers.settings import Settings, SettingsError, check_port

ADDRESS = "127.0.0.1"
FIRST_PORT = 8888
START_SECONDS = 60.0
STOP_SECONDS = 10.0


def free_port(first: int) -> int:
    """The first free port from `first` on this machine; SettingsError after a hundred taken."""
    for port in range(first, first + 100):
        if is_free(port):
            return port
    raise SettingsError(f"Les ports {first} à {first + 99} sont pris. Essayez --port 9000.")


def is_free(port: int) -> bool:
    """Whether nobody answers there."""
    with socket.socket() as probe:
        return probe.connect_ex((ADDRESS, port)) != 0


def check_free(port: int) -> None:
    """Refuse a port that does not exist or is taken; SettingsError."""
    check_port(port)
    if not is_free(port):
        raise SettingsError(
            f"Le port {port} est déjà pris par un autre programme. "
            f"Il m'en faut un libre. Essayez --port {free_port(FIRST_PORT)}."
        )


def environment(home: Path, private: Path, token: str) -> dict[str, str]:
    """The child's environment.

    `home` takes the place of the person's own: what `garder` keeps stays beside the lessons, on
    every system. Jupyter's folders are in `private`, so that no other Jupyter of this machine
    changes what the learner sees.
    """
    return {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_DATA_DIR": str(private / "data"),
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "JUPYTER_TOKEN": token,
    }


class SoloServer:
    """Start it with `with`; leaving the block stops it and its kernels."""

    def __init__(self, settings: Settings, home: Path, port: int) -> None:
        self.settings, self.home, self.port = settings, home, port
        self.token = secrets.token_urlsafe(24)
        self.private = settings.data / "solo"
        self.log = settings.logs / "solo.log"

    def lesson_url(self, code: str) -> str:
        """The address that opens a lesson in the browser."""
        return self._url(f"quartiers/open?lesson={quote(code)}&token={self.token}")

    def wait_until_ready(self) -> bool:
        """Whether the server answered before it stopped, within a minute."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._answers():
                return True
            time.sleep(0.2)
        return False

    def wait(self) -> int:
        """Wait for the server to stop by itself; its exit code."""
        return self._process.wait()

    def __enter__(self) -> Self:
        for folder in (self.private, self.settings.logs):
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o700)
        self._output: IO[bytes] = open(self.log, "ab")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jupyter_server", f"--config={self._write_config()}"],
            env=environment(self.home, self.private, self.token),
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    def _write_config(self) -> Path:
        config = server_config(published=self.settings.published)
        config["ServerApp"] |= {
            "ip": ADDRESS,
            "port": self.port,
            "port_retries": 0,
            "root_dir": str(self.home),
            "open_browser": False,
            "answer_yes": True,
            "allow_root": True,
        }
        file = self.private / "jupyter_server_config.json"
        file.write_text(json.dumps(config, indent=1), encoding="utf-8")
        return file

    def _answers(self) -> bool:
        try:
            with build_opener(ProxyHandler({})).open(self._url("api"), timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _url(self, path: str) -> str:
        return f"http://{ADDRESS}:{self.port}/{path}"
