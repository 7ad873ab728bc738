"""The room's small decisions: limits, addresses, starts, French, avatars, pictures' files."""

from __future__ import annotations

import gc
import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from quartiers.grading import french
from quartiers.room.app import STATIC
from quartiers.room.avatars import draw_avatar, face, sprites
from quartiers.room.client_address import client_address
from quartiers.room.config import RoomConfig
from quartiers.room.headers import page_policy
from quartiers.room.hub_client import ServerState
from quartiers.room.starts import Starts
from quartiers.room.templates import make_templates
from quartiers.sessions.pictures import PICTURES
from quartiers.sessions.pseudonyms import ANIMALS, COLOURS
from quartiers.settings import Settings

PROXY = {"127.0.0.1"}


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("127.0.0.1", "10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "1.1.1.1, 10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "1.1.1.1, ::ffff:10.0.0.7", "10.0.0.7"),
        ("127.0.0.1", "fe80::1:2:3:4", "fe80::/64"),
        ("127.0.0.1", "10.0.0.7, pas une adresse", "127.0.0.1"),
        ("::1", "10.0.0.7", "::1"),
        ("unix", "10.0.0.7", "unix"),
        ("127.0.0.1", "n'importe quoi", "127.0.0.1"),
        ("10.0.0.9", "10.0.0.7", "10.0.0.9"),
    ],
)
def test_only_what_our_proxy_adds_to_forwarded_for_is_believed(
    peer: str, forwarded: str, address: str
) -> None:
    assert client_address(peer, forwarded, PROXY) == address


def test_a_start_is_asked_once_then_again_after_a_pause_then_no_more() -> None:
    starts, stopped = Starts(), ServerState()
    assert starts.decide("a", stopped, 0.0) == "start"
    assert starts.decide("a", stopped, 2.0) == "wait"
    assert starts.decide("a", ServerState(pending=True), 20.0) == "wait"
    assert starts.decide("a", stopped, 30.0) == "start"
    assert starts.decide("a", stopped, 60.0) == "start"
    assert starts.decide("a", stopped, 90.0) == "trouble"
    starts.forget("a")
    assert starts.decide("a", stopped, 91.0) == "start"


def test_a_ready_server_wipes_the_slate() -> None:
    starts = Starts()
    for seconds in (0, 20, 40):
        starts.decide("a", ServerState(), seconds)
    assert starts.decide("a", ServerState(ready=True), 60.0) == "ready"
    assert starts.decide("a", ServerState(), 61.0) == "start"


def test_the_hubs_environment_is_read() -> None:
    config = RoomConfig.from_env(
        {
            "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:9300",
            "JUPYTERHUB_SERVICE_PREFIX": "/services/salle/",
            "JUPYTERHUB_API_URL": "http://127.0.0.1:8081/hub/api/",
            "JUPYTERHUB_API_TOKEN": "jeton",
            "JUPYTERHUB_BASE_URL": "/pixel/",
        }
    )
    assert (config.host, config.port) == ("127.0.0.1", 9300)
    assert config.url("lecons") == "/services/salle/lecons"
    assert config.hub_url("ticket") == "/pixel/hub/ticket"
    assert (
        config.server_url("jeune-abc", "quartiers/open") == "/pixel/user/jeune-abc/quartiers/open"
    )
    assert config.api_url == "http://127.0.0.1:8081/hub/api"


def test_behind_a_socket_of_its_own_the_room_believes_the_proxy_and_nobody_else() -> None:
    config = RoomConfig.from_env(
        {
            "JUPYTERHUB_SERVICE_URL": "http+unix://%2ftmp%2fpx-a%2fmaison%2fsalle",
            "JUPYTERHUB_SERVICE_PREFIX": "/services/salle/",
            "JUPYTERHUB_API_URL": "http+unix://%2ftmp%2fpx-a%2fmaison%2fhub/hub/api",
            "JUPYTERHUB_API_TOKEN": "jeton",
            "QUARTIERS_ROOM_DOOR": "http+unix://%2ftmp%2fpx-a%2fportes%2fsalle",
        }
    )
    assert config.socket == Path("/tmp/px-a/maison/salle")
    assert config.door == Path("/tmp/px-a/portes/salle")
    assert client_address("unix", "8.8.8.8, 192.168.1.5", config.trusted_proxies) == "192.168.1.5"
    assert client_address("127.0.0.1", "192.168.1.5", config.trusted_proxies) == "127.0.0.1"


def test_french_plurals_begin_at_two() -> None:
    assert french.count(0, "étoile") == "0 étoile"
    assert french.count(1, "étoile") == "1 étoile"
    assert french.count(2, "étoile") == "2 étoiles"
    assert french.count(3, "étape faite", "étapes faites") == "3 étapes faites"


