"""The room seen from a learner's server."""

from __future__ import annotations

import asyncio

from quartiers.lab.room import Room

ENVIRONMENT = {
    "QUARTIERS_ROOM_URL": "http://127.0.0.1:8000/services/salle/",
    "JUPYTERHUB_API_TOKEN": "secret",
}


def test_a_server_of_the_hub_knows_its_room() -> None:
    room = Room.from_env(ENVIRONMENT)
    assert room == Room("http://127.0.0.1:8000/services/salle", "secret")


def test_a_server_alone_has_no_room() -> None:
    assert Room.from_env({}) is None
    assert Room.from_env({**ENVIRONMENT, "JUPYTERHUB_API_TOKEN": ""}) is None


def test_the_way_back_is_a_path_on_the_address_the_browser_uses() -> None:
    room = Room.from_env(ENVIRONMENT)
    assert room is not None
    assert room.lessons_page == "/services/salle/lecons"
    assert room.pair_page == "/services/salle/a-deux"


def test_a_silent_room_lets_the_lesson_open() -> None:
    assert asyncio.run(Room("http://127.0.0.1:9", "secret").me()) == {}
