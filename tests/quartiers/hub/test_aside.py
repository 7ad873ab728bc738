"""Work done aside: its effects stay, its memory goes, its refusals come back."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quartiers.hub.aside import BrokenAside, aside
from quartiers.settings import SettingsError


def test_what_is_done_stays_done_and_the_process_is_another(tmp_path: Path) -> None:
    aside(lambda: (tmp_path / "pid").write_text(str(os.getpid())) and None)
    assert int((tmp_path / "pid").read_text()) != os.getpid()


def test_a_refusal_comes_back_with_its_sentence() -> None:
    def refuse() -> None:
        raise SettingsError("Le port est déjà pris.")

    with pytest.raises(SettingsError, match=r"Le port est déjà pris\."):
        aside(refuse)


def test_ctrl_c_comes_back_too() -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        aside(interrupt)


def test_a_full_disk_is_said_as_such() -> None:
    def write() -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/boite/pixel.db")

    with pytest.raises(SettingsError, match=r"Le disque est plein \(/boite/pixel\.db\)"):
        aside(write)


def test_anything_else_is_a_sentence_whose_file_has_the_details() -> None:
    def break_down() -> None:
        raise LookupError("essai")

    with pytest.raises(BrokenAside, match="LookupError : essai") as caught:
        aside(break_down)
    (file,) = map(Path, re.findall(r"\S+quartiers-imprevu-\S+\.txt", str(caught.value)))
    assert "break_down" in file.read_text()
    file.unlink()


def test_work_that_is_killed_is_said_too() -> None:
    with pytest.raises(BrokenAside, match=r"sans un mot \(code -9\)"):
        aside(lambda: os.kill(os.getpid(), signal.SIGKILL))


def test_the_door_keeper_knows_neither_the_store_nor_the_lessons() -> None:
    code = (
        "import sys; import quartiers.hub.launch\n"
        "print([name for name in ('sqlalchemy', 'nbformat', 'jupyterhub') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == "[]"
