"""`./pixel solo`: which lesson, where the work goes, and nothing left running."""

from __future__ import annotations

import socket
import urllib.request
from pathlib import Path

import pytest

from quartiers.lab import solo
from quartiers.lab.solo_server import SoloServer, environment, free_port
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

COURSES = read_courses(Settings().courses)


def test_a_code_chooses_its_lesson() -> None:
    lesson = solo.choose(COURSES, "p01", None)
    assert lesson is not None
    assert lesson.code == "P01"


def test_without_a_code_the_lessons_are_listed_and_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lesson = solo.choose(COURSES, None, lambda: "C00")
    listed = capsys.readouterr().out
    assert all(one.code in listed and one.title in listed for one in COURSES.lessons)
    assert lesson is not None
    assert lesson.code == "C00"


def test_without_a_terminal_the_list_tells_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert solo.choose(COURSES, None, None) is None
    assert "./pixel solo C00" in capsys.readouterr().out


def test_an_unknown_code_is_answered_with_the_known_ones() -> None:
    with pytest.raises(solo.UnknownLesson, match=r"Z99.*P01"):
        solo.choose(COURSES, "Z99", None)


def test_an_unknown_code_ends_with_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert solo.main(Settings(data=tmp_path), "Z99", folder=tmp_path, open_browser=False) == 2
    assert "Z99" in capsys.readouterr().err


def test_what_is_kept_goes_beside_the_lessons_on_every_system(tmp_path: Path) -> None:
    env = environment(tmp_path / "home", tmp_path / "private", "secret")
    assert env["HOME"] == env["USERPROFILE"] == str(tmp_path / "home")


def test_no_other_jupyter_of_the_machine_is_read(tmp_path: Path) -> None:
    env = environment(tmp_path / "home", tmp_path / "private", "secret")
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"):
        assert Path(env[name]).is_relative_to(tmp_path / "private")


def test_a_taken_port_is_left_alone() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_a_solo_server_answers_on_this_machine_and_stops_with_its_block(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    server = SoloServer(Settings(data=tmp_path / "data"), home, free_port(9620))
    with server:
        assert server.wait_until_ready()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/api", timeout=10) as answer:
            assert answer.status == 200
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", server.port)) != 0
    assert server.wait_until_ready() is False
