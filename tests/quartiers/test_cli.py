"""The command line: a word that cannot be followed ends in a sentence, never in a traceback."""

import pytest

from quartiers import cli
from quartiers.hub import launch
from quartiers.hub.diagnostic import command
from quartiers.lessons.problems import LessonError


def test_a_port_that_does_not_exist_ends_in_a_sentence(capsys):
    assert cli.main(["ouvrir", "--port", "99999"]) == 2
    assert "Le port 99999 n'existe pas." in capsys.readouterr().err


def test_a_lesson_in_trouble_ends_in_its_sentence(monkeypatch, capsys):
    def in_trouble(*_, **__):
        raise LessonError("courses/parcours.toml : il manque un titre.")

    monkeypatch.setattr(launch, "main", in_trouble)
    assert cli.main(["ouvrir"]) == 2
    assert "il manque un titre" in capsys.readouterr().err


def test_the_words_of_the_command_reach_the_house(monkeypatch, tmp_path):
    seen = {}

    def note(settings, *, animator, password_file):
        seen.update(settings=settings, animator=animator, password_file=password_file)
        return 0

    monkeypatch.setattr(launch, "main", note)
    words = [
        "--port",
        "8123",
        "--donnees",
        str(tmp_path),
        "--centre",
        "Alma",
        "--animateur",
        "nadia",
    ]
    assert cli.main(["ouvrir", *words, "--mot-de-passe-fichier", "f"]) == 0
    settings = seen["settings"]
    assert (settings.port, settings.data, settings.centre) == (8123, tmp_path, "Alma")
    assert (seen["animator"], str(seen["password_file"])) == ("nadia", "f")


def test_the_diagnostic_looks_at_the_house_that_would_be_opened(monkeypatch, tmp_path):
    seen = []
    monkeypatch.setattr(command, "main", lambda settings: seen.append(settings) or 1)
    assert cli.main(["diagnostic", "--port", "8123", "--donnees", str(tmp_path)]) == 1
    assert [(one.port, one.data) for one in seen] == [(8123, tmp_path)]


def test_an_unknown_command_is_refused(capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(["danser"])


def test_lessons_are_handed_to_their_own_command_line(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lecons", "--help"])
    assert "prouver" in capsys.readouterr().out
