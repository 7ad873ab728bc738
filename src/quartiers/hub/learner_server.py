"""What one learner's Jupyter server is: its command, its walls, its environment, its settings."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from quartiers.durable import write_whole
from quartiers.hub.folders import server_settings
from quartiers.hub.ports import LOCAL
from quartiers.hub.sockets import sockets_of
from quartiers.kernels.contain import Walls, contained_command
from quartiers.kernels.containment import Containment
from quartiers.kernels.limits import Limits
from quartiers.settings import Settings
from quartiers.unix_http import unix_url

CONFIG_NAME = "jupyter_server_config.py"
MINUTE = 60
PORTS, FIRST_PORT, HOUSE_STEP = 40, 20_000, 101
ALL_PORTS = 10_000  # they end below the ports that Linux gives out by itself (32768…)
BIGGEST_REQUEST = 32 * 1024 * 1024  # a notebook of 10 MB, with room for its JSON escapes

# `-P`: a file called random.py in a learner's folder must not stop the server from starting.
SERVER_COMMAND = (sys.executable, "-P", "-m", "quartiers.hub.plain_server")

# Numerical libraries start one thread per core: those of thirty learners would only get in each
# other's way, and each costs memory.
FRUGAL = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
LAB_SETTINGS, LAB_WORKSPACES = "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR"
HUB_NAMES = (
    "JUPYTERHUB_API_TOKEN",
    "JUPYTERHUB_COOKIE_OPTIONS",
    "JUPYTERHUB_COOKIE_HOST_PREFIX_ENABLED",
)


def server_walls(
    settings: Settings, containment: Containment, *, name: str, number: int, tmp: Path
) -> Walls:
    """The walls of learner `number`, called `name` in the Hub.

    With an account of its own, a server only has Unix sockets: what it may speak to has some. On a
    shared account, these are closed: by them the operator's own desktop session would start
    programs for a learner. A few ports remain, for its kernels, and the house's.
    """
    uid = learner_uid(settings, containment, number)
    return Walls(
        home=settings.home(name),
        uid=uid,
        gid=uid,
        tmp=tmp,
        read=(settings.published, server_settings(settings)),
        login=name,
        network=uid is None,
        unix_sockets=uid is not None,
        alone=None if uid is None else sockets_of(settings).nothing,
        own_ports=kernel_ports(number, settings.port) if uid is None else None,
        house_port=settings.port if uid is None else None,
        keep_env=HUB_NAMES,
        # on a shared account, RLIMIT_NPROC would count the whole room and the operator
        limits=Limits() if uid is not None else Limits(processes=4096),
    )


def kernel_ports(number: int, public: int) -> tuple[int, int]:
    """The first and the last port of the kernels of learner `number`, five each, where they have
    no Unix sockets. Two houses on one machine differ by their `public` port."""
    first = FIRST_PORT + (number * PORTS + public * HOUSE_STEP) % ALL_PORTS
    return first, first + PORTS - 1


def learner_uid(settings: Settings, containment: Containment, number: int) -> int | None:
    """The Unix uid of learner `number`; None where all share ours."""
    return settings.uid_base + number if containment.own_uid else None


def server_command(walls: Walls, listener: int) -> list[str]:
    """The command line of the contained server, which takes the file `listener` over."""
    return contained_command(walls, SERVER_COMMAND, listener)


def doors(settings: Settings, name: str, own_uid: bool) -> dict[str, str]:
    """Where the server of learner `name` finds the Hub and the room.

    At doors of their own, or, on a shared account, where Unix sockets are shut, by way of the
    proxy.
    """
    through_the_proxy = f"http://{LOCAL}:{settings.port}"
    sockets = sockets_of(settings)
    hub = unix_url(sockets.hub_door) if own_uid else through_the_proxy
    room = unix_url(sockets.room_door) if own_uid else through_the_proxy
    return {
        "JUPYTERHUB_API_URL": f"{hub}/hub/api",
        "JUPYTERHUB_ACTIVITY_URL": f"{hub}/hub/api/users/{name}/activity",
        "QUARTIERS_ROOM_URL": f"{room}/services/salle",
    }


def server_environment(settings: Settings, walls: Walls) -> dict[str, str]:
    """What the server finds in its environment, beside the Hub's own variables."""
    home = walls.home
    jupyter = home / ".jupyter"
    return FRUGAL | {
        "PATH": os.pathsep.join((os.path.dirname(sys.executable), "/usr/local/bin:/usr/bin:/bin")),
        "PYTHONNOUSERSITE": "1",
        "IPYTHONDIR": str(home / ".ipython"),
        "JUPYTER_CONFIG_DIR": str(server_settings(settings)),
        "JUPYTER_DATA_DIR": str(home / ".local/share/jupyter"),
        "JUPYTER_RUNTIME_DIR": str(walls.private_tmp / "r"),
        LAB_SETTINGS: str(jupyter / "lab/user-settings"),
        LAB_WORKSPACES: str(jupyter / "lab/workspaces"),
        "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
        "JUPYTERHUB_ROOT_DIR": str(home),
        "QUARTIERS_PUBLISHED": str(settings.published),
        **doors(settings, walls.login, walls.uid is not None),
    }


