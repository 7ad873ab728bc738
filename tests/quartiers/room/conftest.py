"""A room on a free port with a Hub of ours beside it: same answers as JupyterHub, no process."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from jupyterhub.httpclient import JupyterHubHTTPClient
from PIL import Image
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.httputil import url_concat
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from quartiers.lessons.read import read_courses
from quartiers.room.__main__ import make_server
from quartiers.room.app import make_app
from quartiers.room.config import RoomConfig
from quartiers.room.erasing.leaving import keep_erasing
from quartiers.room.hub_client import HubClient
from quartiers.room.room import Room
from quartiers.room.sign_in import RoomOAuth, make_sign_in
from quartiers.sessions import Learner, Seance, Store, open_store
from quartiers.sessions.hashing import Cost
from quartiers.sessions.tickets import BROWSER_COOKIE
from quartiers.settings import Settings

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
SECRET = ("tram", "velo", "micro")
ROOM_TOKEN = "jeton-de-la-salle"
ACCESS = "access:services!service=salle"
XSRF = re.compile(r'name="_xsrf" value="([^"]+)"')

LESSON = """
code = "{code}"
titre = "{title}"
niveau = {level}
duree = 45
premiere_creation = 8
objectif = "Donner des ordres précis."
wow = "Ton initiale géante en néon."
vignette = "media/resultat.png"
crcn = ["3.4"]
notions = []
commandes = []
[[exercices]]
num = 2
genre = "Modifie"
titre = "Le grand coin"
etoiles = 3
[[exercices]]
num = 3
genre = "Répare"
titre = "Le coin droit"
etoiles = 2
"""


class Clock:
    """A clock that a test moves; `ticks` only ever goes forward."""

    def __init__(self) -> None:
        self.now = NOON
        self.seconds = 1000.0

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        return self.seconds

    def forward(self, **duration: float) -> None:
        self.now += timedelta(**duration)
        self.seconds += timedelta(**duration).total_seconds()

    def is_set(self, **difference: float) -> None:
        """Somebody sets the machine's clock, forward or back: no time passes."""
        self.now += timedelta(**difference)


@dataclass
class FakeHub:
    """What JupyterHub would know; `servers` maps a user to "ready", "pending" or nothing."""

    store: Store
    clock: Clock
    servers: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    starts: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    answers_to_delete: int = 204
    refuses: bool = False
    gone: set[str] = field(default_factory=set)
    ended: set[str] = field(default_factory=set)  # not running, but the Hub has not seen it yet

    def token_for(self, name: str) -> str:
        token = secrets.token_hex(8)
        self.tokens[token] = name
        return token

    def handlers(self) -> list[Any]:
        hub = {"hub": self}
        return [
            (r"/hub/api/oauth2/authorize", Authorize, hub),
            (r"/hub/api/oauth2/token", Token, hub),
            (r"/hub/api/user", WhoAmI, hub),
            (r"/hub/api/users/([^/]+)", UserModel, hub),
            (r"/hub/api/users/([^/]+)/server", UserServer, hub),
            (r"/hub/api/users/([^/]+)/server/progress", Progress, hub),
            (r"/hub/ticket", Ticket, hub),
            (r"/hub/logout", Logout, hub),
            (r"/user/([^/]+)/quartiers/open", Opened, hub),
        ]


class HubHandler(RequestHandler):
    def initialize(self, hub: FakeHub) -> None:
        self.hub = hub

    def check_xsrf_cookie(self) -> None:
        return

    @property
    def bearer(self) -> str:
        return self.request.headers.get("Authorization", "").removeprefix("token ")

    def check_room_token(self) -> bool:
        if self.bearer != ROOM_TOKEN:
            self.send_error(403)
            return False
        return True


class Authorize(HubHandler):
    def get(self) -> None:
        name = self.get_cookie("faux-hub")
        if not name or name in self.hub.gone:
            self.redirect(url_concat("/services/salle/", {"next": self.request.uri}))
            return
        code = secrets.token_hex(8)
        self.hub.codes[code] = name
        answer = {"code": code, "state": self.get_argument("state")}
        self.redirect(url_concat(self.get_argument("redirect_uri"), answer))


class Token(HubHandler):
    def post(self) -> None:
        name = self.hub.codes.pop(self.get_argument("code"))
        self.write({"access_token": self.hub.token_for(name)})


class WhoAmI(HubHandler):
    def get(self) -> None:
        name = self.hub.tokens.get(self.bearer)
        if name is None:
            self.send_error(403)
        else:
            self.write({"kind": "user", "name": name, "scopes": [ACCESS]})


