"""Choosing the interpreter to build on."""

import os
import sys

import pytest

from quartiers.installation import python


def test_a_folder_closed_to_others_is_not_reached_by_all(tmp_path):
    closed = tmp_path / "closed"
    inside = closed / "bin"
    inside.mkdir(parents=True)
    closed.chmod(0o700)
    assert not python.is_reached_by_all(inside)


def test_the_running_interpreter_is_recent_enough():
    assert python.is_recent_enough(sys.executable)


def test_an_absent_interpreter_is_not_chosen():
    assert not python.is_recent_enough("/nowhere/python3")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root builds for other accounts")
def test_root_does_not_build_on_an_interpreter_that_other_accounts_cannot_run(monkeypatch):
    monkeypatch.setattr(python, "is_reached_by_all", lambda path: False)
    monkeypatch.setattr(python, "is_recent_enough", lambda path: True)
    assert python.base_python() == "/usr/bin/python3"
