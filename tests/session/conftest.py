"""A real house: Hub, proxy, room and grader, on a port of its own, with throw-away data."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
import websocket
from power_cut import Disk, why_not

from quartiers.hub.ports import any_free_port
from quartiers.hub.sockets import sockets_of
from quartiers.hub.workshops_port import port_in_use
from quartiers.sessions import Seance, Store, open_store
from quartiers.settings import REPOSITORY, Settings

PROXY = REPOSITORY / ".pixel/node/node_modules/.bin/configurable-http-proxy"
PASSWORD = "quatre mots bien longs"
OPENING_SECONDS = 240  # lessons are built first
FIRST_SECONDS = 90


@dataclass
class House:
    """`./pixel ouvrir` running in a process of its own."""

    settings: Settings
    password_file: Path
    process: subprocess.Popen[str] | None = None
    said: str = ""
    browsers: dict[str, Browser] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.settings.port}"

    @property
    def workshops(self) -> str:
        """Where learners' servers answer: another web origin."""
        return f"http://127.0.0.1:{port_in_use(self.settings)}"

    def door_of(self, path: str) -> str:
        """The origin that answers for a path."""
        return self.workshops if path.startswith("/user/") else self.url

    def open(self) -> None:
        """Start it and read what it says until it is open."""
        self.process = self.start()
        self.said = "".join(self._lines_until("Pour fermer"))

    def start(self) -> subprocess.Popen[str]:
        """Run the command as a script would."""
        told = {"QUARTIERS_UID_BASE", "QUARTIERS_SHARE_MB", "QUARTIERS_RESERVE_MB"}
        ours = {name: value for name, value in self.settings.to_env().items() if name in told}
        return subprocess.Popen(
            self.command(),
            env={**os.environ, **ours},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def command(self) -> list[str]:
        """The words of that command."""
        words = [sys.executable, "-m", "quartiers", "ouvrir", "--centre", "Alma"]
        words += ["--port", str(self.settings.port), "--donnees", str(self.settings.data)]
        return [*words, "--animateur", "samia", "--mot-de-passe-fichier", str(self.password_file)]

    def close(self, how: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end; the exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        self.said, _ = self.process.communicate(timeout=120)
        return self.process.returncode

    def hub_pid(self) -> int:
        """The Hub's own process; a Hub that starts again is waited for."""
        file, limit = self.settings.hub_folder / "hub.pid", time.monotonic() + 20
        while time.monotonic() < limit:
            with suppress(FileNotFoundError, ValueError):
                return int(file.read_text())
            time.sleep(0.1)
        raise AssertionError("no Hub wrote its number")

    def room_pid(self) -> int:
        """The room's process: who listens at its socket."""
        with socket.socket(socket.AF_UNIX) as caller:
            caller.connect(os.fspath(sockets_of(self.settings).room))
            raw = caller.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
        return int.from_bytes(raw[:4], "little")

    def log(self) -> str:
        """What the Hub wrote since the opening."""
        log = self.settings.logs / "hub.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def _lines_until(self, end: str) -> Iterator[str]:
        assert self.process is not None
        assert self.process.stdout is not None
        limit, said = time.monotonic() + OPENING_SECONDS, ""
        while time.monotonic() < limit:
            line = self.process.stdout.readline()
            said += line
            yield line
            if end in line:
                return
            if not line:
                break
        raise AssertionError(f"the house did not open:\n{said}\n{self.log()[-4000:]}")


@dataclass
class Browser:
    """A learner's browser, reduced to its requests and its cookies."""

    house: House
    name: str
    http: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        """Ask for a page of the house, following redirections."""
        return self.http.get(self.house.url + path, timeout=60)

    def status(self, path: str) -> int:
        """The status of a page; 0 while nobody listens."""
        try:
            return self.get(path).status_code
        except requests.ConnectionError:
            return 0

    def enter(self, ticket: str, to: str = "/services/salle/") -> requests.Response:
        """Present a ticket to the Hub."""
        return self.get(f"/hub/ticket?t={ticket}&next={to}")

    def api(self, path: str) -> str:
        """A path of this learner's own server."""
        return f"/user/{self.name}/{path.lstrip('/')}"

    def start_server(self) -> float:
        """Ask for the server as a page does; seconds until it answers as mine."""
        start = time.monotonic()
        answer = self.get(f"/hub/spawn/{self.name}")
        assert answer.status_code == 200, answer.text
        while time.monotonic() - start < FIRST_SECONDS:
            if self.get(self.api("lab/api/settings")).status_code == 200:
                return time.monotonic() - start
            self.get(self.api("lab"))  # logs in to the server once it is there
            time.sleep(0.1)
        log = self.house.settings.logs / "jeunes" / f"{self.name}.log"
        raise AssertionError(f"no server for {self.name}:\n{log.read_text()[-3000:]}")

    def post(self, path: str, body: object) -> requests.Response:
        """Post JSON with the cross-site token, as our pages do."""
        where = f"/user/{self.name}/" if path.startswith("/user/") else "/hub/"
        token = self.http.cookies.get("_xsrf", path=where) or ""
        headers = {"X-XSRFToken": token}
        where = self.house.door_of(path) + path
        return self.http.post(where, json=body, headers=headers, timeout=60)

    def start_kernel(self) -> str:
        """The id of a new kernel."""
        answer = self.post(self.api("api/kernels"), {"name": "python3"})
        assert answer.status_code == 201, answer.text
        kernel: str = answer.json()["id"]
        return kernel

    def run(self, kernel: str, code: str) -> str:
        """Run a cell through the websocket: what it printed, or its error's message."""
        channel = self.channel(self.api(f"api/kernels/{kernel}/channels"))
        try:
            return run_cell(channel, code)
        finally:
            channel.close()

    def channel(self, path: str) -> websocket.WebSocket:
        """A websocket of the workshops, with the cookies that a browser sends to this path."""
        cookies = [f"{c.name}={c.value}" for c in self.http.cookies if path.startswith(c.path)]
        address = self.house.workshops.replace("http", "ws") + path
        return websocket.create_connection(address, cookie="; ".join(cookies), timeout=60)


def run_cell(channel: websocket.WebSocket, code: str) -> str:
    """Send a cell and gather its output until the kernel replies."""
    mine = uuid.uuid4().hex
    header = {"msg_id": mine, "msg_type": "execute_request", "session": "s", "username": "u"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header | {"version": "5.3", "date": ""}, "parent_header": {}}
    channel.send(json.dumps(message | {"metadata": {}, "content": content, "channel": "shell"}))
    said, idle, replied = "", False, False
    while not (idle and replied):
        answer = json.loads(channel.recv())
        if answer["parent_header"].get("msg_id") != mine:
            continue
        kind, content = answer["msg_type"], answer["content"]
        said += content["text"] if kind == "stream" else ""
        said += content["evalue"] if kind == "error" else ""
        replied |= kind == "execute_reply"
        idle |= kind == "status" and content["execution_state"] == "idle"
    return said


Newcomer = Callable[[str, Seance | None], Browser]


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    """An open house: one for all, or one of its own for a file that says `OWN_HOUSE = True`; on a
    disk whose power can be cut for one that says `OWN_DISK = True`."""
    if getattr(request.module, "OWN_DISK", False):
        yield from new_house(request.getfixturevalue("disk").root)
    elif getattr(request.module, "OWN_HOUSE", False):
        yield from new_house()
    else:
        yield request.getfixturevalue("common_house")


@pytest.fixture(scope="session")
def common_house() -> Iterator[House]:
    """The house of the files that harm nothing in it."""
    yield from new_house()


@pytest.fixture(scope="module")
def disk() -> Iterator[Disk]:
    """A disk whose power can be cut."""
    if reason := why_not():
        pytest.skip(reason)
    made = Disk(megabytes=2000)
    yield made
    made.close()


def new_house(parent: Path = Path("/tmp")) -> Iterator[House]:
    """A house, closed and erased at the end."""
    if not PROXY.exists():
        pytest.skip("the proxy is not installed: run ./pixel once")
    # pytest's own temporary folders are closed to the learners' accounts
    data = Path(tempfile.mkdtemp(prefix="maison-", dir=parent))
    data.chmod(0o711)
    password = data / "mot-de-passe"
    password.write_text(PASSWORD)
    password.chmod(0o600)
    # accounts of its own: who leaves one house must end nothing in another
    first = secrets.randbelow(1000) * 1000 + 10**6
    place = Settings(data=data / "donnees", port=any_free_port(), centre="Alma", uid_base=first)
    found = House(place, password)
    found.open()
    yield found
    if found.process and found.process.poll() is None:
        found.close()
    shutil.rmtree(data)


@pytest.fixture(scope="module")
def store(house: House) -> Iterator[Store]:
    """The same store as the house's."""
    opened = open_store(house.settings.store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def seance(store: Store) -> Seance:
    """An open séance."""
    return store.seances.open("Alma", None, datetime.now(UTC))


@pytest.fixture(scope="module")
def newcomer(house: House, store: Store) -> Newcomer:
    """Makes learners, in the séance if there is one, logged in by ticket; once each."""

    def make(pseudo: str, seance: Seance | None) -> Browser:
        if pseudo in house.browsers:
            return house.browsers[pseudo]
        now = datetime.now(UTC)
        learner = store.learners.create(pseudo, "Alma", None, now)
        if seance:
            store.seances.join(seance.id, learner.id, now)
        browser = house.browsers[pseudo] = Browser(house, learner.id)
        answer = browser.enter(store.tickets.issue(learner.id, now))
        assert answer.status_code == 200, answer.text
        return browser

    return make


@pytest.fixture(scope="module")
def fox(newcomer: Newcomer, seance: Seance) -> Browser:
    """A learner whose server runs."""
    browser = newcomer("Renard turquoise", seance)
    seconds = browser.start_server()
    print(f"\nserver ready {seconds:.1f} s after the click")
    return browser


@pytest.fixture(scope="module")
def otter(newcomer: Newcomer, seance: Seance) -> Browser:
    """Another learner of the same séance, whose server runs too."""
    browser = newcomer("Loutre turquoise", seance)
    browser.start_server()
    return browser
