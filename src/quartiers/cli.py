"""The command line behind the door `./pixel`: it reads the words and calls the right part."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from quartiers.installation.calls import SetupFailure
from quartiers.installation.elsewhere import ensure_ready
from quartiers.installation.help import HELP, HELP_WORDS
from quartiers.lessons.french_arguments import FrenchParser
from quartiers.lessons.problems import LessonError
from quartiers.settings import REPOSITORY, Settings, SettingsError
from quartiers.troubles import told

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, by default that of this process's words; 0 when all went well.

    Whatever stops it is said in a sentence.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    if not words or words[0] in HELP_WORDS:
        print(HELP, end="")
        return 0
    return told(lambda: run(words), refusals=(SettingsError, LessonError, SetupFailure))


def run(words: list[str]) -> int:
    """The command that these words ask for.

    The parts are imported when they are called: `lecons` must not wait for JupyterHub.
    """
    if words[0] == "lecons":
        from quartiers.lessons import cli as lessons

        return lessons.main(words[1:])
    parsed = build_parser().parse_args(words)
    command: Command = parsed.command
    return command(parsed)


def build_parser() -> argparse.ArgumentParser:
    """The words each command understands."""
    parser = FrenchParser(prog="./pixel", description="Quartiers du Pixel")
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    add_open(commands.add_parser("ouvrir", help="ouvre la maison aux jeunes et aux animateurs"))
    add_solo(commands.add_parser("solo", help="ouvre une leçon pour une seule personne"))
    add_tests(commands.add_parser("tester", help="lance tous les tests"))
    add_diagnostic(commands.add_parser("diagnostic", help="ce que cette machine peut accueillir"))
    add_grade(commands.add_parser("noter", help="note un dossier de travaux, hors séance"))
    commands.add_parser("lecons", help="verifier, prouver, construire les leçons")
    return parser


def add_open(parser: argparse.ArgumentParser) -> None:
    """`ouvrir`: everything has a default, so that the bare word is enough."""
    default = Settings.from_env()
    parser.add_argument("--port", type=int, default=default.port, help="le port (8000)")
    parser.add_argument(
        "--donnees", type=Path, default=default.data, help="où garder le travail des jeunes"
    )
    parser.add_argument("--centre", default=default.centre, help="le nom de votre centre")
    parser.add_argument("--animateur", help="le nom du premier animateur, sans question posée")
    parser.add_argument(
        "--mot-de-passe-fichier", type=Path, help="le fichier qui contient son mot de passe"
    )
    parser.set_defaults(command=open_house)


def add_solo(parser: argparse.ArgumentParser) -> None:
    """`solo`: one lesson, one person."""
    parser.add_argument("lecon", nargs="?", help="le code de la leçon, par exemple P01")
    parser.add_argument("--dossier", type=Path, help="où garder le travail (mes_lecons)")
    parser.add_argument("--port", type=int, help="le port de JupyterLab")
    parser.add_argument("--sans-navigateur", action="store_true", help="n'ouvre pas le navigateur")
    parser.set_defaults(command=open_solo)


def add_tests(parser: argparse.ArgumentParser) -> None:
    """`tester`: all of it, or all but the slow end-to-end part."""
    parser.add_argument("--rapide", action="store_true", help="sans le navigateur ni le Hub")
    parser.set_defaults(command=run_tests)


def add_diagnostic(parser: argparse.ArgumentParser) -> None:
    """`diagnostic`: for the house that `ouvrir` would open with the same words."""
    default = Settings.from_env()
    parser.add_argument("--port", type=int, default=default.port, help="le port (8000)")
    parser.add_argument("--donnees", type=Path, default=default.data, help="où garder le travail")
    parser.set_defaults(command=diagnose)


def add_grade(parser: argparse.ArgumentParser) -> None:
    """`noter`: a folder of works, one a learner."""
    default = Settings.from_env()
    parser.add_argument("lecon", nargs="?", help="le code de la leçon, par exemple P01")
    parser.add_argument(
        "--dossier", type=Path, default=Path("copies"), help="où sont les travaux (copies)"
    )
    parser.add_argument("--donnees", type=Path, default=default.data, help="où garder les notes")
    parser.set_defaults(command=grade_folder)


def open_house(parsed: argparse.Namespace) -> int:
    """Start the Hub, the room and the grader, until Ctrl-C."""
    from quartiers.hub import launch

    ensure_ready(REPOSITORY, Path(sys.prefix))
    settings = replace(
        Settings.from_env(), data=parsed.donnees, centre=parsed.centre, port=parsed.port
    )
    return launch.main(
        settings, animator=parsed.animateur, password_file=parsed.mot_de_passe_fichier
    )


def open_solo(parsed: argparse.Namespace) -> int:
    """Start plain JupyterLab on one lesson."""
    from quartiers.lab import solo

    ensure_ready(REPOSITORY, Path(sys.prefix))
    return solo.main(
        Settings.from_env(),
        parsed.lecon,
        folder=parsed.dossier,
        open_browser=not parsed.sans_navigateur,
        port=parsed.port,
    )


def grade_folder(parsed: argparse.Namespace) -> int:
    """Grade a folder with a progress bar."""
    from quartiers.grading import noter

    settings = replace(Settings.from_env(), data=parsed.donnees)
    return noter.main(settings, *asked_for(parsed))


def asked_for(parsed: argparse.Namespace) -> tuple[str | None, Path]:
    """The lesson, if one is named, and the folder: which may be the only word one thinks of."""
    if parsed.lecon and Path(parsed.lecon).exists():
        return None, Path(parsed.lecon)
    return parsed.lecon, parsed.dossier


def diagnose(parsed: argparse.Namespace) -> int:
    """Say what this machine can carry and what protects learners on it."""
    from quartiers.hub.diagnostic import command

    ensure_ready(REPOSITORY, Path(sys.prefix))
    return command.main(replace(Settings.from_env(), port=parsed.port, data=parsed.donnees))


def run_tests(parsed: argparse.Namespace) -> int:
    """Run every check of the project and say which did not hold."""
    from quartiers import selftest

    return selftest.main(fast=parsed.rapide)
