"""Secrets kept as salted scrypt hashes (RFC 7914), tickets as plain SHA-256."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """scrypt's parameters; memory is about 128 * n * r bytes."""

    n: int
    r: int
    p: int


# A password is rare: OWASP's 32 MiB setting. Pictures are only 1 320 secrets: no hash resists
# that, the limit on tries does, and thirty learners enter at once: 16 MiB.
PASSWORD = Cost(2**15, 8, 3)
PICTURES = Cost(2**14, 8, 1)


def hash_secret(secret: str, cost: Cost) -> str:
    """A new salted hash, with its parameters inside: `scrypt$n$r$p$salt$key`, in hex."""
    salt = secrets.token_bytes(16)
    key = _derive(secret, salt, cost)
    return f"scrypt${cost.n}${cost.r}${cost.p}${salt.hex()}${key.hex()}"


def verify_hash(secret: str, stored: str) -> bool:
    """Whether `stored` was made from `secret`, in a time that does not depend on the answer."""
    _, n, r, p, salt, key = stored.split("$")
    derived = _derive(secret, bytes.fromhex(salt), Cost(int(n), int(r), int(p)))
    return hmac.compare_digest(derived, bytes.fromhex(key))


def hash_token(token: str) -> str:
    """The SHA-256 of a long random token (no salt needed: it cannot be guessed)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    room = 256 * cost.n * cost.r * cost.p
    return hashlib.scrypt(
        secret.encode(), salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=room, dklen=32
    )
