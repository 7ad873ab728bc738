"""What is made before the house opens: the first animator, the lessons, the servers' settings."""

from __future__ import annotations

from pathlib import Path

from quartiers.hub.first_animator import ensure_animator
from quartiers.hub.folders import share
from quartiers.hub.learner_server import write_config
from quartiers.hub.stores import keep_copy, put_stores_right
from quartiers.kernels.containment import Containment
from quartiers.lessons.build import build_all
from quartiers.lessons.problems import LessonError
from quartiers.sessions import StoreError, open_store
from quartiers.sessions.house import ensure_own_house, refuse_next_door
from quartiers.settings import Settings, SettingsError


def fill(
    settings: Settings, containment: Containment, animator: str | None, password_file: Path | None
) -> None:
    """Make it all; SettingsError, in French, for what the reader can put right."""
    try:
        refuse_next_door(settings.store_url, settings.data)
        put_stores_right(settings, print)
        store = open_store(settings.store_url)
        ensure_own_house(store.database, settings.data)
        ensure_animator(store, animator, password_file)
        store.close()
        keep_copy(settings, "ouverture")
        print("Je prépare les leçons…", flush=True)
        build_all(settings)
    except (StoreError, LessonError) as reason:
        raise SettingsError(str(reason)) from reason
    share(settings.published)
    write_config(settings, containment)
