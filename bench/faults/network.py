"""A bad network between the browsers and the house: slow, cut, or answers that never come."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from faults.kinds import Fault
from faults.scene import Scene

CHUNK = 16_384


@dataclass
class Relay:
    """A cable that one may mistreat: `delay` seconds before each piece; `cut`: nothing passes;
    `deaf`: what is asked arrives, what is answered does not."""

    to: int
    delay: float = 0.0
    cut: bool = False
    deaf: bool = False
    opened: list[socket.socket] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen."""
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def hang_up(self) -> None:
        """End all that is under way."""
        for one in self.opened:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self.opened.clear()

    def close(self) -> None:
        """No more cable."""
        self._door.close()
        self.hang_up()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                if self.cut:
                    browser.close()
                    continue
                try:
                    house = socket.create_connection(("127.0.0.1", self.to), timeout=5)
                except OSError:
                    browser.close()
                    continue
                house.settimeout(None)
                self.opened += [browser, house]
                for pair in ((browser, house, False), (house, browser, True)):
                    threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, goal: socket.socket, answer: bool) -> None:
        with suppress(OSError):
            while piece := source.recv(CHUNK):
                time.sleep(self.delay)
                if self.cut or (answer and self.deaf):
                    break
                goal.sendall(piece)
        for one in (source, goal):  # another thread still reads one of them: closing is not enough
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


@dataclass
class Cables:
    """Those to both doors of the house, mistreated alike."""

    relays: list[Relay]

    def be(self, *, delay: float = 0.0, cut: bool = False, deaf: bool = False) -> None:
        """From now on."""
        for relay in self.relays:
            relay.delay, relay.cut, relay.deaf = delay, cut, deaf
            if cut:
                relay.hang_up()


def through(mistreat: Callable[[Cables, Scene], None]) -> Callable[[Scene], None]:
    """Everybody works through one cable for a while."""

    def inject(scene: Scene) -> None:
        ports = (scene.house.port, scene.house.workshops_port)
        cables = Cables([Relay(port) for port in ports])
        for young in scene.youngs:
            young.detours.update({relay.to: relay.port for relay in cables.relays})
        try:
            mistreat(cables, scene)
        finally:
            for young in scene.youngs:
                young.detours.clear()
            for relay in cables.relays:
                relay.close()

    return inject


def slow(cables: Cables, scene: Scene) -> None:
    """A tenth of a second and more for each piece."""
    cables.be(delay=scene.rng.uniform(0.05, 0.5))
    scene.sleep(10)


def cut(cables: Cables, scene: Scene) -> None:
    """Somebody's foot in the cable, several times."""
    for _ in range(3):
        cables.be()
        scene.sleep(scene.rng.uniform(0.5, 3))
        cables.be(cut=True)
        scene.sleep(scene.rng.uniform(0.5, 3))


def deaf(cables: Cables, scene: Scene) -> None:
    """What is asked arrives and is done, and nobody hears of it: the gesture is made again."""
    cables.be(deaf=True)
    scene.somebody_hands_in()
    scene.sleep(5)


FAULTS = [
    Fault("network-slow", through(slow)),
    Fault("network-cut", through(cut)),
    Fault("network-no-answer", through(deaf)),
]
