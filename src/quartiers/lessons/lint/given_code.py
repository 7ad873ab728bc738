"""Rules on code: short, narrow, valid, without what cannot work in a lesson."""

from __future__ import annotations

import ast
import difflib
import sys
from collections.abc import Iterator

from quartiers.lessons.lint import code
from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.notebook import Cell
from quartiers.lessons.prove.cells import code_lines

MOST_LINES = {0: 8, 1: 8, 2: 12, 3: 16}
WIDEST = 72
LIBRARIES = {"atelier", "PIL", "numpy", "ipywidgets"}
TAUGHT = {"random", "math", "time", "datetime", "colorsys", "statistics", "itertools", "string"}


@rule("code-court")
def few_lines_to_edit(subject: Subject) -> Iterator[Seen]:
    """What the learner adds to the starter: at most 8, 12 or 16 lines by level."""
    most = MOST_LINES.get(subject.lesson.level, max(MOST_LINES.values()))
    for cell in subject.answer_cells.values():
        parts = code.cut(cell)
        if parts is None:
            continue
        edited = edited_lines(parts.starter or "", parts.solution)
        if edited > most:
            yield Seen(
                f"le jeune doit écrire ou changer {edited} lignes.",
                f"Au niveau {subject.lesson.level}, {most} au plus : "
                "raccourcissez, ou donnez le début après ### DÉPART.",
                cell,
            )


def edited_lines(starter: str, solution: str) -> int:
    """The lines of the solution that are not already in the starter, in the same order."""
    before, after = code_lines(starter), code_lines(solution)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return len(after) - sum(block.size for block in matcher.get_matching_blocks())


@rule("lignes-de-72")
def narrow_lines(subject: Subject) -> Iterator[Seen]:
    """A line of code that learners read has at most 72 characters."""
    for cell in subject.notebook.code_cells:
        if cell.role in ("controle", "preparation"):
            continue
        shown = code.quiz_code(cell.source) if cell.role == "quiz" else cell.source
        widest = max((len(line) for line in shown.split("\n")), default=0)
        if widest > WIDEST:
            yield Seen(f"une ligne a {widest} caractères.", f"Restez à {WIDEST}.", cell)


@rule("code-valide")
def valid_code(subject: Subject) -> Iterator[Seen]:
    """Every cell is Python (starters may not be: they are repaired)."""
    for cell in subject.notebook.code_cells:
        try:
            ast.parse(cell.source)
        except SyntaxError as problem:
            yield Seen(
                f"Python ne lit pas la ligne {problem.lineno}.",
                "Réparez-la. Les commandes % et ! ne vont pas non plus.",
                cell,
            )


@rule("pas-d-input")
def no_input(subject: Subject) -> Iterator[Seen]:
    """No `input()`: the grading has nobody to answer it."""
    for cell in subject.notebook.code_cells:
        if list(code.calls(cell.source, "input")):
            yield Seen("la cellule appelle input().", "Donnez la valeur dans une variable.", cell)


@rule("pas-de-load-default")
def no_default_font(subject: Subject) -> Iterator[Seen]:
    """Pillow's built-in font has no accents."""
    for cell in subject.notebook.code_cells:
        if "load_default" in cell.source:
            yield Seen("load_default n'a pas les accents.", "Prenez police().", cell)
    script = subject.lesson.media / "fabriquer.py"
    if script.exists() and "load_default" in script.read_text(encoding="utf-8"):
        yield Seen("load_default n'a pas les accents.", "Prenez police().", file=script)


@rule("imports-permis")
def allowed_imports(subject: Subject) -> Iterator[Seen]:
    """A lesson imports the workshop, Pillow, NumPy and the few modules it teaches."""
    for cell in subject.notebook.code_cells:
        for name in imported(cell):
            if name not in LIBRARIES | TAUGHT:
                known = "du système" if name in sys.stdlib_module_names else "inconnu ici"
                yield Seen(
                    f"la cellule importe {name}, un module {known}.",
                    f"Modules permis : {', '.join(sorted(LIBRARIES | TAUGHT))}.",
                    cell,
                )


def imported(cell: Cell) -> list[str]:
    """The top-level modules a cell imports."""
    found = []
    for node in ast.walk(code.tree(cell.source) or ast.Module([], [])):
        if isinstance(node, ast.Import):
            found += [alias.name.split(".")[0] for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "").split(".")[0])
    return found