class UserModel(HubHandler):
    def get(self, name: str) -> None:
        if self.check_room_token():
            state = self.hub.servers.get(name)
            pending = "spawn" if state == "pending" else None
            model = {"ready": state == "ready", "pending": pending}
            self.write({"name": name, "servers": {"": model} if state else {}})

    def delete(self, name: str) -> None:
        if self.check_room_token():
            self.hub.deleted.append(name)
            self.set_status(self.hub.answers_to_delete)
            if self.hub.answers_to_delete < 300:
                self.hub.gone.add(name)
                self.hub.servers.pop(name, None)
                self.hub.tokens = {key: who for key, who in self.hub.tokens.items() if who != name}


class UserServer(HubHandler):
    def post(self, name: str) -> None:
        if self.check_room_token():
            if self.hub.servers.get(name) == "ready" and name not in self.hub.ended:
                self.send_error(400)
                return
            self.hub.starts.append(name)
            self.hub.ended.discard(name)
            if self.hub.refuses:
                self.send_error(500)
                return
            self.hub.servers[name] = "pending"
            self.set_status(202)

    def delete(self, name: str) -> None:
        if self.check_room_token():
            self.hub.stops.append(name)
            self.hub.servers.pop(name, None)
            self.set_status(204)


class Progress(HubHandler):
    async def get(self, name: str) -> None:
        if self.hub.servers.get(name) != "pending":
            return self.send_error(400)
        while self.hub.servers.get(name) == "pending":
            await asyncio.sleep(0.02)
        self.write('data: {"progress": 100}\n\n')


class Ticket(HubHandler):
    def get(self) -> None:
        browser = self.get_cookie(BROWSER_COOKIE, "")
        name = self.hub.store.tickets.redeem(self.get_argument("t"), self.hub.clock(), browser)
        if name is None:
            self.send_error(403)
            return
        self.hub.gone.discard(name)
        self.set_cookie("faux-hub", name)
        self.set_cookie("jupyterhub-session-id", secrets.token_hex(8))
        self.redirect(self.get_argument("next"))


class Logout(HubHandler):
    def get(self) -> None:
        self.clear_cookie("faux-hub")
        self.clear_cookie("jupyterhub-session-id")
        self.redirect("/services/salle/")


class Opened(HubHandler):
    def get(self, name: str) -> None:
        self.write(f"<h1>Atelier de {name} : {self.get_argument('lesson')}</h1>")


@dataclass
class Salle:
    """The running room and all that a test may look at or change."""

    room: Room
    hub: FakeHub
    clock: Clock
    host: str
    loop: asyncio.AbstractEventLoop

    @property
    def store(self) -> Store:
        return self.room.store

    @property
    def address(self) -> str:
        return f"{self.host}/services/salle/"

    def seance(self, **options: Any) -> Seance:
        return self.store.seances.open("Alma", None, self.clock(), **options)

    def learner(self, pseudo: str = "Renard turquoise", centre: str = "Alma") -> Learner:
        return self.store.learners.create(pseudo, centre, SECRET, self.clock())

    def visitor(self) -> Visitor:
        return Visitor(self.address)

    def inside(self, learner: Learner, seance: Seance) -> Visitor:
        """A visitor who went through the whole way in."""
        visitor = self.visitor()
        visitor.post("", code=seance.code)
        visitor.post("qui", learner=learner.id)
        for name in SECRET:
            visitor.post("images", picture=name)
        visitor.post("toi", reponse="oui")
        return visitor

    def animator(self, login: str = "samia", sure: bool = False) -> Visitor:
        """An animator who went through their door; `sure`: who just gave the password again."""
        self.store.animators.create(login, "quatre mots bien choisis", self.clock())
        visitor = self.visitor()
        visitor.post("animation/entrer", login=login, password="quatre mots bien choisis")
        if sure:
            key = self.room.sure.add(login, self.clock.ticks())
            visitor.session.cookies.set("salle-certain", key, path="/services/salle/animation/")
        return visitor

    def say(self, yes: bool, seance: Seance) -> None:
        """What an animator answers on the board to all who wait."""
        for ask in self.room.asks.waiting(seance.id, self.clock.ticks()):
            self.room.asks.answer(ask.id, seance.id, yes)

    def api(self, learner: Learner, method: str, path: str, body: Any = None) -> requests.Response:
        """A request of the learner's server, with its token."""
        headers = {"Authorization": f"token {self.hub.token_for(learner.id)}"}
        return requests.request(
            method, f"{self.address}api/{path}", headers=headers, json=body, timeout=20
        )


