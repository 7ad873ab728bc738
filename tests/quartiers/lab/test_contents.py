"""JupyterLab writes a file whole, or leaves the one that was there."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from tornado.web import HTTPError

from quartiers.lab.config import server_config
from quartiers.lab.contents import DurableFiles


@pytest.fixture
def files(tmp_path: Path) -> DurableFiles:
    return DurableFiles(root_dir=str(tmp_path))


def save(files: DurableFiles, text: str) -> Any:
    """Write a text file as the browser does."""
    model = {"type": "file", "format": "text", "content": text}
    return asyncio.run(files.save(model, "note.txt"))


def test_a_text_is_written_and_read_again(files: DurableFiles, tmp_path: Path) -> None:
    save(files, "été\n")
    save(files, "hiver\n")
    assert (tmp_path / "note.txt").read_text() == "hiver\n"
    assert asyncio.run(files.get("note.txt"))["content"] == "hiver\n"
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_notebook_is_written_too(files: DurableFiles, tmp_path: Path) -> None:
    content = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    asyncio.run(files.save({"type": "notebook", "content": content}, "a.ipynb"))
    assert asyncio.run(files.get("a.ipynb"))["content"]["cells"] == []


def test_a_cut_in_the_middle_leaves_what_was_there(
    files: DurableFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(files, "old")
    seen: list[str] = []

    def cut(_descriptor: int) -> None:
        seen.append((tmp_path / "note.txt").read_text())
        raise OSError("no more power")

    monkeypatch.setattr(os, "fsync", cut)
    with pytest.raises(HTTPError):
        save(files, "new")
    assert seen == ["old"]
    assert (tmp_path / "note.txt").read_text() == "old"


def test_the_mode_of_a_file_stays(files: DurableFiles, tmp_path: Path) -> None:
    save(files, "old")
    (tmp_path / "note.txt").chmod(0o600)
    save(files, "new")
    assert (tmp_path / "note.txt").stat().st_mode & 0o777 == 0o600


def test_it_is_the_one_that_learners_servers_use() -> None:
    named = server_config(published=None)["ServerApp"]["contents_manager_class"]
    assert named == f"{DurableFiles.__module__}.{DurableFiles.__name__}"
