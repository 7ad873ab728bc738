"""Text that any page, file and database takes, from whatever a learner's JSON holds."""

from __future__ import annotations


def storable(text: str) -> str:
    """Without NUL and half characters (which JSON can write, and UTF-8 cannot): «?» in their place.

    A page that holds one cannot be sent at all, neither to its learner nor to an adult.
    """
    if text.isascii():
        return text.replace("\0", "")
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
