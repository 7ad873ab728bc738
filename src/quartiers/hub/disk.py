"""The watch of the disk of one house: where its learners' files are, and what its settings say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quartiers.hub.folders import learner_tmp
from quartiers.hub.temporary import temporary_parent
from quartiers.kernels.containment import Containment
from quartiers.kernels.disk import reserve
from quartiers.kernels.disk.watch import Home, Watch
from quartiers.settings import Settings, SettingsError

MB = 1_000_000
LEAST_TO_OPEN = 30 * MB  # the lessons given to everybody, the stores, the logs


def watch_of(settings: Settings, containment: Containment) -> Watch:
    """The watch to keep while the house is open."""
    data = settings.hub_folder.stat().st_dev
    apart = [one for one in (temporary_parent(),) if one.stat().st_dev != data]
    return Watch(
        settings.hub_folder,
        share=settings.share * MB,
        kept=settings.reserve * MB,
        homes=lambda: homes_of(settings, containment),
        own_accounts=containment.own_uid,
        volumes=tuple(apart),
    )


def check_room(settings: Settings) -> str:
    """What to say of a disk that fills, "" when there is room. The reserve is given up first.

    SettingsError when not even the house can write: what it would say later names anything else.
    """
    if reserve.left_to_us(settings.data) < LEAST_TO_OPEN:
        reserve.give_up(settings.hub_folder)
    ours = reserve.left_to_us(settings.data)
    if ours < LEAST_TO_OPEN:
        raise SettingsError(
            f"Le disque de {settings.data} est plein : il reste {ours // MB} Mo. "
            f"Il m'en faut {LEAST_TO_OPEN // MB} pour ouvrir. Effacez de ce disque ce qui n'est "
            "pas à moi, ou prenez-en un plus grand avec --donnees. Le travail des jeunes est gardé."
        )
    theirs = reserve.room_on(settings.data).size
    if theirs >= settings.reserve * MB:
        return ""
    return (
        f"Attention : il ne reste que {theirs // MB} Mo pour les jeunes. "
        "L'état de la boîte, dans l'espace des animateurs, dit comment faire de la place."
    )


def homes_of(settings: Settings, containment: Containment) -> Iterator[Home]:
    """Every learner who has a home, with the uid of its files."""
    with os.scandir(settings.homes) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                uid = entry.stat(follow_symlinks=False).st_uid
                places = [Path(entry.path)]
                if containment.own_uid and uid >= settings.uid_base:
                    places.append(learner_tmp(settings, uid - settings.uid_base))
                yield Home(entry.name, uid, tuple(places))
