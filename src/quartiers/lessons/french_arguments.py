"""An argument parser that speaks French from its usage line to its refusals."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

REFUSALS = (
    (r"the following arguments are required: (.+)", r"Il manque : \1."),
    (r"argument (\S+): expected one argument", r"\1 attend une valeur."),
    (r"argument (\S+): invalid int value: (.+)", r"\1 attend un nombre entier, pas \2."),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\2 : au choix, \3."),
    (r"unrecognized arguments: (.+)", r"Je ne connais pas : \1."),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 n'est pas assez précis : au choix, \2."),
    (r"argument (\S+): ignored explicit argument (.+)", r"\1 ne prend pas de valeur (\2)."),
)
"""argparse's own messages, and what we say instead."""


class FrenchHelp(argparse.HelpFormatter):
    """`usage :` with a space, as French has it."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Start the usage line in French."""
        super().add_usage(usage, actions, groups, "usage : " if prefix is None else prefix)


class FrenchParser(argparse.ArgumentParser):
    """`--aide` beside `--help`, French titles, French refusals (exit code 2)."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """As argparse's, help option apart."""
        options = {"add_help": False, "formatter_class": FrenchHelp, **kwargs}
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self._positionals.title = "à écrire "  # argparse adds the colon
        self._optionals.title = "en option "
        self.add_argument("-h", "--aide", "--help", action="help", help="affiche cette aide")

    def error(self, message: str) -> NoReturn:
        """Say what does not fit, then how to see what does."""
        self.exit(2, f"{french(message)} Essayez : {self.prog} --aide\n")


def french(message: str) -> str:
    """One of argparse's messages in French; one we do not know is kept as it is."""
    for pattern, ours in REFUSALS:
        match = re.fullmatch(pattern, message)
        if match:
            return match.expand(ours)
    return f"{message}."
