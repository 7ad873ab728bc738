"""Rules on what is new: nothing used before it is introduced, little at a time."""

from __future__ import annotations

from collections.abc import Iterator

from quartiers.lessons.lint import code, notions
from quartiers.lessons.lint.rules import Seen, Subject, rule

MOST_NOTIONS, MOST_COMMANDS = 3, 4


@rule("notions-cumulees")
def notions_already_met(subject: Subject) -> Iterator[Seen]:
    """Each Python notion was introduced by this lesson or an earlier one of its track."""
    known = set(subject.lesson.notions).union(*(one.notions for one in subject.before))
    for snippet in code.snippets(subject):
        module = code.tree(snippet.code)
        for notion in sorted(notions.notions(module) - known if module else ()):
            yield Seen(
                f"la notion « {notion} » ({snippet.what}) n'est pas encore introduite.",
                "Évitez-la, ou ajoutez-la à notions dans lecon.toml.",
                snippet.cell,
            )


@rule("commandes-cumulees")
def commands_already_met(subject: Subject) -> Iterator[Seen]:
    """Each command was introduced by this lesson or an earlier one of its track."""
    known = set(subject.lesson.commands).union(*(one.commands for one in subject.before))
    known = {name.lstrip(".") for name in known}
    for snippet in code.snippets(subject):
        module = code.tree(snippet.code)
        for command in sorted(notions.commands(module) - known if module else ()):
            yield Seen(
                f"la commande « {command} » ({snippet.what}) n'est pas encore introduite.",
                "Évitez-la, ou ajoutez-la à commandes dans lecon.toml.",
                snippet.cell,
            )


@rule("nouveautes-utilisees")
def novelties_are_used(subject: Subject) -> Iterator[Seen]:
    """What `lecon.toml` says it introduces is really met in the notebook."""
    met: set[str] = set()
    for source in _run_by_learners(subject):
        module = code.tree(source)
        if module is not None:
            met |= notions.notions(module) | notions.called(module) | notions.attributes(module)
    for name in (*subject.lesson.notions, *subject.lesson.commands):
        if name not in met and name.lstrip(".") not in met:
            yield Seen(
                f"« {name} » est annoncé mais ne sert pas.",
                "Retirez-le de lecon.toml ou montrez-le.",
                file=subject.lesson.settings_file,
            )


@rule("charge-de-nouveautes")
def few_novelties(subject: Subject) -> Iterator[Seen]:
    """At most 3 notions and 4 commands, or `decoupage` says how the lesson is cut in two."""
    new_notions = set(subject.lesson.notions).difference(*(one.notions for one in subject.before))
    new_commands = set(subject.lesson.commands).difference(
        *(one.commands for one in subject.before)
    )
    if subject.lesson.split:
        return
    if len(new_notions) > MOST_NOTIONS or len(new_commands) > MOST_COMMANDS:
        yield Seen(
            f"{len(new_notions)} notions et {len(new_commands)} commandes sont nouvelles.",
            f"Au plus {MOST_NOTIONS} et {MOST_COMMANDS} : allégez, "
            "ou dites dans decoupage comment la leçon se coupe en deux.",
            file=subject.lesson.settings_file,
        )


def _run_by_learners(subject: Subject) -> Iterator[str]:
    """All the code learners run, given parts included."""
    for cell in subject.notebook.code_cells:
        if cell.role == "quiz":
            yield code.quiz_code(cell.source)
        elif cell.role != "controle":
            yield cell.source
