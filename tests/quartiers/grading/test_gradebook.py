"""The gradebook's connections: shared, safe, and never those of another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from quartiers.grading.gradebook import leave, one_sitting, share_engines
from quartiers.lessons.gradebook_version import ask_no_other_process


@pytest.fixture(autouse=True)
def shared() -> None:
    ask_no_other_process()
    share_engines()


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'gradebook.db'}"


def test_what_one_session_wrote_the_next_one_reads(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path), "cours") as book:
        book.add_student("zoe")
    with Gradebook(url(tmp_path), "cours") as book:
        assert [one.id for one in book.students] == ["zoe"]
    leave(url(tmp_path))


def test_gradebooks_of_one_file_share_one_engine_that_survives_a_power_cut(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path), "cours") as first:
        pass
    with Gradebook(url(tmp_path), "cours") as second:
        assert second.engine is first.engine
        with second.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    leave(url(tmp_path))


def test_a_file_put_in_its_place_gets_its_tables(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path), "cours") as book:
        book.add_student("zoe")
    leave(url(tmp_path))
    for file in tmp_path.iterdir():
        file.unlink()
    with Gradebook(url(tmp_path), "cours") as book:
        assert book.students == []
    leave(url(tmp_path))


def test_nothing_stays_in_the_log_once_we_left(tmp_path: Path) -> None:
    with Gradebook(url(tmp_path), "cours") as book:
        book.add_student("zoe")
    leave(url(tmp_path))
    assert not list(tmp_path.glob("*-wal"))


def test_during_one_sitting_all_gradebooks_are_one_and_what_is_not_committed_is_undone(
    tmp_path: Path,
) -> None:
    with one_sitting(url(tmp_path), "cours") as session:
        with Gradebook(url(tmp_path), "cours") as book:
            zoe = book.add_student("zoe")
        with Gradebook(url(tmp_path), "cours") as book:
            assert book.db is session
            assert book.find_student("zoe") is zoe
            zoe.first_name = "Zoé"
    with Gradebook(url(tmp_path), "cours") as book:
        assert book.db is not session
        assert book.find_student("zoe").first_name is None
    leave(url(tmp_path))
