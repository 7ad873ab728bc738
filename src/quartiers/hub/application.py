"""JupyterHub on Unix sockets, where it does not know them yet (6.1).

Changed: services may have an http+unix address, and the address of a server that was read back
from the database names no port (neither the proxy nor its own client takes one). Added: the door
of learners' servers, which shows the few pages they need.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from jupyterhub import objects
from jupyterhub.app import JupyterHub
from tornado.httpserver import HTTPServer
from tornado.routing import PathMatches, Rule, RuleRouter
from traitlets import Unicode

from quartiers.hub.sockets import EVERYBODY
from quartiers.unix_http import SCHEME, WAITING, listening, socket_path
from quartiers.unix_server import FairServer

FOR_SERVERS = r"/hub/api(/user|/oauth2/token|/users/[^/]+/activity)?/?$"
"""Which Hub is there, who holds this token, the end of a log-in, and «somebody works here»."""

# The Hub's forms and API are small. Tornado would keep 100 MB of each request in memory, before it
# is known who sends it.
LARGEST_BODY = 64 * 1024
BODY_SECONDS = 30

stock_host: Any = objects.Server.host


class House(JupyterHub):
    """Our JupyterHub."""

    name = "jupyterhub"
    learners_door = Unicode(help="The socket of learners' servers; empty for none.", config=True)

    def service_from_spec(self, spec: dict[str, Any], from_config: bool = True) -> Any:
        """As the stock one, which refuses all schemes but http and https."""
        url = spec.get("url", "")
        if socket_path(url) is None:
            return super().service_from_spec(spec, from_config)
        service: Any = super().service_from_spec(spec | {"url": "http://localhost"}, from_config)
        if service is not None:
            service.url = service.orm.url = url
            service.orm.server.proto, service.orm.server.ip = SCHEME, urlsplit(url).netloc
            self.db.commit()
        return service

    async def initialize(self, *words: Any, **options: Any) -> None:
        """As the stock one, which looks at once at the servers that outlived the last Hub."""
        objects.Server.host = property(host_without_port)
        await super().initialize(*words, **options)

    async def start(self) -> None:
        """Listen, start the services, then open the door."""
        await super().start()
        bound(self.http_server)
        for listener in self.http_server._sockets.values():
            listener.listen(WAITING)  # it has asked for 128: fewer than thirty pages opening
        path = socket_path(self.learners_door)
        if path is not None:
            door = FairServer(door_of(self.tornado_application))
            bound(door)
            door.add_socket(listening(path, EVERYBODY))


def bound(server: HTTPServer) -> None:
    """No request without end, in size or in time; JupyterHub makes its server without a word of
    ours."""
    server.conn_params.max_body_size = LARGEST_BODY
    server.conn_params.body_timeout = BODY_SECONDS


def door_of(application: Any) -> RuleRouter:
    """What a learner's server finds of the Hub: the rest answers 404, as if it were not there."""
    return RuleRouter([Rule(PathMatches(FOR_SERVERS), application)])


def host_without_port(server: objects.Server) -> str:
    """The scheme and host of a server's address."""
    if server.proto == SCHEME and not server.connect_url:
        return f"{SCHEME}://{server.ip}"
    host: str = stock_host.fget(server)
    return host
