"""What a learner's page does to its server, reduced to what costs: open, draw in a cell."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.websocket import websocket_connect

from quartiers.hub.diagnostic.stand_in import Guest
from quartiers.hub.ports import LOCAL

DRAW = """
import atelier
from PIL import Image, ImageDraw
image = Image.new("RGB", (320, 240), "navy")
dessin = ImageDraw.Draw(image)
for rayon in range(10, 110, 10):
    dessin.ellipse((160 - rayon, 120 - rayon, 160 + rayon, 120 + rayon), outline="gold")
image
"""
# What JupyterLab's page asks for before it shows a notebook.
PAGE = (
    "lab",
    "lab/api/settings",
    "lab/api/workspaces/default",
    "lab/api/translations/fr_FR",
    "api/kernelspecs",
    "api/sessions",
    "api/contents",
    "api/me",
)


class NothingDrawn(RuntimeError):
    """The cell did not give its picture; for the log."""


async def visit(guest: Guest) -> None:
    """Open the page, start a kernel, draw. HTTPError, OSError, NothingDrawn."""
    for path in PAGE:
        await _ask(guest, path)
    kernel = json.loads(await _ask(guest, "api/kernels", {"name": "python3"}))["id"]
    address = f"ws://{LOCAL}:{guest.port}{guest.base}api/kernels/{kernel}/channels"
    channel = await websocket_connect(HTTPRequest(address, headers=_headers(guest)))
    try:
        heard = await _run(channel, DRAW)
    finally:
        channel.close()
    if "image/png" not in heard:
        raise NothingDrawn(heard[-500:])


async def _ask(guest: Guest, path: str, body: object = None) -> bytes:
    request = HTTPRequest(
        f"http://{LOCAL}:{guest.port}{guest.base}{path}",
        method="GET" if body is None else "POST",
        body=None if body is None else json.dumps(body),
        headers=_headers(guest),
        request_timeout=60,
    )
    try:
        return (await AsyncHTTPClient().fetch(request)).body
    except HTTPError as refused:
        if refused.code == 404:  # a page asks for more than there is
            return b""
        raise


def _headers(guest: Guest) -> dict[str, str]:
    return {"Authorization": f"token {guest.token}"}


async def _run(channel: Any, code: str) -> str:
    """Run a cell; all that was heard of it, as text."""
    mine, heard = uuid.uuid4().hex, ""
    await channel.write_message(json.dumps(_message(mine, code)))
    async with asyncio.timeout(60):
        while (text := await channel.read_message()) is not None:
            heard += str(text)
            message = json.loads(text)
            ours = message["parent_header"].get("msg_id") == mine
            if ours and message["content"].get("execution_state") == "idle":
                break
    return heard


def _message(mine: str, code: str) -> dict[str, Any]:
    header = {"msg_id": mine, "msg_type": "execute_request", "session": "diagnostic"}
    header |= {"username": "", "date": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return message | {"channel": "shell"}
