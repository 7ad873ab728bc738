"""The door: help without preparing, and one line for each command."""

import re
import subprocess
import sys

from quartiers.cli import build_parser
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


def test_every_command_and_every_option_is_in_the_help():
    commands = build_parser()._subparsers._group_actions[0].choices
    for name, parser in commands.items():
        assert f"./pixel {name}" in HELP
        options = {o for action in parser._actions for o in action.option_strings}
        for option in options - {"-h", "--help", "--dossier", "--sans-navigateur"}:
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
