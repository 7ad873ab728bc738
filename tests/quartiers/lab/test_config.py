"""The configuration of a learner's server, and that Jupyter really takes it."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
from learner_side import LearnerServer

from quartiers.lab.config import LAB_SETTINGS, LABEXTENSIONS, SERVER_EXTENSIONS, server_config

SCHEMAS = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"


def settings(name: str) -> dict[str, Any]:
    """One of our JupyterLab settings files."""
    return dict(json.loads((LAB_SETTINGS / name).read_text(encoding="utf-8")))


def test_the_configuration_can_be_written_as_json(tmp_path: Path) -> None:
    config = server_config(published=tmp_path)
    assert json.loads(json.dumps(config)) == config


def test_the_published_folder_may_come_from_the_environment_instead() -> None:
    assert server_config(published=None)["QuartiersLab"] == {}


def test_every_server_extension_of_nbgrader_is_off() -> None:
    enabled = Path(sys.prefix) / "etc" / "jupyter" / "jupyter_server_config.d" / "nbgrader.json"
    names = json.loads(enabled.read_text())["ServerApp"]["jpserver_extensions"]
    assert names, "nbgrader changed the way it switches itself on"
    assert {name: SERVER_EXTENSIONS.get(name) for name in names} == dict.fromkeys(names, False)


@pytest.mark.parametrize("plugin", settings("overrides.json"))
def test_every_setting_we_override_exists(plugin: str) -> None:
    package, name = plugin.split(":")
    schema = json.loads((SCHEMAS / package / f"{name}.json").read_text(encoding="utf-8"))
    unknown = set(settings("overrides.json")[plugin]) - set(schema["properties"])
    assert not unknown


def test_the_language_we_ask_for_is_installed() -> None:
    locale = settings("overrides.json")["@jupyterlab/translation-extension:plugin"]["locale"]
    assert distribution(f"jupyterlab-language-pack-{locale.replace('_', '-')}").version


def lesson_page(server: LearnerServer) -> str:
    """The page of a lesson, before any script."""
    place = server.ask("quartiers/open?lesson=P01").location
    return server.ask(place.removeprefix("/user/jeune-abc/")).body.decode()


def page_config(server: LearnerServer) -> dict[str, Any]:
    """What a learner's page tells JupyterLab's browser side."""
    page = lesson_page(server)
    found = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def test_a_running_server_shows_children_nothing_of_nbgrader(server: LearnerServer) -> None:
    disabled = page_config(server)["disabledExtensions"]
    assert {"@jupyter/nbgrader", "@jupyterlab/launcher-extension"} <= set(disabled)


def test_a_running_server_keeps_quiet_about_news_and_the_network(server: LearnerServer) -> None:
    page = page_config(server)
    assert page["news"] == {"disabled": True}
    assert page["terminalsAvailable"] is False
    assert page["extensionManager"]["can_install"] is False


def test_a_running_server_speaks_french(server: LearnerServer) -> None:
    answer = server.ask("lab/api/settings/@jupyterlab/translation-extension:plugin").json
    assert answer["schema"]["properties"]["locale"]["default"] == "fr_FR"


def test_a_running_server_has_children_download_nothing_that_is_switched_off(
    server: LearnerServer,
) -> None:
    page = page_config(server)
    loaded = {extension["name"] for extension in page["federated_extensions"]}
    assert loaded
    assert not loaded & set(page["disabledExtensions"])


def test_the_page_says_in_french_that_it_waits_before_any_script(server: LearnerServer) -> None:
    sheet = re.search(r'href="([^"]*custom\.css)"', lesson_page(server))
    assert sheet is not None
    told = server.ask(sheet[1].removeprefix("/user/jeune-abc/")).body.decode()
    assert "Je prépare ta leçon…" in told


@pytest.mark.skipif(
    not (LABEXTENSIONS / "quartiers-lab" / "package.json").is_file(),
    reason="the browser side is not built: run `npm run build` in lab-extension",
)
def test_a_running_server_serves_our_screen(server: LearnerServer) -> None:
    ours = [
        extension
        for extension in page_config(server)["federated_extensions"]
        if extension["name"] == "quartiers-lab"
    ]
    assert len(ours) == 1
    assert server.ask(f"lab/extensions/quartiers-lab/{ours[0]['load']}").status == 200
