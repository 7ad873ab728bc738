"""What a learner's page does to its server, reduced to what costs: open, run a lesson, save."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

from nbformat import v4
from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest
from tornado.websocket import websocket_connect

from quartiers.hub.diagnostic.small_lesson import CELLS
from quartiers.hub.diagnostic.stand_in import Guest
from quartiers.unix_http import HOST, SCHEME
from quartiers.unix_resolver import UnixResolver, for_tornado

NOTEBOOK = "essai.ipynb"
OUTPUTS = frozenset({"stream", "display_data", "execute_result", "error"})
# What JupyterLab's page asks for before it shows a notebook.
PAGE = (
    "lab",
    "lab/api/settings",
    "lab/api/workspaces/default",
    "lab/api/translations",
    "lab/api/translations/fr_FR",
    "lab/api/listings/@jupyterlab/extensionmanager-extension/listings.json",
    "api/kernelspecs",
    "api/kernels",
    "api/sessions",
    "api/contents",
    "api/me",
)


class NothingShown(RuntimeError):
    """A cell did not show what it should; for the log."""


async def visit(guest: Guest) -> None:
    """Open the page, start a kernel, run the small lesson, save.

    HTTPError, OSError, NothingShown.
    """
    for path in PAGE:
        await _ask(guest, path)
    await _save(guest)
    await _ask(guest, f"api/contents/{NOTEBOOK}?content=1")
    opened = {"name": NOTEBOOK, "path": NOTEBOOK, "type": "notebook"}
    session = await _ask(guest, "api/sessions", opened | {"kernel": {"name": "python3"}})
    kernel = json.loads(session)["kernel"]["id"]
    address = "ws" + guest.url.removeprefix(SCHEME) + f"api/kernels/{kernel}/channels"
    request = HTTPRequest(address, headers=_headers(guest))
    channel = await websocket_connect(request, resolver=UnixResolver())
    try:
        for code, wanted in CELLS:
            shown = await _run(channel, code)
            if wanted not in shown:
                raise NothingShown(f"{code}: {shown[-500:]}")
    finally:
        channel.close()
    await _save(guest)


async def _save(guest: Guest) -> None:
    typed: Any = v4  # nbformat ships no complete types
    notebook = typed.new_notebook(cells=[typed.new_code_cell(code) for code, _ in CELLS])
    body = {"type": "notebook", "content": notebook}
    await _ask(guest, f"api/contents/{NOTEBOOK}", body, "PUT")


async def _ask(guest: Guest, path: str, body: object = None, method: str = "POST") -> bytes:
    request = HTTPRequest(
        for_tornado(guest.url + path),
        method="GET" if body is None else method,
        body=None if body is None else json.dumps(body),
        headers=_headers(guest),
        request_timeout=60,
    )
    try:
        return (await AsyncHTTPClient(resolver=UnixResolver()).fetch(request)).body
    except HTTPError as refused:
        if refused.code == 404:  # a page asks for more than there is
            return b""
        raise


def _headers(guest: Guest) -> dict[str, str]:
    return {"Authorization": f"token {guest.token}", "Host": HOST}


async def _run(channel: Any, code: str) -> str:
    """Run a cell; all that it showed, as text."""
    mine, shown = uuid.uuid4().hex, ""
    await channel.write_message(json.dumps(_message(mine, code)))
    async with asyncio.timeout(60):
        while (text := await channel.read_message()) is not None:
            message = json.loads(text)
            if message["parent_header"].get("msg_id") != mine:
                continue
            if message["msg_type"] in OUTPUTS:
                shown += json.dumps(message["content"], ensure_ascii=False)
            if message["content"].get("execution_state") == "idle":
                break
    return shown


def _message(mine: str, code: str) -> dict[str, Any]:
    header = {"msg_id": mine, "msg_type": "execute_request", "session": "diagnostic"}
    header |= {"username": "", "date": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": False, "allow_stdin": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return message | {"channel": "shell"}
