"""Read by JupyterHub at its start: it calls, and decides nothing."""

from quartiers.hub.config import hub_config
from quartiers.hub.keepers import warm_up
from quartiers.hub.place import proxy_of
from quartiers.hub.services import fork_services
from quartiers.hub.sockets import sockets_of
from quartiers.hub.workshops_port import port_in_use
from quartiers.redacting import keep_secrets_out
from quartiers.settings import Settings

settings = Settings.from_env()
c = get_config()  # type: ignore[name-defined]  # noqa: F821  # given by traitlets
workshops = port_in_use(settings)
c.merge(hub_config(settings, sockets_of(settings), proxy_of(settings), workshops))
keep_secrets_out()
fork_services()
warm_up(settings.logs)