def test_dates_are_said_in_french() -> None:
    assert french.day(datetime(2027, 3, 1, tzinfo=UTC), UTC) == "1er mars 2027"
    assert french.day(datetime(2027, 8, 14, tzinfo=UTC), UTC) == "14 août 2027"
    assert french.hour(datetime(2027, 8, 14, 14, 5, tzinfo=UTC), UTC) == "14 h 05"


def test_every_animal_has_a_face_of_fourteen_rows_of_seven() -> None:
    assert set(sprites()) == set(ANIMALS)
    for animal, rows in sprites().items():
        assert [len(row) for row in rows] == [7] * 14, animal
        assert set("".join(rows)) <= set(".bdlwkpy"), animal


def test_faces_are_symmetrical_and_all_different() -> None:
    faces = [face(animal) for animal in ANIMALS]
    assert all(row == row[::-1] for grid in faces for row in grid)
    assert len(set(faces)) == len(faces)


def test_avatars_are_drawings_that_stand_alone() -> None:
    for colour in COLOURS:
        svg = draw_avatar("Renard", colour)
        assert ElementTree.fromstring(svg).tag.endswith("svg")
        assert "href" not in svg


def test_the_twelve_secret_pictures_are_drawn_named_and_different() -> None:
    files = [STATIC / "images" / f"{picture.name}.svg" for picture in PICTURES]
    assert len(PICTURES) == 12
    texts = [file.read_text(encoding="utf-8") for file in files]
    for picture, text in zip(PICTURES, texts, strict=True):
        assert f"<title>{picture.label}</title>" in text
    backgrounds = {text.split('fill="')[1].split('"')[0] for text in texts}
    assert len(backgrounds) == 12


def test_our_files_load_nothing_from_elsewhere() -> None:
    for path in STATIC.rglob("*"):
        if path.suffix in {".css", ".js", ".svg"}:
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http" not in text, path
            assert "//" not in text.replace("// ", ""), path


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(*themes: str) -> dict[str, str]:
    """The colours of everybody, then those that each theme changes, by name."""
    css = (STATIC / "css" / "base.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for theme in (":root", *themes):
        block = css.split(f"\n{theme} {{", 1)[1].split("}", 1)[0]
        found |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    return {
        name: c if len(c) == 7 else "#" + "".join(2 * d for d in c[1:]) for name, c in found.items()
    }


@pytest.mark.parametrize(
    "themes",
    [
        (),
        (".theme-dark",),
        (".contrast-high",),
        (".theme-dark", ".contrast-high", ".theme-dark.contrast-high"),
    ],
)
def test_every_pair_of_text_and_background_is_readable(themes: tuple[str, ...]) -> None:
    token = tokens(*themes)
    grounds = ("papier", "toile", "blanc", "lin", "menthe", "rose", "ciel", "jaune")
    for ground in grounds:
        assert contrast(token["encre"], token[ground]) >= 7, ground
    for ground in grounds[:4]:
        assert contrast(token["encre-douce"], token[ground]) >= 4.5, ground
    for dark in ("brique", "canard", "cobalt", "garance"):
        assert contrast("#ffffff", token[dark]) >= 4.5, dark
    assert contrast(token["nuit"], token["safran"]) >= 7
    for bright, usual in (("lien", "cobalt"), ("vif", "brique")):
        for ground in grounds[:3]:
            assert contrast(token.get(bright, token[usual]), token[ground]) >= 4.5, bright


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not list them")
def test_a_room_that_stopped_keeps_no_file_open(settings: Settings, start_salle: Any) -> None:
    def use_a_room() -> int:
        salle, stop = start_salle(settings)
        salle.inside(salle.learner(), salle.seance()).session.close()
        salle.store.learners.create("Panda azur", "Alma", None)
        stop()
        gc.collect()
        return len(os.listdir("/proc/self/fd"))

    before = use_a_room()  # the first one also opens what stays for all
    shutil.rmtree(settings.data)
    settings.data.mkdir()
    assert use_a_room() <= before


def test_a_french_quote_never_stands_alone_on_a_line() -> None:
    shown = make_templates().from_string("Lis « {{ word }} » ici.").render(word="a « b")
    assert shown == "Lis «\u00a0a « b\u00a0» ici."


def test_a_form_may_end_in_a_workshop_and_nowhere_else_outside() -> None:
    assert page_policy(8001).endswith("; form-action 'self' http://*:8001")
    assert page_policy(0).endswith("; form-action 'self'")
