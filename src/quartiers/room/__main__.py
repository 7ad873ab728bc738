"""Runs the room as a service of the Hub: `python -m quartiers.room`."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator

from tornado.httpserver import HTTPServer
from tornado.log import enable_pretty_logging
from tornado.web import Application

from quartiers.redacting import keep_secrets_out
from quartiers.room.app import make_api, make_app
from quartiers.room.config import RoomConfig
from quartiers.room.erasing.leaving import keep_erasing
from quartiers.room.hub_client import speak_to_many
from quartiers.room.room import Room, open_room
from quartiers.room.sign_in import RoomOAuth, make_sign_in
from quartiers.settings import Settings
from quartiers.unix_http import listening
from quartiers.unix_server import FairServer

# Forms and the API are small and quick; what is `Receiving` has limits of its own.
LARGEST_BODY = 64 * 1024
BODY_SECONDS = 30


async def serve(config: RoomConfig, settings: Settings) -> None:
    """Answer until the Hub says to stop."""
    speak_to_many()
    room = open_room(config, settings)
    servers = list(open_doors(room, make_sign_in(config)))
    erasing = asyncio.create_task(keep_erasing(room))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    for server in servers:
        server.stop()
    erasing.cancel()
    room.store.close()


def make_server(app: Application, kind: type[HTTPServer] = HTTPServer) -> HTTPServer:
    """The server of the room: no request without end, in size or in time."""
    return kind(app, max_body_size=LARGEST_BODY, body_timeout=BODY_SECONDS)


def open_doors(room: Room, auth: RoomOAuth) -> Iterator[HTTPServer]:
    """Listen for the proxy, which brings the browsers, then for the learners' servers."""
    config = room.config
    pages = make_server(make_app(room, auth))
    if config.socket is None:
        pages.listen(config.port, config.host)
    else:
        pages.add_socket(listening(config.socket, 0o600))
    yield pages
    if config.door is not None:
        api = make_server(make_api(room, auth), FairServer)
        api.add_socket(listening(config.door, 0o666))
        yield api


def main() -> None:
    """Set the log up and serve."""
    logging.getLogger().setLevel(logging.INFO)
    enable_pretty_logging()
    keep_secrets_out()
    # JupyterHub warns about each page read over plain http: on a LAN that is all of them.
    logging.getLogger("tornado.application").addFilter(_is_not_xsrf_chatter)
    asyncio.run(serve(RoomConfig.from_env(), Settings.from_env()))


def _is_not_xsrf_chatter(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(("Skipping XSRF check", "Setting new xsrf cookie"))


if __name__ == "__main__":
    main()
