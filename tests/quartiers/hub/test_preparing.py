"""What is refused before the house opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.hub.preparing import fill
from quartiers.kernels.containment import available
from quartiers.sessions import open_store
from quartiers.sessions.house import ensure_own_house
from quartiers.settings import Settings, SettingsError


def test_a_second_house_on_the_same_database_does_not_open(tmp_path: Path) -> None:
    shared = f"sqlite:///{tmp_path / 'commune.db'}"
    first, second = (tmp_path / name for name in ("rez-de-chaussee", "etage"))
    store = open_store(shared)
    ensure_own_house(store.database, first)
    store.close()
    settings = Settings(data=second, database_url=shared)
    with pytest.raises(SettingsError, match="celle d'une autre maison"):
        fill(settings, available([tmp_path]), None, None)
