"""The platform's settings turned into JupyterHub's, each choice with its reason."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from traitlets.config import Config

from quartiers.hub.authenticator import TicketAuthenticator
from quartiers.hub.door_card import LONGEST_VISIT
from quartiers.hub.place import PROXY_NOTE, ProxyProgram
from quartiers.hub.proxy import LOOK_EVERY, HouseProxy
from quartiers.hub.room_path import ROOM_PATH
from quartiers.hub.services import GRADER, ROOM
from quartiers.hub.sockets import Sockets
from quartiers.hub.spawner import LearnerSpawner
from quartiers.kernels.leash import leashed_command
from quartiers.kernels.template.keeper import GIVE_MEMORY_BACK
from quartiers.settings import Settings
from quartiers.unix_http import unix_url

TEMPLATES = Path(__file__).resolve().parent / "templates"
ENTER_ROOM = f"access:services!service={ROOM}"

# Thirty stock servers asked for at once on two cores need more than a minute.
PATIENCE = 240


def hub_config(settings: Settings, sockets: Sockets, proxy: ProxyProgram, workshops: int) -> Config:
    """All of JupyterHub's configuration; decides nothing that depends on the moment.

    `workshops` is the second public port, that of learners' servers.
    """
    return Config(
        {
            "House": {"learners_door": unix_url(sockets.hub_door)},
            "JupyterHub": _hub(settings, sockets),
            "ConfigurableHTTPProxy": _proxy(settings, sockets, proxy, workshops),
            "LearnerSpawner": _spawner(),
        }
    )


def _hub(settings: Settings, sockets: Sockets) -> dict[str, Any]:
    secrets = settings.hub_folder
    return {
        "bind_url": f"http://:{settings.port}/",  # the whole LAN
        "hub_bind_url": unix_url(sockets.hub),
        "hub_connect_url": unix_url(sockets.hub),
        "db_url": f"sqlite:///{settings.hub_database}",
        "cookie_secret_file": str(secrets / "cookie_secret"),
        "pid_file": str(secrets / "hub.pid"),
        "authenticator_class": TicketAuthenticator,
        "spawner_class": LearnerSpawner,
        "proxy_class": HouseProxy,
        "load_roles": roles(),
        "services": services(settings, sockets),
        "template_paths": [str(TEMPLATES)],
        "default_url": ROOM_PATH,
        "redirect_to_server": False,
        "allow_named_servers": False,
        # computers are shared: who leaves frees the memory, and nobody stays for two weeks
        "shutdown_on_logout": True,
        "cookie_max_age_days": LONGEST_VISIT,
        "cleanup_servers": True,
        "cleanup_proxy": True,
        "upgrade_db": True,  # a later JupyterHub finds the accounts of an earlier one
        # an address kept from an earlier séance wakes the server up without a click
        "implicit_spawn_seconds": 0.1,
        "tornado_settings": {
            # they end with the browser and name no date: for browsers that have the right time, the
            # dates of a box whose clock is years behind are over
            "cookie_options": {"samesite": "Lax", "expires_days": None},
            "xsrf_cookie_kwargs": {"samesite": "Lax", "httponly": True},  # no script reads it
            # the room polls: it must not wait ten seconds for the Hub's first answer
            "slow_spawn_timeout": 1,
        },
    }


def _proxy(
    settings: Settings, sockets: Sockets, proxy: ProxyProgram, workshops: int
) -> dict[str, Any]:
    return {
        "api_url": unix_url(sockets.proxy),
        "auth_token": proxy.token,
        "command": leashed_command(proxy_command(proxy, workshops)),
        "pid_file": str(settings.hub_folder / PROXY_NOTE),
        "log_level": "warn",
        "check_running_interval": LOOK_EVERY,
    }


def proxy_command(proxy: ProxyProgram, workshops: int) -> list[str]:
    """Our proxy's own words; JupyterHub adds those of the proxy it knows."""
    packages = ["--packages", str(proxy.packages)]
    return [proxy.node, str(proxy.script), *packages, "--workshops-port", str(workshops)]


def _spawner() -> dict[str, Any]:
    return {
        "start_timeout": PATIENCE,
        "http_timeout": PATIENCE,
        "poll_interval": 5,  # a learner back from a break waits for it
        # work is saved every few seconds: closing the house must not take a minute
        "interrupt_timeout": 8,
        "term_timeout": 4,
        "kill_timeout": 4,
    }


def roles() -> list[dict[str, Any]]:
    """Who may ask the Hub for what: nobody more than they need, and no administrator."""
    return [
        {
            "name": "user",
            "description": "Oneself, one's own server, and the room",
            "scopes": [
                "read:users!user",
                "users:activity!user",
                "servers!user",
                "access:servers!user",
                ENTER_ROOM,
            ],
        },
        {
            "name": "server",
            "description": "A learner's server speaks to the room in the learner's name",
            "scopes": ["users:activity!user", "access:servers!server", ENTER_ROOM],
        },
        {
            "name": ROOM,
            "description": "The room starts and stops learners' servers, and erases learners",
            "scopes": ["list:users", "read:users", "servers", "delete:users"],
            "services": [ROOM],
        },
    ]


def services(settings: Settings, sockets: Sockets) -> list[dict[str, Any]]:
    """The two programs the Hub keeps alive: the room's pages, and the grader, which has none."""
    environment, folder = service_environment(settings), str(settings.hub_folder)
    return [
        {
            "name": ROOM,
            "url": unix_url(sockets.room),
            "command": leashed_command([sys.executable, "-m", "quartiers.room"]),
            "oauth_no_confirm": True,
            "display": False,
            "environment": environment | {"QUARTIERS_ROOM_DOOR": unix_url(sockets.room_door)},
            "cwd": folder,
        },
        {
            "name": GRADER,
            "command": leashed_command([sys.executable, "-m", "quartiers.grading.worker"]),
            "display": False,
            "environment": environment,
            "cwd": folder,
        },
    ]


def service_environment(settings: Settings) -> dict[str, str]:
    """What the room and the grader find: our settings, our programs first, a home of their own.

    The operator's own ~/.jupyter must not change how lessons are graded.
    """
    programs = os.path.dirname(sys.executable)
    ours = settings.to_env() | GIVE_MEMORY_BACK
    return ours | {
        "PATH": os.pathsep.join((programs, os.environ.get("PATH", os.defpath))),
        "QUARTIERS_ADDRESS": os.environ.get("QUARTIERS_ADDRESS", ""),
        "QUARTIERS_WORKSHOPS_PORT": os.environ.get("QUARTIERS_WORKSHOPS_PORT", ""),
        "HOME": str(settings.hub_folder),
        "USER": "quartiers",  # nbgrader stops without one
        "LOGNAME": "quartiers",
    }