class Visitor:
    """A browser without script: it keeps cookies and sends forms with their hidden field."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()

    def get(self, path: str = "", **options: Any) -> requests.Response:
        return self.session.get(self.address + path, timeout=20, **options)

    def post(self, path: str, form: str | None = None, **fields: str) -> requests.Response:
        page = self.get(path if form is None else form)
        found = XSRF.search(page.text)
        token = {"_xsrf": found[1]} if found else {}
        return self.session.post(self.address + path, data={**token, **fields}, timeout=20)


def write_courses(folder: Path) -> Path:
    """Two tracks: a welcome and two lessons of programming, with their thumbnails."""
    tracks = {
        "accueil": [("00_premiers_pas", "C00", "Bienvenue à l'atelier", 0)],
        "programmation": [
            ("01_initiale_neon", "P01", "Mon initiale en néon", 1),
            ("02_mandala", "P02", "Mandala express", 1),
        ],
    }
    text = ""
    for track, lessons in tracks.items():
        names = json.dumps([name for name, *_ in lessons])
        text += f'[[parcours]]\nid = "{track}"\ntitre = "{track.title()}"\n'
        text += f'phrase = "Une phrase."\ncouleur = "#8a1c5c"\nlecons = {names}\n'
        for name, code, title, level in lessons:
            place = folder / track / name
            (place / "media").mkdir(parents=True)
            lesson = LESSON.format(code=code, title=title, level=level)
            (place / "lecon.toml").write_text(lesson, encoding="utf-8")
            Image.new("RGB", (64, 48), "teal").save(place / "media" / "resultat.png")
    (folder / "parcours.toml").write_text(text, encoding="utf-8")
    return folder


def publish(settings: Settings) -> None:
    for lesson in read_courses(settings.courses).lessons:
        (settings.published / lesson.track / lesson.assignment).mkdir(parents=True, exist_ok=True)


def make_hub_auth(host: str, config: RoomConfig) -> RoomOAuth:
    return make_sign_in(
        config,
        api_url=f"{host}/hub/api",
        api_token=ROOM_TOKEN,
        oauth_client_id="service-salle",
        access_scopes={ACCESS},
    )


def start_salle(settings: Settings, port: int = 0) -> tuple[Salle, Callable[[], None]]:
    """Run a room and its Hub in a thread; returns them with the function that stops them."""
    clock, store = Clock(), open_store(settings.store_url)
    hub = FakeHub(store, clock)
    (socket, *_) = bind_sockets(port, "127.0.0.1")
    host = f"http://127.0.0.1:{socket.getsockname()[1]}"
    config = RoomConfig(api_url=f"{host}/hub/api", api_token=ROOM_TOKEN)
    room = Room(
        config,
        settings,
        store,
        read_courses(settings.courses),
        HubClient(config.api_url, config.api_token),
        clock,
        ticks=clock.ticks,
    )
    started, loop = threading.Event(), asyncio.new_event_loop()
    erasing: list[asyncio.Task[None]] = []
    servers: list[HTTPServer] = []

    async def serve() -> None:
        app: Application = make_app(room, make_hub_auth(host, config))
        app.add_handlers(".*", hub.handlers())
        server = make_server(app)
        server.add_sockets([socket])
        servers.append(server)
        erasing.append(asyncio.create_task(keep_erasing(room)))
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    started.wait(20)

    async def end() -> None:
        erasing[0].cancel()
        await asyncio.gather(*erasing, return_exceptions=True)
        servers[0].stop()
        await servers[0].close_all_connections()
        AsyncHTTPClient().close()
        await JupyterHubHTTPClient.loop_instance().close()

    def stop() -> None:
        asyncio.run_coroutine_threadsafe(end(), loop).result(20)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(20)
        store.close()

    return Salle(room, hub, clock, host, loop), stop


@pytest.fixture(scope="session", autouse=True)
def quick_secrets() -> Iterator[None]:
    """Hashes that cost nothing: their true price is proved with the store, which makes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quartiers.sessions.animators.PASSWORD", Cost(2**8, 8, 1))
        patch.setattr("quartiers.sessions.learners.COST", Cost(2**8, 8, 1))
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    courses = write_courses(tmp_path / "courses")
    made = Settings(data=tmp_path / "donnees", courses=courses, centre="Alma")
    made.data.mkdir()
    publish(made)
    return made


@pytest.fixture(name="start_salle")
def starter() -> Callable[[Settings], tuple[Salle, Callable[[], None]]]:
    """For a test that starts and stops a room by itself."""
    return start_salle


@pytest.fixture
def salle(settings: Settings) -> Iterator[Salle]:
    running, stop = start_salle(settings)
    yield running
    stop()
