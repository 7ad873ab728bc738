"""Read `reponses.toml`: other right answers, wrong ones with their sentence, accepted mutants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quartiers.lessons.table import Table, read_table


@dataclass(frozen=True)
class Refused:
    """A typical wrong answer and the exact sentence it must get."""

    code: str
    sentence: str


@dataclass(frozen=True)
class AcceptedMutant:
    """Mechanical mutants that are right too, and why.

    Either one mutant (`code`), or a family of them (`nombre`, `texte`…), on one piece of the
    solution (`on`, for instance `80`) or on all.
    """

    reason: str
    code: str = ""
    family: str = ""
    on: str = ""


@dataclass(frozen=True)
class ExerciseAnswers:
    """What `reponses.toml` says of one exercise; the `no_…` are reasons for an absence."""

    number: int
    right: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    mutants: tuple[AcceptedMutant, ...] = ()
    no_right: str = ""
    no_refused: str = ""
    no_hidden: str = ""


@dataclass(frozen=True)
class Answers:
    """The answers of a lesson, exercise by exercise."""

    exercises: tuple[ExerciseAnswers, ...]

    def of(self, number: int) -> ExerciseAnswers:
        """What is known of one exercise; empty when the file says nothing."""
        for one in self.exercises:
            if one.number == number:
                return one
        return ExerciseAnswers(number)


def read_answers(file: Path) -> Answers:
    """Read the file; `LessonError` says in French what stands in the way.

    Without a file there is no answer: the rules then ask for them, exercise by exercise.
    """
    if not file.exists():
        return Answers(())
    root = read_table(file)
    root.only("exercices")
    return Answers(tuple(_exercise(table) for table in root.tables("exercices")))


def _exercise(table: Table) -> ExerciseAnswers:
    table.only("num", "justes", "refusees", "mutants", "sans_juste", "sans_refusee", "sans_cachee")
    return ExerciseAnswers(
        number=table.whole("num"),
        right=tuple(code.strip("\n") for code in table.texts("justes")),
        refused=tuple(_refused(one) for one in table.tables("refusees")),
        mutants=tuple(_mutant(one) for one in table.tables("mutants")),
        no_right=table.text("sans_juste", ""),
        no_refused=table.text("sans_refusee", ""),
        no_hidden=table.text("sans_cachee", ""),
    )


def _refused(table: Table) -> Refused:
    table.only("code", "phrase")
    return Refused(code=table.code("code"), sentence=table.text("phrase"))


def _mutant(table: Table) -> AcceptedMutant:
    table.only("code", "famille", "sur", "raison")
    family = table.text("famille", "")
    return AcceptedMutant(
        reason=table.text("raison"),
        code="" if family else table.code("code"),
        family=family,
        on=table.text("sur", ""),
    )
