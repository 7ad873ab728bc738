"""The key of the cookies that outlive a restart of the room."""

from __future__ import annotations

import secrets

from quartiers.durable import write_whole
from quartiers.settings import Settings

KEY_BYTES = 32


def ensure_key(settings: Settings) -> bytes:
    """What signs these cookies, made once and kept from one opening to the next."""
    file = settings.hub_folder / "cle_des_navigateurs"
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        key = b""
    if len(key) != KEY_BYTES:
        key = secrets.token_bytes(KEY_BYTES)
        write_whole(file, key)
    return key
