"""One young person's browser, reduced to its requests: the same gestures in both houses."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

XSRF = re.compile(r'name="_xsrf"\s+(?:type="hidden"\s+)?value="([^"]+)"')
GIVE_UP = 400.0  # seconds
PATIENCE = 120.0  # seconds before a learner asks the menu for a new kernel
CLICK_AGAIN = 2.0  # seconds before a learner clicks once more
DRAW = """
from PIL import Image, ImageDraw
image = Image.new("RGB", (320, 240), "navy")
dessin = ImageDraw.Draw(image)
for rayon in range(10, 110, 10):
    dessin.ellipse((160 - rayon, 120 - rayon, 160 + rayon, 120 + rayon), outline="gold")
image
"""
# What JupyterLab's page asks for before it shows a notebook.
PAGE_REQUESTS = (
    "lab/api/settings",
    "lab/api/workspaces/default",
    "lab/api/translations",
    "lab/api/translations/fr_FR",
    "lab/api/listings/@jupyterlab/extensionmanager-extension/listings.json",
    "api/kernelspecs",
    "api/kernels",
    "api/sessions",
    "api/me",
)


class KernelLostError(Exception):
    """The server says that the kernel starts again, or is gone."""


@dataclass
class Times:
    """Seconds since the common start, when each step was done."""

    entered: float = 0.0
    lesson: float = 0.0
    drawn: float = 0.0
    saved: float = 0.0
    checked: float = 0.0
    kernels_lost: int = 0
    trouble: str = ""


@dataclass
class Guest:
    """A visitor of a house at `url`; `name` is the Hub user name, `notebook` the lesson's path.

    `workshops` is the origin of learners' servers, "" when it is the house's own.
    """

    url: str
    name: str
    notebook: str
    http: aiohttp.ClientSession
    times: Times = field(default_factory=Times)
    kernel: str = ""
    channel: Any = None
    workshops: str = ""

    @property
    def server(self) -> str:
        """The address of one's own server, without final slash."""
        return f"{self.workshops or self.url}/user/{self.name}"

    async def enter(self) -> None:
        """From the first page to «Mes leçons», or to the Hub's home."""
        raise NotImplementedError

    async def wait_for_server(self) -> None:
        """Click on the lesson and wait until one's own server shows it."""
        raise NotImplementedError

    async def live(self, start: float) -> None:
        """The whole journey; what goes wrong is noted, not raised."""
        try:
            async with asyncio.timeout(GIVE_UP):
                await self.enter()
                self.times.entered = time.monotonic() - start
                await self.wait_for_server()
                content = await self.open_lesson()
                self.times.lesson = time.monotonic() - start
                await self.start_kernel()
                heard = await self.run(DRAW)
                assert "image/png" in json.dumps(heard), heard
                self.times.drawn = time.monotonic() - start
                await self.save(content)
                self.times.saved = time.monotonic() - start
                await self.check(content)
                self.times.checked = time.monotonic() - start
        except Exception as reason:
            self.times.trouble = f"{type(reason).__name__}: {reason}"[:300]

    async def leave(self) -> None:
        """Close the browser."""
        if self.channel is not None:
            await self.channel.close()
        await self.http.close()

    async def get(self, path: str) -> tuple[URL, str]:
        """Ask for a page: where it ended, and its text. ClientResponseError from 400 on."""
        async with self.http.get(self.url + path) as answer:
            text = await answer.text()
            answer.raise_for_status()
            return answer.url, text

    async def post_form(self, page: str, path: str, **fields: str) -> tuple[URL, str]:
        """Read a page, fill in its form."""
        _, text = await self.get(page)
        return await self.send_form(text, path, **fields)

    async def send_form(self, text: str, path: str, **fields: str) -> tuple[URL, str]:
        """Send the form of a page that has been read."""
        found = XSRF.search(text)
        data = fields | ({"_xsrf": found[1]} if found else {})
        async with self.http.post(self.url + path, data=data) as answer:
            text = await answer.text()
            answer.raise_for_status()
            return answer.url, text

    async def api(self, method: str, path: str, body: object = None) -> Any:
        """JSON with one's own server, with its cross-site token."""
        where = URL(f"{self.server}/{path}", encoded=True)
        token = self.http.cookie_jar.filter_cookies(where).get("_xsrf")
        headers = {"X-XSRFToken": token.value} if token else {}
        async with self.http.request(method, where, json=body, headers=headers) as answer:
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {await answer.text()}"[:200])
            return await answer.json(content_type=None)

    async def open_lesson(self) -> dict[str, Any]:
        """All that the page asks for; the notebook."""
        for path in PAGE_REQUESTS:
            try:
                await self.api("GET", path)
            except RuntimeError:
                if path.startswith("api/"):
                    raise
        found = await self.api("GET", f"api/contents/{quote(self.notebook)}?content=1")
        content: dict[str, Any] = found["content"]
        return content

    async def start_kernel(self) -> None:
        """A session for the notebook, and its websocket."""
        names = {"name": "", "path": self.notebook, "type": "notebook"}
        session = await self.api("POST", "api/sessions", names | {"kernel": {"name": "python3"}})
        self.kernel = session["kernel"]["id"]
        await self.open_channel()

    async def open_channel(self) -> None:
        """The websocket of the kernel."""
        where = f"{self.server}/api/kernels/{self.kernel}/channels"
        self.channel = await self.http.ws_connect(where, max_msg_size=0)

    async def run(self, code: str) -> list[dict[str, Any]]:
        """Run a cell; the contents of all it said, its reply last.

        A stock kernel that starts beside thirty others may find its ports taken. JupyterLab then
        shows that it starts again, opens its channel anew, and the learner clicks again: so do we.
        """
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    return await self._ask(code)
            except TimeoutError:
                await self.api("POST", f"api/kernels/{self.kernel}/restart")
            except KernelLostError:
                await asyncio.sleep(CLICK_AGAIN)
            self.times.kernels_lost += 1
            await self.channel.close()
            await self.open_channel()

    async def _ask(self, code: str) -> list[dict[str, Any]]:
        mine = uuid.uuid4().hex
        header = {"msg_id": mine, "msg_type": "execute_request", "session": "s", "username": "u"}
        content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False}
        message = {"header": header | {"version": "5.3", "date": ""}, "parent_header": {}}
        message |= {"metadata": {}, "content": content, "channel": "shell"}
        await self.channel.send_str(json.dumps(message))
        heard: list[dict[str, Any]] = []
        reply: dict[str, Any] | None = None
        idle = False
        while not (idle and reply is not None):
            answer = json.loads(await self.channel.receive_str())
            kind = answer["msg_type"]
            if kind == "status" and answer["content"]["execution_state"] in ("restarting", "dead"):
                raise KernelLostError
            if answer["parent_header"].get("msg_id") != mine:
                continue
            if kind == "execute_reply":
                reply = answer["content"]
            elif kind == "status":
                idle = answer["content"]["execution_state"] == "idle"
            else:
                heard.append(answer["content"])
        return [*heard, reply]

    async def save(self, content: dict[str, Any]) -> None:
        """Save the notebook, as the page does by itself."""
        model = {"type": "notebook", "format": "json", "content": content}
        await self.api("PUT", f"api/contents/{quote(self.notebook)}", model)

    async def check(self, content: dict[str, Any]) -> None:
        """Prepare, run the first exercise as it was given, ask for its stars."""
        for role in ("preparation", "reponse", "controle"):
            heard = await self.run(first_cell(content, role))
        said = json.dumps(heard)
        assert "etoile" in said or "PasEncore" in said, said[:200]


def first_cell(content: dict[str, Any], role: str) -> str:
    """The source of the first cell that plays this role."""
    for cell in content["cells"]:
        if cell["metadata"].get("quartiers", {}).get("role") == role:
            source = cell["source"]
            return source if isinstance(source, str) else "".join(source)
    raise LookupError(f"no cell «{role}» in the lesson")


def computers() -> Iterator[str]:
    """The addresses of as many computers as one likes: a door counts the tries of each."""
    for number in itertools.count(250):
        yield f"127.0.{number // 250 % 250}.{number % 250 + 1}"


_computers = computers()


def new_session() -> aiohttp.ClientSession:
    """A browser of one's own: cookies, and patience."""
    return aiohttp.ClientSession(
        cookie_jar=aiohttp.CookieJar(unsafe=True),
        timeout=aiohttp.ClientTimeout(total=GIVE_UP),
        connector=aiohttp.TCPConnector(limit=6, local_addr=(next(_computers), 0)),
    )
