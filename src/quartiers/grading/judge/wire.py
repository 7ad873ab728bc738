"""Messages between a judge and its processes: a small JSON object and raw bytes, both bounded."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

HEADER = struct.Struct("!II")
MOST_JSON = 16_000_000
"""What a cell shows is at most 6 MB, a little more once written as JSON."""
MOST_SIGNS = 2_000_000
"""Values in a JSON object, at most: each takes a hundred bytes of memory once read."""
MOST_BYTES = 96_000_000
LARGEST = HEADER.size + MOST_JSON + MOST_BYTES
CHUNK = 1 << 18

Message = tuple[dict[str, Any], bytes]


class Malformed(Exception):
    """What came is not a message of ours."""


def packed(message: dict[str, Any], blob: bytes = b"") -> bytes:
    """The message as bytes."""
    return _head(message, blob) + blob


def pieces(message: dict[str, Any], blob: bytes = b"") -> list[memoryview]:
    """The message as bytes to send one after the other: a film is not copied to be sent."""
    return [memoryview(one) for one in (_head(message, blob), blob) if one]


def _head(message: dict[str, Any], blob: bytes) -> bytes:
    text = json.dumps(message, default=str).encode("utf-8", "replace")
    return HEADER.pack(len(text), len(blob)) + text


def take(received: bytearray) -> Message | None:
    """Take the first whole message out of what was received; None when more has to come."""
    if len(received) < HEADER.size:
        return None
    text_size, blob_size = HEADER.unpack_from(received)
    if text_size > MOST_JSON or blob_size > MOST_BYTES:
        raise Malformed(f"a message of {text_size} and {blob_size} bytes")
    end = HEADER.size + text_size + blob_size
    if len(received) < end:
        return None
    with memoryview(received) as view:  # a slice of a bytearray would be one more copy
        text = bytes(view[HEADER.size : HEADER.size + text_size])
        blob = bytes(view[HEADER.size + text_size : end])
    del received[:end]
    return parse(text), blob


def parse(text: bytes) -> dict[str, Any]:
    """The JSON object of a message; Malformed when it is none, or holds too much to be read."""
    if is_crowded(text, MOST_SIGNS):
        raise Malformed("a message of too many values")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise Malformed(str(reason)[:200]) from None
    if not isinstance(found, dict):
        raise Malformed(f"a {type(found).__name__} instead of an object")
    return found


def is_crowded(text: bytes, most: int) -> bool:
    """Whether a JSON text may hold more than `most` values, without reading it."""
    return len(text) > most and sum(map(text.count, (b",", b"[", b"{"))) > most


def send(channel: socket.socket, message: dict[str, Any], blob: bytes = b"") -> None:
    """Send and wait until it has left; for the processes that have nothing else to do."""
    if len(blob) < CHUNK:
        channel.sendall(packed(message, blob))
    else:  # pictures: not copied to be sent
        channel.sendall(_head(message, blob))
        channel.sendall(blob)


def receive(channel: socket.socket, received: bytearray) -> Message:
    """Wait for a message; EOFError when the other side is gone."""
    while True:
        message = take(received)
        if message is not None:
            return message
        chunk = channel.recv(CHUNK)
        if not chunk:
            raise EOFError
        received += chunk
