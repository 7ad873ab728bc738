"""What is watched is noted once, and put together; what cannot be watched leaves nothing."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from quartiers.hub import learning
from quartiers.hub.diagnostic.trial import TrialFailed
from quartiers.kernels.template.learned import Learned, read_learned


def test_each_code_is_noted_the_first_time_it_runs_with_its_names(tmp_path: Path) -> None:
    notes = os.open(tmp_path / "vu.jsonl", os.O_CREAT | os.O_RDWR)
    watch = learning.Watch(notes)

    def something(number):
        return str(number).upper()

    sys.setprofile(watch)
    something(1), something(2)
    sys.setprofile(None)
    os.close(notes)
    lines = [json.loads(line) for line in (tmp_path / "vu.jsonl").read_text().splitlines()]
    mine = [line for line in lines if line[1].endswith("something")]
    assert len(mine) == 1
    assert {"number", "upper", "something"} <= set(mine[0][2:])


def test_the_notes_of_several_processes_are_put_together() -> None:
    lines = ['["a.py", "f", "x", "y"]', '["b.py", "g", "y"]', '["a.py", "f", "x", "y"]']
    learned = learning.understood(lines)
    assert learned.code == {("a.py", "f"), ("b.py", "g")}
    assert sorted(learned.names) == ["x", "y"]


def test_what_was_seen_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "appris.json"
    monkeypatch.setattr(learning, "watch_one", lambda *_: '["a.py", "f", "x"]\n')
    monkeypatch.setattr(learning, "write_learned", lambda found: file.write_text(repr(found)))
    assert learning.main() == 0
    assert file.read_text() == repr(Learned(frozenset({("a.py", "f")}), ("x",)))


def test_where_nobody_can_be_watched_nothing_is_written_and_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> str:
        raise TrialFailed("TimeoutError: the server of essai-0 did not start")

    before = read_learned()
    monkeypatch.setattr(learning, "watch_one", refuse)
    assert learning.main() == 1
    assert "did not start" in capsys.readouterr().err
    assert read_learned() == before
