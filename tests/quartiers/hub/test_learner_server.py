"""One learner's server, described."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from jupyterhub.services.auth import HubOAuth
from traitlets.config import Config

from quartiers.hub.folders import (
    ensure_folders,
    ensure_tmp_root,
    remove_tmp_root,
    server_settings,
)
from quartiers.hub.learner_server import (
    config_file_text,
    learner_uid,
    server_environment,
    server_traits,
    server_walls,
    write_config,
)
from quartiers.hub.room_path import ROOM_PATH
from quartiers.hub.sockets import sockets_of
from quartiers.kernels.contain import Walls
from quartiers.kernels.containment import Containment, strongest
from quartiers.settings import Settings
from quartiers.unix_http import socket_path

ROOT_BOX = strongest(root=True, abi=7, closed=None)
ORDINARY_BOX = strongest(root=False, abi=7, closed=None)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    found = Settings(data=tmp_path, port=9501, uid_base=200_000)
    found.hub_folder.mkdir()
    ensure_tmp_root(found)
    yield found
    remove_tmp_root(found)


def walls(settings: Settings, containment: Containment) -> Walls:
    return server_walls(
        settings, containment, name="jeune-abc234", number=7, tmp=Path("/tmp/px-abcdefgh/1234567")
    )


def test_each_learner_has_a_uid_on_a_box_run_as_root(settings: Settings) -> None:
    assert learner_uid(settings, ROOT_BOX, 7) == 200_007
    assert learner_uid(settings, ORDINARY_BOX, 7) is None


def test_a_learner_reads_lessons_and_nothing_of_the_trusted_side(settings: Settings) -> None:
    found = walls(settings, ROOT_BOX)
    assert settings.published in found.read
    trusted = {settings.hub_folder, settings.inbox, settings.logs, settings.data / "cours"}
    assert not trusted & {*found.read, *found.write}
    assert settings.data not in found.read
    assert found.home == settings.home("jeune-abc234")


def test_a_shared_account_shuts_unix_sockets(settings: Settings) -> None:
    assert walls(settings, ROOT_BOX).unix_sockets
    assert not walls(settings, ORDINARY_BOX).unix_sockets


def test_a_shared_account_that_is_roots_own_starts_all_the_same() -> None:
    """Root whose folder is closed to others: the house opened, and no lesson ever did."""
    shared = Containment(own_uid=False, landlock_abi=6, sentence="", closed=Path("/root"))
    assert server_traits(shared)["ServerApp"]["allow_root"] is True
    assert server_traits(ROOT_BOX)["ServerApp"]["allow_root"] is False


def test_kernels_speak_through_private_sockets_where_they_can() -> None:
    assert server_traits(ROOT_BOX)["KernelManager"]["transport"] == "ipc"
    assert server_traits(ORDINARY_BOX)["KernelManager"]["transport"] == "tcp"


def test_who_left_frees_first_the_kernel_then_the_server_and_who_reads_loses_nothing() -> None:
    traits = server_traits(ROOT_BOX)
    kernels, server = traits["MappingKernelManager"], traits["ServerApp"]
    assert kernels["cull_connected"] is False
    assert kernels["cull_idle_timeout"] < server["shutdown_no_activity_timeout"]
    assert kernels["cull_interval"] < kernels["cull_idle_timeout"]


def test_the_environment_holds_what_the_lab_needs(settings: Settings) -> None:
    found = server_environment(settings, walls(settings, ROOT_BOX))
    assert found["QUARTIERS_PUBLISHED"] == str(settings.published)
    assert found["JUPYTERHUB_ROOT_DIR"] == str(settings.home("jeune-abc234"))


def test_a_server_finds_the_hub_and_the_room_at_their_doors(settings: Settings) -> None:
    found = server_environment(settings, walls(settings, ROOT_BOX))
    sockets = sockets_of(settings)
    assert socket_path(found["QUARTIERS_ROOM_URL"]) == sockets.room_door
    assert socket_path(found["JUPYTERHUB_API_URL"]) == sockets.hub_door
    assert urlsplit(found["JUPYTERHUB_ACTIVITY_URL"]).path.endswith("/jeune-abc234/activity")


def test_on_a_shared_account_it_goes_by_way_of_the_proxy(settings: Settings) -> None:
    found = server_environment(settings, walls(settings, ORDINARY_BOX))
    assert found["QUARTIERS_ROOM_URL"] == "http://127.0.0.1:9501/services/salle"
    assert found["JUPYTERHUB_API_URL"] == "http://127.0.0.1:9501/hub/api"


def test_no_secret_of_the_platform_is_in_the_environment(settings: Settings) -> None:
    found = server_environment(settings, walls(settings, ROOT_BOX))
    assert not {"QUARTIERS_DATABASE_URL", "QUARTIERS_DATA", "QUARTIERS_COURSES"} & found.keys()


def test_unix_socket_paths_stay_under_the_systems_limit(settings: Settings) -> None:
    runtime = server_environment(settings, walls(settings, ROOT_BOX))["JUPYTER_RUNTIME_DIR"]
    kernel = "kernel-01234567-0123-0123-0123-0123456789ab-ipc-5"
    # a path too long is an OSError about its length; this one is merely absent
    with socket.socket(socket.AF_UNIX) as probe, pytest.raises(FileNotFoundError):
        probe.bind(f"{runtime}/{kernel}")


def test_the_configuration_file_gives_our_settings_the_last_word() -> None:
    read = Config({"ServerApp": {"terminals_enabled": True, "allow_origin": "x"}})
    text = config_file_text({"ServerApp": {"terminals_enabled": False}})
    exec(text.replace("server_config(published=None)", "{}"), {"get_config": lambda: read})
    assert read["ServerApp"] == {"terminals_enabled": False, "allow_origin": "x"}


def test_nbgrader_and_terminals_stay_away_from_learners(settings: Settings, tmp_path: Path) -> None:
    found = Config()
    exec(config_file_text(server_traits(ROOT_BOX)), {"get_config": lambda: found})
    extensions = found["ServerApp"]["jpserver_extensions"]
    assert extensions["quartiers.lab"]
    assert not any(on for name, on in extensions.items() if "nbgrader" in name)
    assert not extensions["jupyter_server_terminals"]
    assert found["ContentsManager"]["allow_hidden"] is False


def test_a_forked_server_keeps_the_screens_settings_in_its_own_home(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", "/chez/moi/reglages")
    monkeypatch.setenv("JUPYTERLAB_WORKSPACES_DIR", "/chez/moi/espaces")
    found = Config()
    exec(config_file_text(server_traits(ROOT_BOX)), {"get_config": lambda: found})
    assert found["LabApp"]["user_settings_dir"] == "/chez/moi/reglages"
    assert found["LabApp"]["workspaces_dir"] == "/chez/moi/espaces"


def test_a_forked_server_keeps_its_cookies_for_its_own_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/jeune-abc234/")
    found = Config()
    exec(config_file_text(server_traits(ROOT_BOX)), {"get_config": lambda: found})
    assert HubOAuth(config=found, api_token="x", oauth_client_id="x").cookie_path == (
        "/user/jeune-abc234/"
    )


def test_the_screens_files_come_from_the_room_not_from_learners_servers() -> None:
    shared = server_traits(ROOT_BOX)["QuartiersLab"]["shared_files"]
    assert str(shared).startswith(ROOM_PATH)


def test_jupyter_finds_nothing_to_migrate_in_the_folder_it_cannot_write(
    settings: Settings,
) -> None:
    ensure_folders(settings)
    write_config(settings, ROOT_BOX)
    written = {
        path.name: path.stat().st_mode & 0o777 for path in server_settings(settings).iterdir()
    }
    assert written == {"jupyter_server_config.py": 0o644, "migrated": 0o644}
