"""Earlier states of a notebook: kept, listed, bounded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest

from quartiers.lab import versions

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def test_what_is_kept_is_read_again_byte_for_byte(tmp_path: Path) -> None:
    name = versions.keep(tmp_path, b"my work", "depart", NOON)
    assert versions.read(tmp_path, name) == b"my work"


def test_a_version_tells_its_time_and_its_reason(tmp_path: Path) -> None:
    versions.keep(tmp_path, b"one", "depart", NOON)
    (one,) = versions.listed(tmp_path)
    assert (one.time, one.reason, one.size) == (NOON, "depart", 3)


def test_the_newest_comes_first(tmp_path: Path) -> None:
    for minute in range(3):
        versions.keep(tmp_path, b"%d" % minute, "regulier", NOON + timedelta(minutes=minute))
    assert [one.time.minute for one in versions.listed(tmp_path)] == [2, 1, 0]


def test_keeping_the_same_state_twice_keeps_it_once(tmp_path: Path) -> None:
    first = versions.keep(tmp_path, b"same", "depart", NOON)
    assert versions.keep(tmp_path, b"same", "retour", NOON + timedelta(hours=1)) == first
    assert len(versions.listed(tmp_path)) == 1


def test_a_screen_has_one_draft(tmp_path: Path) -> None:
    for second in range(5):
        later = NOON + timedelta(seconds=second)
        versions.keep(tmp_path, b"%d" % second, "ecran", later, "abc")
    (draft,) = versions.listed(tmp_path)
    assert versions.read(tmp_path, draft.name) == b"4"


def test_the_pile_is_bounded_and_the_regular_ones_go_first(tmp_path: Path) -> None:
    versions.keep(tmp_path, b"precious", "depart", NOON)
    for minute in range(1, versions.MOST + 10):
        versions.keep(tmp_path, b"%d" % minute, "regulier", NOON + timedelta(minutes=minute))
    left = versions.listed(tmp_path)
    assert len(left) == versions.MOST
    assert left[-1].reason == "depart"


def test_a_version_too_big_for_the_pile_is_kept_all_the_same(tmp_path: Path) -> None:
    versions.keep(tmp_path, b"old", "regulier", NOON)
    versions.keep(tmp_path, b"x" * (versions.MOST_BYTES + 1), "depart", NOON + timedelta(1))
    assert [one.reason for one in versions.listed(tmp_path)] == ["depart"]


@pytest.mark.parametrize("name", ["../../secret", "", "note", "20261125T120000000000-a/../../b"])
def test_a_name_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    (tmp_path / "note.ipynb").write_text("not a version")
    with pytest.raises(FileNotFoundError):
        versions.read(tmp_path, name)
    assert versions.listed(tmp_path) == []


def test_the_versions_of_a_lesson_have_a_folder_of_their_own() -> None:
    place = versions.folder_of(Path("home"), PurePosixPath("audio/01/01.ipynb"))
    assert place == Path("home/.quartiers/versions/audio/01/01")


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=365 * 20)])
def test_a_clock_put_back_neither_hides_nor_removes_what_is_kept_now(
    tmp_path: Path, back: timedelta
) -> None:
    for number in range(versions.MOST):
        versions.keep(tmp_path, b"avant %d" % number, "regulier", NOON + timedelta(minutes=number))
    name = versions.keep(tmp_path, b"maintenant", "regulier", NOON - back)
    newest, before, *_ = versions.listed(tmp_path)
    assert newest.name == name
    assert newest.time == NOON - back
    assert versions.read(tmp_path, before.name) == b"avant %d" % (versions.MOST - 1)
    assert versions.is_due(versions.listed(tmp_path), NOON - back + timedelta(minutes=6))


def test_after_a_clock_put_back_it_is_time_for_a_version(tmp_path: Path) -> None:
    versions.keep(tmp_path, b"avant", "regulier", NOON)
    assert versions.is_due(versions.listed(tmp_path), NOON - timedelta(days=1))
    assert not versions.is_due(versions.listed(tmp_path), NOON + timedelta(minutes=1))


def test_versions_of_before_there_were_places_are_older_than_all_others(tmp_path: Path) -> None:
    (tmp_path / "20990101T000000000000-regulier.ipynb").write_bytes(b"vieux")
    name = versions.keep(tmp_path, b"neuf", "vide", NOON)
    assert versions.listed(tmp_path)[0].name == name
