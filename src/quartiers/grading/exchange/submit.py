"""`nbgrader submit`: hand the notebook in to the room, in the name of the Hub's token."""

from __future__ import annotations

from nbgrader.exchange.abc import ExchangeSubmit as AbstractSubmit

from quartiers.grading.client import LARGEST_NOTEBOOK, RoomRefused, submit
from quartiers.grading.exchange.base import Exchange
from quartiers.grading.inbox import NothingHandedIn, read_plain_file


class ExchangeSubmit(Exchange, AbstractSubmit):
    """Submit to the room; nobody can submit for somebody else."""

    submission = ""

    def init_src(self) -> None:
        """Find the learner's notebook, and refuse a borrowed identity."""
        if self.coursedir.student_id not in ("", "*"):
            self.fail(
                f"--student {self.coursedir.student_id} n'est pas possible. Chacun rend son propre "
                "travail, avec son jeton du Hub. Enlevez --student."
            )
        self.src_path = self.work_folder / f"{self.assignment}.ipynb"

    def copy_files(self) -> None:
        """Send the notebook's text; the room answers with the submission's id."""
        try:
            text = read_plain_file(self.src_path, LARGEST_NOTEBOOK).decode("utf-8")
            self.submission = submit(*self.room(), self.lesson_code(), text)
        except NothingHandedIn as missing:
            self.fail(f"Rien à rendre dans {self.src_path.parent} ({missing}).")
        except UnicodeDecodeError:
            self.fail(f"{self.src_path.name} n'est pas un carnet. Rouvrez la leçon.")
        except RoomRefused as refusal:
            self.fail(refusal.sentence)
        self.log.info("Rendu : %s", self.submission)
