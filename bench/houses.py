"""The two houses that are compared: ours by `./pixel ouvrir`, and JupyterHub as it comes."""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from guest import Guest, new_session

from quartiers.hub.place import find_node, find_packages
from quartiers.hub.ports import any_free_port
from quartiers.hub.workshops_port import port_in_use
from quartiers.lessons.read import read_courses
from quartiers.sessions import open_store
from quartiers.sessions.pseudonyms import offer
from quartiers.settings import Settings

ROOM = "/services/salle"
LESSON = "P01"
PICTURES = ("tram", "velo", "micro")
OPENING_SECONDS = 300
STOCK_CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_port = {hub}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.JupyterHub.db_url = "sqlite:///{folder}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = "{folder}/cookie_secret"
c.JupyterHub.pid_file = "{folder}/hub.pid"
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{folder}/homes/{{username}}"
c.Spawner.args = ["--allow-root"]
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300
c.JupyterHub.log_level = "WARN"
"""


@dataclass
class House:
    """A place that opens, receives guests, and closes; `lesson` is the notebook's path."""

    count: int
    folder: Path
    lesson: Path
    port: int = field(default_factory=any_free_port)
    process: subprocess.Popen[bytes] | None = None
    title: ClassVar[str] = ""

    @property
    def url(self) -> str:
        """Where browsers go."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Start it, and wait until its first page is there."""
        raise NotImplementedError

    def guests(self) -> list[Guest]:
        """All who come at the same second, and one more who came before."""
        raise NotImplementedError

    async def animator(self) -> tuple[Any, str]:
        """Somebody who looks at the whole room: a session, and the page looked at."""
        raise NotImplementedError

    def close(self) -> None:
        """Close, and leave nothing running."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(150)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def start(self, command: list[str], environment: dict[str, str]) -> None:
        """Run the house in a session of its own."""
        with (self.folder / "journal").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=os.environ | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self, path: str) -> None:
        """Until this page is served."""
        limit = time.monotonic() + OPENING_SECONDS
        while time.monotonic() < limit:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + path, timeout=5):
                    return
            except OSError:
                time.sleep(0.3)
        raise RuntimeError(f"did not open: {(self.folder / 'journal').read_text()[-3000:]}")


class OurGuest(Guest):
    """A learner of ours: code, tile, pictures, «C'est bien toi ?»."""

    code = ""

    async def enter(self) -> None:
        """By the real pages."""
        await self.post_form(f"{ROOM}/", f"{ROOM}/", code=self.code)
        _, text = await self.post_form(f"{ROOM}/qui", f"{ROOM}/qui", learner=self.name)
        for picture in PICTURES:
            _, text = await self.send_form(text, f"{ROOM}/images", picture=picture)
        where, _ = await self.send_form(text, f"{ROOM}/toi", reponse="oui")
        assert where.path.endswith("/lecons"), where

    async def wait_for_server(self) -> None:
        """As the waiting page's script does."""
        start = time.monotonic()
        where, _ = await self.get(f"{ROOM}/ouvrir/{LESSON}")
        await asyncio.sleep(0.1)
        while "/user/" not in where.path:
            async with self.http.get(f"{self.url}{ROOM}/ouvrir/{LESSON}/etat") as answer:
                answer.raise_for_status()
                place = (await answer.json())["go"]
            if place:
                where, _ = await self.get(place)
                assert "/doc/tree/" in where.path, where
            else:
                await asyncio.sleep(1.2 if time.monotonic() - start < 20 else 3)


