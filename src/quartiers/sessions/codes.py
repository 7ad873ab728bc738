"""Short random codes that nobody confuses when reading them from a wall."""

from __future__ import annotations

import secrets

# No 0/O, 1/I/L, 2/Z, 5/S, 6/G, 8/B, U/V; no vowel, so that no word appears by chance.
UNAMBIGUOUS = "CDFHJKMNPQRTVWX3479"
SEANCE_CODE_LENGTH = 5
ID_LENGTH = 6


def new_seance_code() -> str:
    """A code such as `KD7R3`: one chance in 2.4 million for each guess."""
    return _pick(SEANCE_CODE_LENGTH)


def new_learner_id() -> str:
    """A Hub user name such as `jeune-kd7r3m` (the Hub writes names in lower case)."""
    return f"jeune-{_pick(ID_LENGTH).lower()}"


def new_submission_id() -> str:
    """The name of a new folder in `boite/`, and the key of its row."""
    return secrets.token_hex(12)


def tidy_code(typed: str) -> str:
    """What a learner typed, in the form that codes are kept: `kd7-r3 ` gives `KD7R3`."""
    return "".join(char for char in typed[:40].upper() if char.isalnum())


def _pick(length: int) -> str:
    return "".join(secrets.choice(UNAMBIGUOUS) for _ in range(length))
