"""Runs the room as a service of the Hub: `python -m quartiers.room`."""

from __future__ import annotations

import asyncio
import logging
import signal

from jupyterhub.services.auth import HubOAuth
from tornado.httpserver import HTTPServer
from tornado.log import enable_pretty_logging
from tornado.web import Application

from quartiers.redacting import keep_secrets_out
from quartiers.room.app import make_app
from quartiers.room.config import RoomConfig
from quartiers.room.erasing.leaving import keep_erasing
from quartiers.room.hub_client import speak_to_many
from quartiers.room.room import open_room
from quartiers.settings import Settings

# Forms and the API are small and quick; what is `Receiving` has limits of its own.
LARGEST_BODY = 64 * 1024
BODY_SECONDS = 30


async def serve(config: RoomConfig, settings: Settings) -> None:
    """Answer until the Hub says to stop."""
    speak_to_many()
    room = open_room(config, settings)
    server = make_server(make_app(room, HubOAuth.instance()))
    server.listen(config.port, config.host)
    erasing = asyncio.create_task(keep_erasing(room))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    server.stop()
    erasing.cancel()
    room.store.close()


def make_server(app: Application) -> HTTPServer:
    """The server of the room: no request without end, in size or in time."""
    return HTTPServer(app, max_body_size=LARGEST_BODY, body_timeout=BODY_SECONDS)


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
