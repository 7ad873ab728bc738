"""What `./pixel` does with its words: help at once, everything else on a ready machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from quartiers.installation.calls import SetupFailure
from quartiers.installation.help import HELP, HELP_WORDS, unknown
from quartiers.installation.node import node_env
from quartiers.installation.place import Place
from quartiers.installation.steps import alone, prepare
from quartiers.troubles import REFUSED, told


def hand_over(place: Place, arguments: list[str]) -> int:
    """Become the command line, inside the environment."""
    # -P: typed in a folder of learners' works, it must not take a `json.py` from there
    command = [str(place.python), "-P", "-m", "quartiers", *arguments]
    env = node_env(place)
    env["QUARTIERS_NODE"] = shutil.which("node", path=env["PATH"]) or ""
    if sys.platform == "win32":
        return subprocess.run(command, env=env).returncode
    os.execve(command[0], command, env)


def main(arguments: list[str], root: Path) -> int:
    """Help needs nothing; everything else first prepares what is missing."""
    if not arguments or arguments[0] in HELP_WORDS:
        print(HELP, end="")
        return 0
    if sentence := unknown(arguments[0]):
        print(sentence, file=sys.stderr)
        return REFUSED
    return told(lambda: prepared(Place(root), arguments))


def prepared(place: Place, arguments: list[str]) -> int:
    """Prepare what is missing, then hand over."""
    try:
        with alone(place):
            prepare(place, for_tests=arguments[0] == "tester")
    except SetupFailure as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nPréparation arrêtée. Relancez la même commande : elle continuera.")
        return 130
    return hand_over(place, arguments)
