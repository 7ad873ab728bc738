"""The trial is real, and nothing of it stays."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from quartiers.hub.diagnostic import command, trial
from quartiers.hub.diagnostic.capacity import Cost
from quartiers.hub.diagnostic.stand_in import answer, new_guest
from quartiers.hub.diagnostic.trial import TrialFailed, try_out
from quartiers.hub.ports import any_free_port
from quartiers.kernels.containment import available, strongest
from quartiers.settings import Settings


def left_behind() -> set[str]:
    """Folders and processes that only a trial makes."""
    folders = {str(path) for path in Path("/tmp").glob("px-essai-*")}
    running = {
        str(process.pid)
        for process in psutil.process_iter(["environ"])
        if "px-essai-" in (process.info["environ"] or {}).get("HOME", "")
    }
    return folders | running


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A house that was never opened."""
    return Settings(data=tmp_path / "donnees", port=any_free_port())


def test_a_learner_costs_memory_and_time_and_leaves_nothing(settings: Settings) -> None:
    before = left_behind()
    cost = try_out(settings, available(), guests=1)
    assert cost.learners == 2
    assert 5 < cost.memory < 500
    assert 0 < cost.cpu < 60
    assert left_behind() <= before
    assert not settings.data.exists()


def test_it_can_be_tried_without_a_warm_process(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARTIERS_FORK", "0")
    before = left_behind()
    assert try_out(settings, available(), guests=1).memory > 20
    assert left_behind() <= before


def test_a_server_that_does_not_start_is_said_and_leaves_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUARTIERS_FORK", "0")
    monkeypatch.setattr(trial, "server_command", lambda *_: ["/bin/false"])
    before = left_behind()
    with pytest.raises(TrialFailed):
        try_out(settings, available(), guests=1)
    assert left_behind() <= before


def test_a_failed_trial_ends_in_a_sentence_and_in_1(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> Cost:
        raise TrialFailed("no memory")

    monkeypatch.setattr(command, "try_out", fail)
    assert command.main(settings) == 1
    assert "L'essai n'a pas abouti" in capsys.readouterr().out


def test_learners_code_is_not_tried_where_nothing_contains_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = strongest(root=True, abi=0, closed=Path("/root"))
    monkeypatch.setattr(command, "available", lambda: nothing)
    monkeypatch.setattr(command, "try_out", lambda *_: pytest.fail("it was tried"))
    assert command.main(settings) == 1
    assert "/root" in capsys.readouterr().out


def test_the_stand_in_knows_a_guest_by_its_token_only() -> None:
    guest = new_guest("essai-1", Path("/tmp/px-abcdefgh/maison/1"))
    known = {guest.token: guest}
    assert answer("/hub/api/", "", known)[0] == 200
    status, user = answer("/hub/api/user", guest.token, known)
    assert (status, user["name"]) == (200, "essai-1")  # type: ignore[index]
    assert answer("/hub/api/user", "another", known)[0] == 403
