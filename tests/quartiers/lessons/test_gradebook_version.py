"""Our answer about nbgrader's tables is its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader import api
from nbgrader.dbutil import _temp_alembic_ini

from quartiers.lessons.gradebook_version import ask_no_other_process, newest_tables


def test_the_newest_tables_are_those_that_alembic_names() -> None:
    with _temp_alembic_ini("sqlite://") as settings:
        command = [str(Path(sys.executable).with_name("alembic")), "-c", settings, "heads"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.split() == [newest_tables(), "(head)"]


def test_a_new_gradebook_starts_no_process_and_is_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "get_alembic_version", api.get_alembic_version)  # given back after
    ask_no_other_process()
    monkeypatch.setenv("PATH", os.devnull)
    api.Gradebook(f"sqlite:///{tmp_path}/notes.db", "essai").close()
    with sqlite3.connect(tmp_path / "notes.db") as gradebook:
        (row,) = gradebook.execute("SELECT version_num FROM alembic_version")
    assert row == (newest_tables(),)
