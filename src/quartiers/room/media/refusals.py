"""Why a file cannot be taken: a word that the room turns into a sentence."""

from __future__ import annotations


class Refused(Exception):
    """`genre`, `heic`, `abime`, `coupee`, `film`, `taille` or `plein`."""
