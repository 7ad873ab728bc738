"""Where the room listens and where its neighbours are, read from what the Hub gives a service."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from quartiers.unix_http import socket_path


@dataclass(frozen=True)
class RoomConfig:
    """Addresses and tokens; all prefixes begin and end with a slash.

    `address` is what the other computers of the centre type, empty when nobody said it;
    `workshops` is the public port of learners' servers, 0 when it is the room's own;
    `trusted_proxies` are the addresses whose `X-Forwarded-For` is believed ("unix": whoever
    reaches the room's own socket, which is the proxy). The room listens at `socket`, or at `host`
    and `port` without one, and at `door` for learners' servers.
    """

    host: str = "127.0.0.1"
    port: int = 0
    socket: Path | None = None
    door: Path | None = None
    prefix: str = "/services/salle/"
    base_url: str = "/"
    api_url: str = "http://127.0.0.1:8081/hub/api"
    api_token: str = ""
    address: str = ""
    workshops: int = 0
    trusted_proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> RoomConfig:
        """The variables that JupyterHub sets for a managed service; KeyError without them."""
        url = environ["JUPYTERHUB_SERVICE_URL"]
        address, socket = urlsplit(url), socket_path(url)
        return cls(
            host=address.hostname or "127.0.0.1",
            port=address.port or 0,
            socket=socket,
            door=socket_path(environ.get("QUARTIERS_ROOM_DOOR", "")),
            trusted_proxies=frozenset({"unix"} if socket else {"127.0.0.1", "::1"}),
            prefix=_with_slashes(environ["JUPYTERHUB_SERVICE_PREFIX"]),
            base_url=_with_slashes(environ.get("JUPYTERHUB_BASE_URL", "/")),
            api_url=environ["JUPYTERHUB_API_URL"].rstrip("/"),
            api_token=environ["JUPYTERHUB_API_TOKEN"],
            address=environ.get("QUARTIERS_ADDRESS", ""),
            workshops=int(environ.get("QUARTIERS_WORKSHOPS_PORT") or 0),
        )

    def url(self, path: str = "") -> str:
        """The address of a page of the room, without host: `url("lecons")`."""
        return self.prefix + path.lstrip("/")

    def hub_url(self, path: str) -> str:
        """The address of a page of the Hub, without host: `hub_url("logout")`."""
        return f"{self.base_url}hub/{path.lstrip('/')}"

    def server_url(self, hub_name: str, path: str = "") -> str:
        """The address of a page of somebody's server, without host."""
        return f"{self.base_url}user/{hub_name}/{path.lstrip('/')}"


def _with_slashes(path: str) -> str:
    return f"/{path.strip('/')}/".replace("//", "/")
