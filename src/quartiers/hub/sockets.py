"""Where the programs of the house meet: Unix sockets in folders where only we can put anything.

Nothing listens to a TCP port but the proxy, for the browsers. A port belongs to whoever comes
first; a path in a closed folder is ours, even while nobody listens to it.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path

from quartiers.hub.folders import PASSAGE, PRIVATE, SHARED, tmp_root
from quartiers.settings import Settings
from quartiers.unix_http import listening

OURS, EVERYBODY = 0o600, 0o666


@dataclass(frozen=True)
class Sockets:
    """The sockets under `root`, whose path is short: the system allows 107 bytes.

    `inside` is closed to learners. In `doors` they may connect, and neither list nor change.
    """

    root: Path

    @property
    def inside(self) -> Path:
        """The folder of the sockets that only the house's programs reach."""
        return self.root / "maison"

    @property
    def doors(self) -> Path:
        """The folder of what learners' servers may speak to."""
        return self.root / "portes"

    @property
    def nothing(self) -> Path:
        """An empty folder, which learners' servers see in the place of what is hidden from them."""
        return self.root / "rien"

    @property
    def hub(self) -> Path:
        """The Hub, for the proxy and the services."""
        return self.inside / "hub"

    @property
    def proxy(self) -> Path:
        """The proxy's own API, for the Hub."""
        return self.inside / "portier"

    @property
    def room(self) -> Path:
        """The room, for the proxy."""
        return self.inside / "salle"

    @property
    def hub_door(self) -> Path:
        """The part of the Hub's API that learners' servers need."""
        return self.doors / "hub"

    @property
    def room_door(self) -> Path:
        """The room's API for learners' servers."""
        return self.doors / "salle"

    def server(self, number: int) -> Path:
        """The server of learner `number`, for the proxy and the Hub."""
        return self.inside / str(number)


def sockets_of(settings: Settings) -> Sockets:
    """Those of this house; LookupError before `ensure_tmp_root`."""
    return Sockets(tmp_root(settings))


def ensure_sockets(settings: Settings) -> Sockets:
    """Make their folders; may be called twice. What a proxy left when it was killed goes: it
    would not start again on it."""
    found = sockets_of(settings)
    for folder, mode in (
        (found.inside, PRIVATE),
        (found.doors, PASSAGE),
        (found.nothing, SHARED),
    ):
        folder.mkdir(mode=mode, exist_ok=True)
        folder.chmod(mode)
    found.proxy.unlink(missing_ok=True)
    return found


def server_listener(settings: Settings, number: int) -> socket.socket:
    """The listening socket of learner `number`, for their server to take over.

    The Hub makes it, under a path that no learner reaches: nobody else can ever listen there.
    """
    return listening(sockets_of(settings).server(number), OURS)
