"""What stops a command from outside is said in French."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quartiers.troubles import SENTENCES, in_french, of_the_system, told


@pytest.mark.parametrize("number", SENTENCES)
def test_each_known_trouble_names_its_file_in_three_beats(number: int) -> None:
    said = of_the_system(OSError(number, os.strerror(number), "/boite/hub"))
    assert said is not None
    assert "(/boite/hub)" in said
    assert said.count(". ") >= 2
    assert os.strerror(number) not in said


def test_a_trouble_of_no_file_is_said_too() -> None:
    assert of_the_system(OSError(errno.ENOSPC, "")) == SENTENCES[errno.ENOSPC].format(where="")
    assert of_the_system(OSError("odd")) is None


def test_sqlites_troubles_are_french_too(tmp_path: Path) -> None:
    (tmp_path / "abime.db").write_bytes(b"\x01" * 5000)
    with closing(sqlite3.connect(tmp_path / "abime.db")) as opened:
        with pytest.raises(sqlite3.Error) as caught:
            opened.execute("SELECT * FROM sqlite_master")
        assert in_french(caught.value) == "ce fichier est abîmé"
        with pytest.raises(sqlite3.Error) as caught:
            opened.execute("NO WORD")
        assert in_french(caught.value) == "SQLite répond 1"


def test_the_systems_words_are_french_too() -> None:
    assert in_french(OSError(errno.EROFS, "Read-only")) == "ce disque est en lecture seule"
    assert in_french(OSError(errno.EXDEV, "Cross-device")) == f"le système répond {errno.EXDEV}"


def test_ctrl_c_ends_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    assert told(interrupted) == 130
    assert "Arrêté." in capsys.readouterr().err
