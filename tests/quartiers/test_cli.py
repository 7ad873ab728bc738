"""The command line: a word that cannot be followed ends in a sentence, never in a traceback."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from quartiers import cli
from quartiers.hub import launch
from quartiers.hub.diagnostic import command
from quartiers.installation.help import HELP
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
    assert "'danser' : au choix" in capsys.readouterr().err


@pytest.mark.parametrize("words", [(), ("aide",), ("--help",)])
def test_the_installed_command_helps_without_arguments_of_its_own(words):
    """Its entry point calls the function without any."""
    code = "import sys; from quartiers.cli import main; sys.exit(main())"
    said = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True)
    assert (said.stdout, said.stderr, said.returncode) == (HELP, "", 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ouvrir", "--port", "abc"], "--port attend un nombre entier, pas 'abc'."),
        (["ouvrir", "--prot", "1"], "Je ne connais pas : --prot 1."),
        (["solo", "--port"], "--port attend une valeur."),
        (["tester", "--rapide=3"], "--rapide ne prend pas de valeur ('3')."),
    ],
)
def test_a_wrong_option_is_refused_in_french(words, sentence, capsys):
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert "error" not in said


def test_a_setting_of_the_environment_that_is_no_number_is_named(monkeypatch, capsys):
    monkeypatch.setenv("QUARTIERS_PORT", "abc")
    assert cli.main(["ouvrir"]) == 2
    assert "La variable QUARTIERS_PORT vaut « abc »." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("port", "sentence"), [("99999", "Un port va de 1 à 65535"), ("taken", "est déjà pris")]
)
def test_solo_refuses_a_port_that_cannot_serve(port, sentence, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = str(other.getsockname()[1]) if port == "taken" else port
        assert cli.main(["solo", "P01", "--port", number]) == 2
    assert sentence in capsys.readouterr().err


def test_a_folder_that_is_a_file_ends_in_a_sentence(tmp_path, capsys):
    (tmp_path / "fichier").write_text("")
    assert cli.main(["solo", "P01", "--dossier", str(tmp_path / "fichier/x")]) == 2
    said = capsys.readouterr().err
    assert "passe par un fichier" in said
    assert "Traceback" not in said


def test_the_unforeseen_is_a_sentence_and_its_traceback_is_in_a_file(monkeypatch, capsys):
    monkeypatch.setattr(command, "main", lambda settings: 1 / 0)
    assert cli.main(["diagnostic"]) == 1
    said = capsys.readouterr().err
    assert "imprévu m'a arrêté (ZeroDivisionError : division by zero)" in said
    (file,) = map(Path, re.findall(r"\S+quartiers-imprevu-\S+\.txt", said))
    assert "Traceback" in file.read_text()
    file.unlink()


def test_lessons_are_handed_to_their_own_command_line(capsys):
    with pytest.raises(SystemExit):
        cli.main(["lecons", "--help"])
    assert "prouver" in capsys.readouterr().out