class OurHouse(House):
    """`python -m quartiers ouvrir`, as the door starts it."""

    title = "Quartiers du Pixel"
    environment: ClassVar[dict[str, str]] = {}

    def open(self) -> None:
        """Open, with learners who came before, and a séance."""
        password = self.folder / "mot-de-passe"
        password.write_text("quatre mots bien longs")
        self.settings = Settings(data=self.folder / "donnees", port=self.port)
        words = [sys.executable, "-m", "quartiers", "ouvrir", "--centre", "Alma"]
        words += ["--port", str(self.port), "--donnees", str(self.settings.data)]
        words += ["--animateur", "samia", "--mot-de-passe-fichier", str(password)]
        self.start(words, self.environment)
        self.wait(f"{ROOM}/")
        self._welcome_everybody()

    def guests(self) -> list[Guest]:
        """The learners of the store."""
        found: list[Guest] = []
        workshops = f"http://127.0.0.1:{port_in_use(self.settings)}"
        for name in self.names:
            guest = OurGuest(self.url, name, str(self.lesson), new_session(), workshops=workshops)
            guest.code = self.seance.code
            found.append(guest)
        return found

    async def animator(self) -> tuple[Any, str]:
        """The animator who follows the board."""
        now = datetime.now(UTC)
        store = open_store(self.settings.store_url)
        ticket = store.tickets.issue("anim-samia", now)
        store.close()
        http = new_session()
        page = f"{ROOM}/animation/seances/{self.seance.id}"
        async with http.get(f"{self.url}/hub/ticket?t={ticket}&next={page}") as answer:
            answer.raise_for_status()
        return http, f"{self.url}{page}/tableau"

    def _welcome_everybody(self) -> None:
        now = datetime.now(UTC)
        store = open_store(self.settings.store_url)
        self.seance = store.seances.open("Alma", None, now)
        names = offer((), self.count + 1, random.Random(4))
        self.names = [store.learners.create(name, "Alma", PICTURES, now).id for name in names]
        store.close()


class StockGuest(Guest):
    """A user of JupyterHub's own pages."""

    async def enter(self) -> None:
        """Name and password."""
        fields = {"username": self.name, "password": "secret"}
        await self.post_form(
            "/hub/login?next=%2Fhub%2Fhome", "/hub/login?next=%2Fhub%2Fhome", **fields
        )

    async def wait_for_server(self) -> None:
        """As the spawn page does: it hears of the end by its progress stream."""
        where, _ = await self.get(f"/hub/spawn/{self.name}")
        if "spawn-pending" in where.path:
            await self._progress()
        while True:
            where, _ = await self.get(f"/user/{self.name}/doc/tree/{self.lesson_path()}")
            if where.path.startswith("/user/"):
                return
            await asyncio.sleep(0.5)

    def lesson_path(self) -> str:
        """The lesson, in the home."""
        return self.notebook

    async def _progress(self) -> None:
        where = f"{self.url}/hub/api/users/{self.name}/server/progress"
        page = f"{self.url}/hub/spawn-pending/{self.name}"
        token = self.http.cookie_jar.filter_cookies(page).get("_xsrf")
        async with self.http.get(where, params={"_xsrf": token.value if token else ""}) as stream:
            stream.raise_for_status()
            async for line in stream.content:
                if b'"ready": true' in line:
                    return
                if b'"failed": true' in line:
                    raise RuntimeError(f"spawn: {line[:200]!r}")


class StockHouse(House):
    """JupyterHub, LocalProcessSpawner for everybody's account, JupyterLab, ipykernel."""

    title = "JupyterHub"

    def open(self) -> None:
        """Write its configuration, put the lesson in every home, start it."""
        self.names = [f"u{number:03d}" for number in range(self.count + 1)]
        for name in self.names:
            home = self.folder / "homes" / name / self.lesson.parent
            shutil.copytree(self.published / self.lesson.parent, home)
        config = self.folder / "jupyterhub_config.py"
        proxy = [find_node(), str(find_packages() / ".bin/configurable-http-proxy")]
        ports = {"hub": any_free_port(), "api": any_free_port()}
        config.write_text(
            STOCK_CONFIG.format(port=self.port, folder=self.folder, proxy=proxy, **ports)
        )
        environment = {"CONFIGPROXY_AUTH_TOKEN": secrets.token_hex(16)}
        environment["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self.start([sys.executable, "-m", "jupyterhub", "-f", str(config)], environment)
        self.wait("/hub/login")

    published = Path()

    def guests(self) -> list[Guest]:
        """The users."""
        lesson = str(self.lesson)
        return [StockGuest(self.url, name, lesson, new_session()) for name in self.names]

    async def animator(self) -> tuple[Any, str]:
        """The Hub's home page: it has no board."""
        guest = StockGuest(self.url, "anim", "", new_session())
        await guest.enter()
        return guest.http, f"{self.url}/hub/home"


def lesson_path() -> Path:
    """Where the lesson lies in a home."""
    lesson = read_courses(Settings().courses).lesson(LESSON)
    return Path(lesson.track) / lesson.assignment / f"{lesson.assignment}.ipynb"


def new_folder() -> Path:
    """A folder that learners' accounts can go through; pytest's and the user's own are closed."""
    folder = Path(tempfile.mkdtemp(prefix="banc-", dir="/tmp"))
    folder.chmod(0o711)
    return folder
