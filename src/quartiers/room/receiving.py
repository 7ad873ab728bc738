"""Requests whose body goes to disk: who sends is known before a byte of it is kept."""

from __future__ import annotations

from typing import ClassVar

from quartiers.room.arrivals import Body
from quartiers.room.base import Safe

BODY_SECONDS = 180.0
"""For the whole body: 15 MB by a poor Wi-Fi; who sends nothing is cut off after that."""


class Receiving(Safe):
    """To be decorated with `stream_request_body`, as Tornado wants.

    `LARGEST` bytes are kept; up to `LARGEST_TRANSFER` are read, and dropped beyond the former, so
    that the browser gets our sentence rather than a line that is cut.
    """

    LARGEST: ClassVar[int]
    LARGEST_TRANSFER: ClassVar[int]
    arriving: Body | None = None
    _is_whole = False

    def limit_body(self) -> None:
        """First thing in `prepare`: what comes is bounded in size and in time, whoever sends it."""
        connection = self.request.connection
        connection.set_max_body_size(self.LARGEST_TRANSFER)  # type: ignore[union-attr]
        connection.set_body_timeout(BODY_SECONDS)  # type: ignore[union-attr]

    def expect_from(self, sender: str) -> None:
        """At the end of `prepare`: keep what this person sends, unless they send too much at once.

        Without it, or in that case, `arriving` is None and nothing is kept.
        """
        if self.request.connection.stream.closed():  # type: ignore[union-attr]
            return  # gone meanwhile: nobody will tell us again
        self.arriving = self.room.arrivals.expect(sender, self.LARGEST)

    async def data_received(self, chunk: bytes) -> None:
        """Keep it, or drop it."""
        if self.arriving is not None:
            await self.arriving.take(chunk)

    def body_is_whole(self) -> None:
        """First thing in `post`: from here on, the body stays until the answer is sent."""
        self._is_whole = True

    def on_finish(self) -> None:
        """Nothing stays."""
        self._let_go()

    def on_connection_close(self) -> None:
        """Nothing stays either of what stopped in the middle."""
        if not self._is_whole:
            self._let_go()
        super().on_connection_close()

    def _let_go(self) -> None:
        if self.arriving is not None:
            self.arriving.close()
