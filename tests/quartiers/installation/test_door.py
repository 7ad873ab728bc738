"""The door: help without preparing, and one line for each command."""

import re
import shutil
import subprocess
import sys

from quartiers.cli import build_parser
from quartiers.installation.door import main
from quartiers.installation.help import HELP
from quartiers.settings import REPOSITORY


def door(*words: str, python: str = sys.executable) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [python, str(REPOSITORY / "pixel"), *words], capture_output=True, text=True
    )


def test_help_is_given_without_preparing_anything():
    said = door("aide")
    assert said.returncode == 0
    assert said.stdout == HELP
    assert door().stdout == HELP


def test_a_word_that_is_no_command_is_said_before_anything_is_prepared(tmp_path):
    shutil.copy(REPOSITORY / "pixel", tmp_path)
    (tmp_path / "src").symlink_to(REPOSITORY / "src")
    said = subprocess.run(
        [sys.executable, str(tmp_path / "pixel"), "ouvrire"], capture_output=True, text=True
    )
    assert said.returncode == 2
    assert said.stderr.startswith("Je ne connais pas « ouvrire ». Vouliez-vous dire « ouvrir » ?")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["pixel", "src"]


def test_a_folder_where_nothing_can_be_prepared_is_said_in_french(tmp_path, capsys):
    (tmp_path / ".pixel").write_text("a file where the folder should be")
    assert main(["ouvrir"], tmp_path) == 2
    said = capsys.readouterr().err
    assert "passe par un fichier" in said
    assert ".pixel" in said


def test_every_command_and_every_option_is_in_the_help():
    commands = build_parser()._subparsers._group_actions[0].choices
    for name, parser in commands.items():
        assert f"./pixel {name}" in HELP
        options = {o for action in parser._actions for o in action.option_strings}
        for option in options - {"-h", "--help", "--aide", "--dossier", "--sans-navigateur"}:
            assert option in HELP, f"{name} {option}"


def test_the_door_uses_the_standard_library_only():
    code = (
        "import sys; sys.path.insert(0, 'src'); import quartiers.installation.door; "
        "print(*{m.split('.')[0] for m in sys.modules})"
    )
    said = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    ours = {"quartiers"} | set(sys.stdlib_module_names) | {"__main__", "sitecustomize"}
    assert {name for name in said.stdout.split() if not re.match("_", name)} <= ours
