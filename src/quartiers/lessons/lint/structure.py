"""Rules on the shape of a lesson: steps in order, headings, number and rhythm of cells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from quartiers.lessons.lint import markdown
from quartiers.lessons.lint.french import words
from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.notebook import ROLES_KNOWN, STEPS, Cell

OPTIONAL_STEPS = {"porte", "ecris", "defi"}
FEWEST_CELLS, MOST_CELLS, USUAL_MINUTES = 25, 40, 45
MOST_WORDS = 60
WINDOW = 3
IMPORT_LINE = "from atelier import *"
ANNOUNCED = {"exemple": "# Exemple", "garder": "# Garder"}


@rule("etapes-dans-l-ordre")
def steps_in_order(subject: Subject) -> Iterator[Seen]:
    """Each cell names a known step, and steps never go back."""
    reached = 0
    for cell in subject.notebook.cells:
        if cell.step not in STEPS:
            yield Seen(
                f"l'étape « {cell.step} » est inconnue.", f"Étapes : {', '.join(STEPS)}.", cell
            )
        elif STEPS.index(cell.step) < reached:
            yield Seen(
                f"l'étape « {cell.step} » vient après « {STEPS[reached]} ».",
                f"L'ordre est : {', '.join(STEPS)}.",
                cell,
            )
        else:
            reached = STEPS.index(cell.step)


@rule("etapes-presentes")
def steps_present(subject: Subject) -> Iterator[Seen]:
    """No compulsory step is missing."""
    present = {cell.step for cell in subject.notebook.cells}
    for step in STEPS:
        if step not in present and step not in OPTIONAL_STEPS:
            yield Seen(f"l'étape « {step} » manque.", "Ajoutez au moins une cellule à cette étape.")


@rule("defi-present")
def challenge_present(subject: Subject) -> Iterator[Seen]:
    """Fast learners have something to do."""
    if "defi" not in {cell.step for cell in subject.notebook.cells}:
        yield Seen("il n'y a pas de Défi +.", "Ajoutez-en un pour les jeunes rapides.", advice=True)


@rule("roles-connus")
def known_roles(subject: Subject) -> Iterator[Seen]:
    """Each cell has a known role."""
    for cell in subject.notebook.cells:
        if cell.role not in ROLES_KNOWN:
            yield Seen(
                f"le rôle « {cell.role} » est inconnu.", f"Rôles : {', '.join(ROLES_KNOWN)}.", cell
            )


@rule("un-seul-titre")
def one_title(subject: Subject) -> Iterator[Seen]:
    """One h1, in the first cell, whose role is `titre`."""
    holders = [
        cell for cell in _texts(subject) for level in markdown.headings(cell.source) if level == 1
    ]
    first = subject.notebook.cells[0] if subject.notebook.cells else None
    if len(holders) == 1 and holders[0] is first and first.role == "titre":
        return
    yield Seen(
        f"le carnet a {len(holders)} titre de niveau 1.",
        "Gardez un seul titre « # … », dans la première cellule, de rôle titre.",
        holders[1] if len(holders) > 1 else first,
    )


@rule("titres-sans-saut")
def no_skipped_heading(subject: Subject) -> Iterator[Seen]:
    """Heading levels go down one at a time."""
    previous = 0
    for cell in _texts(subject):
        for level in markdown.headings(cell.source):
            if level > previous + 1:
                yield Seen(
                    f"un titre de niveau {level} suit un titre de niveau {previous}.",
                    f"Écrivez-le avec {previous + 1} dièse au plus.",
                    cell,
                )
            previous = level


@rule("nombre-de-cellules")
def number_of_cells(subject: Subject) -> Iterator[Seen]:
    """25 to 40 cells; a shorter lesson may have fewer, in proportion."""
    fewest = round(FEWEST_CELLS * min(1.0, subject.lesson.duration / USUAL_MINUTES))
    count = len(subject.notebook.cells)
    if not fewest <= count <= MOST_CELLS:
        yield Seen(
            f"le carnet a {count} cellules.",
            f"Il en faut de {fewest} à {MOST_CELLS} : regroupez ou coupez.",
        )


@rule("texte-court")
def short_texts(subject: Subject) -> Iterator[Seen]:
    """A text cell shows at most 60 words."""
    for cell in _texts(subject):
        count = _shown_words(cell)
        if count > MOST_WORDS:
            yield Seen(f"ce texte a {count} mots.", f"Restez à {MOST_WORDS} au plus.", cell)


@rule("deux-textes-de-suite")
def short_pairs_of_texts(subject: Subject) -> Iterator[Seen]:
    """Two text cells in a row show at most 60 words together."""
    cells = subject.notebook.cells
    for first, second in pairwise(cells):
        both = _shown_words(first), _shown_words(second)
        if not first.is_code and not second.is_code and max(both) <= MOST_WORDS < sum(both):
            yield Seen(
                f"ce texte et celui d'avant ont {sum(both)} mots ensemble.",
                f"Restez à {MOST_WORDS}, ou glissez du code entre les deux.",
                second,
            )


@rule("une-action-toutes-les-3")
def an_action_every_three_cells(subject: Subject) -> Iterator[Seen]:
    """Among three cells in a row, at least one runs."""
    run = 0
    for cell in subject.notebook.cells:
        run = 0 if cell.is_code else run + 1
        if run == WINDOW:
            yield Seen(
                f"voici {WINDOW} cellules de texte de suite.",
                "Glissez-y une cellule de code à lancer.",
                cell,
            )


@rule("preparation-en-premier")
def preparation_first(subject: Subject) -> Iterator[Seen]:
    """The first code cell prepares: it imports the workshop and is locked."""
    first = next(iter(subject.notebook.code_cells), None)
    if first is None or first.role != "preparation" or IMPORT_LINE not in first.source:
        yield Seen(
            "la première cellule de code ne prépare pas la leçon.",
            f"Donnez-lui le rôle preparation et la ligne « {IMPORT_LINE} ».",
            first,
        )


def _texts(subject: Subject) -> list[Cell]:
    return [cell for cell in subject.notebook.cells if not cell.is_code]


def _shown_words(cell: Cell) -> int:
    return 0 if cell.is_code else len(words(markdown.visible(cell.source)))


@rule("cellule-annoncee")
def announced_cells(subject: Subject) -> Iterator[Seen]:
    """Code given to run says so, each in its words: a check must not take it for an answer."""
    known: set[str] = set()
    for cell in subject.notebook.code_cells:
        first, line = ANNOUNCED.get(cell.role), cell.source.partition("\n")[0]
        if first and line in known:
            yield Seen(
                f"deux cellules s'annoncent « {line} ».", "Numérotez-les : # Exemple 1, 2…", cell
            )
        known |= {line} if first else set()
        if first and not line.startswith(first):
            yield Seen(
                f"cette cellule « {cell.role} » ne s'annonce pas.",
                f"Commencez-la par une ligne « {first} ».",
                cell,
            )