def server_traits(containment: Containment) -> dict[str, dict[str, object]]:
    """Jupyter settings that only make sense behind the Hub; JSON values.

    Own uids allow kernels on Unix sockets in a private folder; TCP ports would let any process
    of the machine listen to what a kernel prints.
    """
    return {
        "ServerApp": {
            "terminals_enabled": False,
            # the account that all share is root's own where root's folder is closed to others: it
            # has lost its capabilities between the walls, and Jupyter would refuse to start
            "allow_root": not containment.own_uid,
            "max_body_size": BIGGEST_REQUEST,
            "max_buffer_size": BIGGEST_REQUEST,
            # A page that is open asks for something every few seconds: this is for those who left
            # without a word (and for a Hub that is gone for good). The Hub notices, and the next
            # click on the lesson starts another server. Longer than a break, shorter than the
            # afternoon of the next group.
            "shutdown_no_activity_timeout": 45 * MINUTE,
        },
        # not under /user/: the next learner of this computer finds them in its cache
        "QuartiersLab": {"shared_files": "/services/salle/ecran"},
        "ContentsManager": {"allow_hidden": False},
        "FileContentsManager": {"allow_hidden": False, "delete_to_trash": False},
        "MappingKernelManager": {
            # before the server: it never stops while it has kernels. A page that is open keeps
            # its kernel, however long its learner thinks.
            "cull_idle_timeout": 30 * MINUTE,
            "cull_connected": False,
            "cull_interval": 2 * MINUTE,
        },
        "KernelManager": {"transport": "ipc" if containment.own_uid else "tcp"},
    }


def config_file_text(traits: Mapping[str, object]) -> str:
    """The Jupyter configuration file of all learners' servers.

    What the lab part wants comes first, ours on top. It is written out because the Hub names the
    lab by its module, and never imports it.
    """
    return (
        "# Written at each start by quartiers.hub: what is changed here is lost.\n"
        "import os\n"
        "from traitlets.config import Config\n"
        "from quartiers.lab.config import server_config\n"
        "c = get_config()\n"
        "c.merge(Config(server_config(published=None)))\n"
        f"c.merge(Config({json.loads(json.dumps(traits))!r}))\n"
        "# JupyterLab reads these when it is imported: a forked server was not born yet.\n"
        f"c.LabApp.user_settings_dir = os.environ.get({LAB_SETTINGS!r}, '')\n"
        f"c.LabApp.workspaces_dir = os.environ.get({LAB_WORKSPACES!r}, '')\n"
        "# JupyterHub too: its cookies would be sent to the servers of all learners.\n"
        "c.HubOAuth.base_url = os.environ.get('JUPYTERHUB_SERVICE_PREFIX', '/')\n"
    )


def write_config(settings: Settings, containment: Containment) -> None:
    """Put that file where the servers look for it."""
    texts = {
        CONFIG_NAME: config_file_text(server_traits(containment)),
        # without this mark, Jupyter would try to move settings of 2015 in here, and stop
        "migrated": "",
    }
    for name, text in texts.items():
        write_whole(server_settings(settings) / name, text, 0o644)
