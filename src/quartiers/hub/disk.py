"""The watch of the disk of one house: where its learners' files are, and what its settings say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from quartiers.hub.folders import learner_tmp
from quartiers.kernels.containment import Containment
from quartiers.kernels.disk.watch import Home, Watch
from quartiers.settings import Settings

MB = 1_000_000


def watch_of(settings: Settings, containment: Containment) -> Watch:
    """The watch to keep while the house is open."""
    data = settings.hub_folder.stat().st_dev
    apart = [one for one in (Path("/tmp"),) if one.stat().st_dev != data]
    return Watch(
        settings.hub_folder,
        share=settings.share * MB,
        kept=settings.reserve * MB,
        homes=lambda: homes_of(settings, containment),
        own_accounts=containment.own_uid,
        volumes=tuple(apart),
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
