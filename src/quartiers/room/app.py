"""Puts the room together: one Tornado application made of the handlers of each package."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

from jupyterhub.services.auth import HubOAuth, HubOAuthCallbackHandler
from tornado.web import Application, StaticFileHandler

from quartiers.room import (
    animation,
    api,
    box,
    copies,
    entry,
    erasing,
    learners,
    pairs,
    pictures,
    screen_files,
)
from quartiers.room.base import Page, Safe
from quartiers.room.media import pages as media
from quartiers.room.room import Room
from quartiers.room.templates import make_templates

STATIC = Path(__file__).parent / "static"
A_DAY = 86_400


class Callback(HubOAuthCallbackHandler):
    """Where the Hub sends a visitor it recognised."""

    def initialize(self) -> None:
        """Use the application's own connection to the Hub."""
        self.hub_auth = self.settings["hub_auth"]


class OurFiles(StaticFileHandler, Safe):
    """Styles, scripts, drawings: kept for years by browsers under an address with their hash."""

    def set_extra_headers(self, path: str) -> None:
        """Without hash, keep for a day."""
        if "v" in self.request.arguments:
            self.set_header("Cache-Control", f"public, max-age={self.CACHE_MAX_AGE}, immutable")
        else:
            self.set_header("Cache-Control", f"public, max-age={A_DAY}")


class NotFound(Page):
    """Any other address."""

    async def prepare(self) -> None:
        """Say it kindly."""
        await super().prepare()
        self.send_error(404)


def make_app(room: Room, hub_auth: HubOAuth) -> Application:
    """The application, under the prefix that the Hub gave."""
    prefix = room.config.prefix
    return Application(
        [(prefix + path, handler, options) for path, handler, options in _routes()],
        room=room,
        hub_auth=hub_auth,
        templates=make_templates(),
        cookie_secret=secrets.token_bytes(32),
        xsrf_cookies=True,
        xsrf_cookie_kwargs={"httponly": True, "samesite": "Lax"},
        static_path=str(STATIC),
        static_url_prefix=prefix + "static/",
        static_handler_class=OurFiles,
        default_handler_class=NotFound,
    )


def make_api(room: Room, hub_auth: HubOAuth) -> Application:
    """What learners' servers find at their door: no page, and no word believed of where from."""
    prefix = room.config.prefix
    return Application(
        [(prefix + path, handler) for path, handler in api.handlers()],
        room=room,
        hub_auth=hub_auth,
        trusted_proxies=frozenset(),
        default_handler_class=api.Nothing,
    )


def _routes() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    yield "oauth_callback", Callback, {}
    yield "polices/(.*)", OurFiles, {"path": str(resources.files("atelier") / "polices")}
    yield from screen_files.routes()
    for package in (entry, learners, pairs, animation, box, copies, erasing, api, pictures, media):
        for path, handler in package.handlers():
            yield path, handler, {}
