"""The platform's settings turned into JupyterHub's."""

from __future__ import annotations

from pathlib import Path

import pytest
from jupyterhub.app import JupyterHub
from jupyterhub.proxy import ConfigurableHTTPProxy
from jupyterhub.scopes import scope_definitions
from traitlets.config import Config

from quartiers.hub.application import House
from quartiers.hub.config import (
    TEMPLATES,
    hub_config,
    roles,
    service_environment,
    services,
)
from quartiers.hub.place import ProxyProgram
from quartiers.hub.sockets import Sockets
from quartiers.hub.spawner import LearnerSpawner
from quartiers.settings import Settings
from quartiers.unix_http import socket_path

SOCKETS = Sockets(Path("/tmp/px-abcdefgh"))
PROXY = ProxyProgram("/usr/bin/node", Path("/x/node_modules"), "secret")
WORKSHOPS = 9502


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, port=9501, centre="Alma")


@pytest.fixture
def config(settings: Settings) -> Config:
    return hub_config(settings, SOCKETS, PROXY, WORKSHOPS)


@pytest.mark.parametrize("kind", [House, JupyterHub, ConfigurableHTTPProxy, LearnerSpawner])
def test_every_setting_exists_in_this_version_of_jupyterhub(config: Config, kind: type) -> None:
    known = kind.class_trait_names(config=True)
    assert set(config[kind.__name__]) <= set(known)


def test_only_the_proxy_listens_to_the_lan(config: Config) -> None:
    assert config.JupyterHub.bind_url == "http://:9501/"
    assert config.JupyterHub.hub_bind_url == "http+unix://%2ftmp%2fpx-abcdefgh%2fmaison%2fhub"
    assert config.JupyterHub.hub_connect_url == config.JupyterHub.hub_bind_url
    proxy = config.ConfigurableHTTPProxy.api_url
    assert socket_path(proxy) == SOCKETS.inside / "portier"
    assert socket_path(services(Settings(), SOCKETS)[0]["url"]) == SOCKETS.inside / "salle"


def test_learners_servers_have_doors_of_their_own(config: Config) -> None:
    room = services(Settings(), SOCKETS)[0]["environment"]
    assert socket_path(config.House.learners_door) == SOCKETS.doors / "hub"
    assert socket_path(room["QUARTIERS_ROOM_DOOR"]) == SOCKETS.doors / "salle"


def test_secrets_lie_in_the_hubs_private_folder(config: Config, settings: Settings) -> None:
    for name in ("cookie_secret_file", "pid_file"):
        assert Path(config.JupyterHub[name]).parent == settings.hub_folder
    assert str(settings.hub_folder) in config.JupyterHub.db_url


def test_every_role_asks_for_scopes_that_exist() -> None:
    asked = {scope.partition("!")[0] for role in roles() for scope in role["scopes"]}
    assert asked <= set(scope_definitions)


def test_nobody_administers_the_hub_nor_makes_tokens() -> None:
    asked = {scope for role in roles() for scope in role["scopes"]}
    assert not {scope for scope in asked if scope.startswith(("admin", "tokens", "self"))}


def test_only_the_room_may_delete_an_account() -> None:
    allowed = [role["name"] for role in roles() if "delete:users" in role["scopes"]]
    assert allowed == ["salle"]


def test_learners_may_only_touch_what_is_theirs() -> None:
    user = next(role for role in roles() if role["name"] == "user")
    assert all(scope.endswith(("!user", "!service=salle")) for scope in user["scopes"])


def test_a_learners_server_can_speak_to_the_room() -> None:
    server = next(role for role in roles() if role["name"] == "server")
    assert "access:services!service=salle" in server["scopes"]


def test_services_get_the_settings_and_our_programs_first(settings: Settings) -> None:
    for service in services(settings, SOCKETS):
        assert Settings.from_env(service["environment"]) == settings
        assert service["environment"]["PATH"].split(":")[0].endswith("bin")


def test_the_grader_has_no_page(settings: Settings) -> None:
    room, grader = services(settings, SOCKETS)
    assert (room["name"], room["oauth_no_confirm"]) == ("salle", True)
    assert grader["name"] == "correcteur"
    assert "url" not in grader


def test_all_our_programs_end_with_the_hub(config: Config) -> None:
    commands = [service["command"] for service in config.JupyterHub.services]
    for command in (*commands, config.ConfigurableHTTPProxy.command):
        assert "quartiers.kernels.leash" in command


def test_templates_are_ours(config: Config) -> None:
    assert config.JupyterHub.template_paths == [str(TEMPLATES)]
    assert (TEMPLATES / "error.html").exists()


def test_the_room_is_told_the_address_that_the_other_computers_type(monkeypatch, tmp_path):
    monkeypatch.setenv("QUARTIERS_ADDRESS", "http://192.168.1.20:8000/")
    environment = service_environment(Settings(data=tmp_path))
    assert environment["QUARTIERS_ADDRESS"] == "http://192.168.1.20:8000/"


def test_the_room_is_told_the_port_of_the_workshops(monkeypatch, tmp_path):
    monkeypatch.setenv("QUARTIERS_WORKSHOPS_PORT", "8001")
    environment = service_environment(Settings(data=tmp_path))
    assert environment["QUARTIERS_WORKSHOPS_PORT"] == "8001"


def test_cookies_name_no_date_and_outlive_a_clock_put_forward_by_a_day(config: Config) -> None:
    """A box whose clock is years behind would name dates that browsers know to be over."""
    assert config.JupyterHub.tornado_settings["cookie_options"]["expires_days"] is None
    assert 1 < config.JupyterHub.cookie_max_age_days < 3


def test_the_proxy_knows_both_doors_and_its_own_packages(config: Config) -> None:
    command = config.ConfigurableHTTPProxy.command
    assert command[command.index("--workshops-port") + 1] == str(WORKSHOPS)
    assert command[command.index("--packages") + 1] == "/x/node_modules"
    assert Path(command[command.index("--packages") - 1]).exists()
