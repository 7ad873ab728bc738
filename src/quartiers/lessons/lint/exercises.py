"""Rules on exercises: their cells, checks, hints, and the answers that come with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quartiers.lessons.hints import Hints, hints_of
from quartiers.lessons.lint import code
from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.model import LAUNCH, Exercise
from quartiers.lessons.notebook import EXERCISE_ROLES, Cell
from quartiers.lessons.puzzle import right_order
from quartiers.lessons.regions import hidden_of, without_hidden

FEWEST, MOST = 3, 6
HINT_TITLES = ("Indice 1 · Une question", "Indice 2 · Le geste", "Indice 3 · Le puzzle")


@rule("3-a-6-exercices")
def three_to_six(subject: Subject) -> Iterator[Seen]:
    """A lesson has 3 to 6 exercises."""
    count = len(subject.lesson.exercises)
    if not FEWEST <= count <= MOST:
        yield Seen(
            f"la leçon a {count} exercices.",
            f"Il en faut de {FEWEST} à {MOST}.",
            file=subject.lesson.settings_file,
        )


@rule("exercices-accordes")
def same_exercises(subject: Subject) -> Iterator[Seen]:
    """The notebook, `lecon.toml` and `reponses.toml` speak of the same exercises."""
    announced = {exercise.number for exercise in subject.lesson.exercises}
    for cell in subject.notebook.cells:
        expected = cell.role in EXERCISE_ROLES
        if expected and cell.exercise not in announced:
            yield Seen(
                f"cette cellule parle de l'exercice {cell.exercise}.",
                f"lecon.toml annonce : {', '.join(map(str, sorted(announced)))}.",
                cell,
            )
    for known in subject.answers.exercises:
        if known.number not in announced:
            yield Seen(
                f"l'exercice {known.number} n'est pas dans lecon.toml.",
                "Accordez les numéros.",
                file=subject.lesson.answers_file,
            )


@rule("exercice-complet")
def complete_exercises(subject: Subject) -> Iterator[Seen]:
    """Each exercise: instruction, answer, check just after, hints; each once, in this order."""
    for exercise in subject.lesson.exercises:
        roles = [cell.role for cell in _cells_of(subject, exercise)]
        wanted = [role for role in EXERCISE_ROLES if role != "indices" or exercise.kind != LAUNCH]
        if [role for role in roles if role in wanted] != wanted:
            yield Seen(
                f"l'exercice {exercise.number} a les cellules : {', '.join(roles) or 'aucune'}.",
                f"Il faut, dans l'ordre : {', '.join(wanted)}.",
                next(iter(_cells_of(subject, exercise)), None),
            )


@rule("controle-juste-apres")
def check_right_after(subject: Subject) -> Iterator[Seen]:
    """A check stands right after its answer: it judges the cell run just before."""
    cells = subject.notebook.cells
    for first, second in pairwise(cells):
        if first.role == "reponse" and (second.role, second.exercise) != (
            "controle",
            first.exercise,
        ):
            yield Seen(
                "la cellule suivante n'est pas sa vérification.",
                "Placez le contrôle juste après la réponse.",
                first,
            )


@rule("controle-visible")
def visible_check(subject: Subject) -> Iterator[Seen]:
    """Each check has a condition that learners' own copies keep."""
    for cell in subject.notebook.with_role("controle"):
        if not list(code.calls(without_hidden(cell.source), "etoile")):
            yield Seen(
                "aucune condition visible.", "Écrivez un c.etoile(…) hors des tests cachés.", cell
            )


@rule("propriete-cachee")
def hidden_property(subject: Subject) -> Iterator[Seen]:
    """Each check has a hidden condition, or `reponses.toml` says why not."""
    for exercise in subject.lesson.exercises:
        cell = subject.notebook.of_exercise(exercise.number, "controle")
        if cell is None or exercise.kind == LAUNCH:
            continue
        if subject.answers.of(exercise.number).no_hidden:
            continue
        if not list(code.calls(hidden_of(cell.source), "cachee")):
            yield Seen(
                "aucune propriété cachée.",
                "Ajoutez un c.cachee(…) entre DÉBUT et FIN TESTS CACHÉS, "
                "ou dites pourquoi avec sans_cachee dans reponses.toml.",
                cell,
            )


@rule("autre-reponse-juste")
def another_right_answer(subject: Subject) -> Iterator[Seen]:
    """Each exercise has another right answer, or a reason for having none."""
    for exercise in _judged(subject):
        known = subject.answers.of(exercise.number)
        if not known.right and not known.no_right:
            yield Seen(
                f"l'exercice {exercise.number} n'a pas d'autre réponse juste.",
                "Ajoutez-en une dans justes, ou dites pourquoi avec sans_juste.",
                file=subject.lesson.answers_file,
            )


@rule("reponse-refusee")
def a_wrong_answer(subject: Subject) -> Iterator[Seen]:
    """Each exercise has a typical wrong answer and its sentence, or a reason for having none."""
    for exercise in _judged(subject):
        known = subject.answers.of(exercise.number)
        if not known.refused and not known.no_refused:
            yield Seen(
                f"l'exercice {exercise.number} n'a pas de réponse typique à refuser.",
                "Ajoutez-en une dans refusees avec sa phrase, ou dites pourquoi avec sans_refusee.",
                file=subject.lesson.answers_file,
            )


@rule("trois-indices")
def three_hints(subject: Subject) -> Iterator[Seen]:
    """Hints come in three folds with fixed titles: a question, the gesture, the puzzle."""
    for cell in subject.notebook.with_role("indices"):
        hints = hints_of(cell.source)
        titles = tuple(fold.title for fold in hints.folds)
        if titles != HINT_TITLES:
            yield Seen(
                f"les indices s'intitulent : {', '.join(titles) or 'rien'}.",
                f"Il faut trois plis : {', '.join(HINT_TITLES)}.",
                cell,
            )
        elif "?" not in hints.folds[0].text:
            yield Seen("l'indice 1 ne pose pas de question.", "Finissez-le par un « ? ».", cell)
        elif not hints.puzzle:
            yield Seen("l'indice 3 n'a pas de lignes.", "Mettez-les dans un <pre>.", cell)


@rule("indice-sans-reponse")
def hints_keep_the_answer(subject: Subject) -> Iterator[Seen]:
    """No hint gives the answer as it is: neither in words nor as a puzzle already in order."""
    for cell in subject.notebook.with_role("indices"):
        answer = subject.answer_cells.get(cell.exercise or 0)
        parts = code.cut(answer) if answer else None
        if parts is None:
            continue
        lines = [line.strip() for line in parts.solution.split("\n") if line.strip()]
        if _gives_away(hints_of(cell.source), lines):
            yield Seen("un indice donne la réponse.", "Mélangez le puzzle ou dites le geste.", cell)


def _gives_away(hints: Hints, lines: list[str]) -> bool:
    in_words = any(
        len(line) > 4 and line in fold.text for fold in hints.folds[:2] for line in lines
    )
    several = len(set(hints.puzzle)) > 1
    in_order = list(hints.puzzle) == right_order(hints.puzzle, lines, hints.one_line)
    return in_words or (several and in_order)


def _judged(subject: Subject) -> Iterator[Exercise]:
    return (one for one in subject.lesson.exercises if one.kind != LAUNCH)


def _cells_of(subject: Subject, exercise: Exercise) -> list[Cell]:
    return [
        cell
        for cell in subject.notebook.cells
        if cell.exercise == exercise.number and cell.role in EXERCISE_ROLES
    ]
