"""The screen's files come from the room, the same for all; the rest comes from one's own server."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import requests

from quartiers.room.screen_files import JUPYTER

SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')
PAGE = re.compile(r'id="jupyter-config-data"[^>]*>(.*?)</script>', re.DOTALL)


def page_of(browser: Any) -> str:
    """JupyterLab's page, as a learner receives it."""
    answer = browser.get(browser.api("quartiers/open?lesson=P01"))
    assert answer.status_code == 200
    return str(answer.text)


def test_two_learners_load_the_very_same_addresses(fox: Any, otter: Any) -> None:
    first, second = SCRIPT.findall(page_of(fox)), SCRIPT.findall(page_of(otter))
    assert first == second
    assert all(path.startswith("/services/salle/ecran/") for path in first)


@pytest.mark.skipif(
    not list((JUPYTER / "lab/static").glob("*.gz")), reason="run ./pixel: it compresses the screen"
)
def test_these_addresses_answer_to_anybody_compressed_and_for_good(house: Any, fox: Any) -> None:
    config = json.loads(PAGE.findall(page_of(fox))[0])
    extensions = config["federated_extensions"]
    paths = SCRIPT.findall(page_of(fox)) + [
        f"{config['fullLabextensionsUrl']}/{it['name']}/{it['load']}" for it in extensions
    ]
    assert len(paths) > 1
    for path in paths:
        answer = requests.get(house.workshops + path)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Set-Cookie" not in answer.headers


def test_a_learner_cannot_change_what_others_load(fox: Any) -> None:
    kernel = fox.start_kernel()
    said = fox.run(
        kernel,
        "import pathlib, sys\n"
        "place = pathlib.Path(sys.prefix, 'share/jupyter/lab/static')\n"
        "(place / next(place.glob('main.*.js'))).open('ab')",
    )
    assert "denied" in said
    said = fox.run(kernel, "(place / 'piege.0123456789abcdef.js').write_text('alert(1)')")
    assert "denied" in said


def test_a_learners_server_cannot_speak_for_the_shared_place(fox: Any) -> None:
    for path in ("services/salle/ecran/lab/x.js", "../../services/salle/ecran/lab/x.js"):
        answer = fox.get(fox.api(path))
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("path", ["lab/api/settings", "lab/api/translations/fr_FR"])
def test_settings_and_french_words_travel_compressed(fox: Any, path: str) -> None:
    answer = fox.get(fox.api(path))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.json()


def test_the_screen_keeps_its_settings_in_the_learners_home(house: Any, fox: Any) -> None:
    token = fox.http.cookies.get("_xsrf", path=f"/user/{fox.name}/") or ""
    answer = fox.http.put(
        house.workshops + fox.api("lab/api/workspaces/default"),
        json={"data": {}, "metadata": {"id": "default"}},
        headers={"X-XSRFToken": token},
        timeout=60,
    )
    assert answer.status_code == 204, answer.text
    kept = house.settings.home(fox.name) / ".jupyter/lab/workspaces"
    assert list(kept.iterdir())
