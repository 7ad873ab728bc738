"""Temporary folders lie where the machine wants them, as long as they serve."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from quartiers.hub import temporary
from quartiers.hub.folders import ensure_folders, ensure_tmp_root, tmp_root
from quartiers.hub.temporary import LONGEST, choose, temporary_parent
from quartiers.settings import Settings, SettingsError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="others matter to root only")


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that all may enter, named by TMPDIR."""
    folder = Path(tempfile.mkdtemp(prefix="ici-", dir="/var/tmp"))
    folder.chmod(0o711)
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    shutil.rmtree(folder)


def test_the_folder_that_the_machine_names_is_used(short: Path, tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "donnees")
    ensure_folders(settings)
    ensure_tmp_root(settings)
    assert tmp_root(settings).parent == short


@needs_root
def test_a_folder_that_learners_cannot_enter_is_left_for_the_next(short: Path) -> None:
    short.chmod(0o700)
    assert temporary_parent() != short


def test_a_folder_too_deep_for_sockets_is_left_for_the_next(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = short / ("x" * LONGEST)
    deep.mkdir(mode=0o711)
    monkeypatch.setenv("TMPDIR", str(deep))
    assert temporary_parent() != deep


def test_where_nothing_serves_what_was_tried_is_said() -> None:
    with pytest.raises(SettingsError, match=r"\(/a, /b\).*TMPDIR=/var/tmp"):
        choose([Path("/a"), Path("/b"), Path("/a")], lambda folder: False)


def test_the_longest_name_of_a_socket_still_fits() -> None:
    socket = "/px-abcdefgh/1234567/r/kernel-6f1c0c5e-3f0a-4b5e-9c57-2b1f6a1de0aa-ipc-1"
    assert temporary.LONGEST + len(socket) == 107
