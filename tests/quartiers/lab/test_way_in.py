"""The last step of the way in: what goes wrong there is French too."""

from __future__ import annotations

import asyncio

import pytest
from jupyterhub.services.auth import HubOAuthCallbackHandler
from tornado.httpclient import AsyncHTTPClient
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from quartiers.lab import way_in


async def asked() -> tuple[int, str]:
    door, port = bind_unused_port()
    server = HTTPServer(Application([("/oauth_callback", HubOAuthCallbackHandler)]))
    server.add_socket(door)
    address = f"http://127.0.0.1:{port}/oauth_callback"
    answer = await AsyncHTTPClient().fetch(address, raise_error=False)
    server.stop()
    return answer.code, answer.body.decode()


def test_a_way_in_that_stops_half_way_is_told_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Hub went away in the middle: its handler is a plain Tornado one, which said so."""
    monkeypatch.setattr(HubOAuthCallbackHandler, "write_error", HubOAuthCallbackHandler.write_error)
    assert "Bad Request" in asyncio.run(asked())[1]
    way_in.speak_french("/services/salle/lecons")
    code, page = asyncio.run(asked())
    assert code == 400
    assert "ton travail est gardé" in page
    assert 'href="/services/salle/lecons"' in page
    assert "Bad Request" not in page
