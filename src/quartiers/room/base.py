"""What every page has: who is there, safe headers, French templates, errors said kindly.

To write a page, subclass `Page`, `LearnerPage` or `AnimatorPage`, answer with `self.show(...)`,
and add it to the `handlers()` of its package. Anything that touches the store goes through
`await in_thread(...)`, so that thirty browsers never wait for one disk.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from http import HTTPStatus
from typing import Any, ClassVar

from jupyterhub.services.auth import HubOAuthenticated, UserNotAllowed
from markupsafe import Markup
from tornado.web import HTTPError, RequestHandler

from quartiers.kernels.disk.full import is_full
from quartiers.room.avatars import avatar_path
from quartiers.room.client_address import client_address
from quartiers.room.error_texts import error_text
from quartiers.room.headers import SECURITY_HEADERS, page_policy
from quartiers.room.room import Room
from quartiers.sessions.comfort import Comfort
from quartiers.sessions.model import Animator, Learner, Seance
from quartiers.sessions.store import Store

in_thread = asyncio.to_thread

DOOR_COOKIE = "salle-porte"
LEARNER_PREFIX = "jeune-"
ANIMATOR_PREFIX = "anim-"


class Safe(RequestHandler):
    """Safe headers on every answer, and the room at hand."""

    def set_default_headers(self) -> None:
        """Nothing runs in our pages but our own files, and nobody frames them."""
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Security-Policy", page_policy(self.room.config.workshops))
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)

    def set_cookie(self, name: str, value: str | bytes, *args: Any, **options: Any) -> None:
        """For our own pages only, out of reach of scripts and of other sites, unless said."""
        ours: dict[str, Any] = {
            "path": self.room.config.prefix,
            "httponly": True,
            "samesite": "Lax",
        }
        super().set_cookie(name, value, *args, **(ours | options))

    @property
    def room(self) -> Room:
        """The shared parts."""
        room: Room = self.settings["room"]
        return room

    def now(self) -> datetime:
        """The present, by the room's clock."""
        return self.room.clock()

    @property
    def address(self) -> str:
        """The visitor's address, for the limits on tries."""
        forwarded = ",".join(self.request.headers.get_list("X-Forwarded-For"))
        peer = self.request.connection.context.address  # type: ignore[union-attr]
        host = peer[0] if isinstance(peer, tuple) else "unix"
        trusted = self.settings.get("trusted_proxies", self.room.config.trusted_proxies)
        return client_address(host, forwarded, trusted)


class Page(HubOAuthenticated, Safe):
    """A page in the browser; `learner` or `animator` is set when the Hub knows the visitor."""

    learner: Learner | None = None
    comfort: Comfort = Comfort()
    animator: Animator | None = None
    # Set from the start, because JupyterHub would otherwise ask the Hub while we wait.
    _hub_auth_user_cache: dict[str, Any] | None = None

    def initialize(self) -> None:
        """Use the application's own connection to the Hub."""
        self.hub_auth = self.settings["hub_auth"]

    async def prepare(self) -> None:
        """Find out who is there, without blocking the other visitors."""
        name = await self._hub_name()
        if name.startswith(LEARNER_PREFIX):
            self.learner, self.comfort = await in_thread(read_learner, self.room.store, name)
        elif name.startswith(ANIMATOR_PREFIX):
            login = name.removeprefix(ANIMATOR_PREFIX)
            self.animator = await in_thread(self.room.store.animators.by_login, login)

    async def _hub_name(self) -> str:
        user = await self.hub_auth.get_user(self, sync=False)
        try:
            self._hub_auth_user_cache = self.check_hub_user(user) if user else None
        except UserNotAllowed:
            self._hub_auth_user_cache = None
        return (self._hub_auth_user_cache or {}).get("name", "")

    def url(self, path: str = "") -> str:
        """The address of a page of the room."""
        return self.room.config.url(path)

    def go(self, path: str = "") -> None:
        """After a form: show another page of the room (the browser asks for it with GET)."""
        self.redirect(self.url(path), status=HTTPStatus.SEE_OTHER)

    def field(self, name: str) -> str:
        """One field of a form, without spaces around; empty when absent."""
        return self.get_body_argument(name, "").strip()

    def show(self, template: str, **context: Any) -> None:
        """Answer with a template; `context` adds to what every template has."""
        self.finish(
            self.settings["templates"].get_template(template).render({**self._common(), **context})
        )

    def _common(self) -> dict[str, Any]:
        return {
            "url": self.url,
            "hub_url": self.room.config.hub_url,
            "static": self.static_url,
            "avatar": lambda pseudo: self.url(avatar_path(pseudo)),
            "xsrf": lambda: Markup(self.xsrf_form_html()),
            "xsrf_token": lambda: self.xsrf_token.decode(),
            "learner": self.learner,
            "animator": self.animator,
            "comfort": self.comfort,
            "now": self.now(),
        }

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say what happened in a page of ours, without technical words."""
        if is_full(kwargs.get("exc_info", (None, None))[1]):
            status_code = HTTPStatus.INSUFFICIENT_STORAGE
        self.set_status(status_code)
        title, sentence = error_text(status_code, adult=self.animator is not None)
        self.show("imprevu.html", status=status_code, title=title, sentence=sentence)


class LearnerPage(Page):
    """A page for a learner; `seance` is the open séance they entered."""

    needs_open_seance: ClassVar[bool] = True
    learner: Learner
    seance: Seance | None = None

    async def prepare(self) -> None:
        """Learners only, and only while their séance is open."""
        await super().prepare()
        if not self.learner:
            return self._send_to_door()
        self.seance = await in_thread(self.room.store.seances.open_for, self.learner.id)
        if self.seance is None and self.needs_open_seance:
            self.set_status(HTTPStatus.FORBIDDEN)
            self.show("learners/fermee.html")

    def _send_to_door(self) -> None:
        if self.animator:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        ask_hub_or_refuse(self)


class AnimatorPage(Page):
    """A page for an animator."""

    animator: Animator

    async def prepare(self) -> None:
        """Animators only; others are shown the animators' door."""
        await super().prepare()
        if self.animator:
            return
        if self.learner:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        self.set_cookie(DOOR_COOKIE, "animation", path=self.url(), max_age=60, httponly=True)
        ask_hub_or_refuse(self)


def read_learner(store: Store, name: str) -> tuple[Learner | None, Comfort]:
    """The learner of this Hub user name, and how they like to read."""
    return store.learners.get(name), store.comfort.get(name)


def ask_hub_or_refuse(page: Page) -> None:
    """Let the Hub say who reads this page; a form sent by nobody is refused."""
    if page.request.method not in ("GET", "HEAD"):
        raise HTTPError(HTTPStatus.FORBIDDEN)
    page.redirect(page.get_login_url())
