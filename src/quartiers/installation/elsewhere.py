"""An environment that somebody else made, conda's for example: what it does not bring."""

from __future__ import annotations

from pathlib import Path

from quartiers.installation.calls import SetupFailure
from quartiers.installation.place import Place
from quartiers.installation.steps import alone, prepare

MISSING_THERE = ("proxy", "ecran", "compresse", "essai")
NOT_OUR_FOLDER = (
    "Je ne trouve pas mes leçons dans {root}. Je travaille depuis mon dossier. "
    "Allez-y, puis : python -m pip install --no-deps --no-build-isolation -e ."
)


def ensure_ready(root: Path, prefix: Path) -> None:
    """The proxy, the learners' screen and the trial; SetupFailure, in French.

    Nothing to do in our own environment: the door has prepared it.
    """
    if prefix == Place(root).venv:
        return
    if not (root / "courses").is_dir():
        raise SetupFailure(NOT_OUR_FOLDER.format(root=root))
    place = Place(root, prefix)
    with alone(place):
        prepare(place, for_tests=False, only=MISSING_THERE)
