"""Find, in a lesson, the code a learner meets and the sentences hidden in code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from quartiers.lessons.lint.rules import Subject
from quartiers.lessons.notebook import Cell
from quartiers.lessons.prove.quizzes import quiz_call
from quartiers.lessons.regions import AnswerCell, RegionError, cut_answer

PREPARE, SHOW = "# 1.", "# 3."


@dataclass(frozen=True)
class Snippet:
    """A piece of code a learner reads or changes, and the cell it stands in."""

    cell: Cell
    what: str
    code: str


def cut(cell: Cell) -> AnswerCell | None:
    """The answer cell cut at its delimiters; None when they are misplaced (another rule says)."""
    try:
        return cut_answer(cell.source)
    except RegionError:
        return None


def tree(code: str) -> ast.Module | None:
    """The code parsed, or None: some starters do not parse, on purpose."""
    try:
        return ast.parse(code)
    except SyntaxError:
        return None


def snippets(subject: Subject) -> Iterator[Snippet]:
    """What learners have to understand: solutions, starters, examples, the quizzes' code."""
    for cell in subject.notebook.code_cells:
        if cell.role == "reponse":
            parts = cut(cell)
            if parts is not None:
                yield Snippet(cell, "solution", parts.solution)
                yield Snippet(cell, "départ", parts.starter or "")
        elif cell.role == "exemple":
            yield Snippet(cell, "exemple", explained_lines(cell.source))
        elif cell.role == "quiz":
            yield Snippet(cell, "quiz", quiz_code(cell.source))


def explained_lines(source: str) -> str:
    """An example without its labelled first and last steps, which are given in every example."""
    lines, kept = source.split("\n"), True
    result = []
    for line in lines:
        if line.startswith("# ") and line[2:3].isdigit():
            kept = not line.startswith((PREPARE, SHOW))
        if kept:
            result.append(line)
    return "\n".join(result)


def quiz_code(source: str) -> str:
    """The code a quiz asks about, when it is written in the call."""
    call = quiz_call(source) if tree(source) else None
    try:
        return str(ast.literal_eval((call or {}).get("code", "''")))
    except ValueError:
        return ""


def calls(code: str, *names: str) -> Iterator[ast.Call]:
    """The calls to functions or methods of these names."""
    for node in ast.walk(tree(code) or ast.Module([], [])):
        if isinstance(node, ast.Call) and called_name(node) in names:
            yield node


def called_name(call: ast.Call) -> str:
    """`f` for `f()` and for `x.f()`, else nothing."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def text_of(node: ast.AST | None) -> str:
    """A text or an f-string as a learner may read it, its values replaced by 1."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):  # {n:trait} says its word after the number
        word = text_of(node.format_spec)
        return f"1 {word}" if word and not word.startswith(".") else "1"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return text_of(node.left) + text_of(node.right)
    return ""


def check_sentences(source: str) -> Iterator[str]:
    """The sentences a check may say: the texts after the condition, and those of the success."""
    for call in [*calls(source, "etoile"), *calls(source, "cachee")]:
        for argument in [*call.args[1:], *(one.value for one in call.keywords)]:
            yield from _texts(_said(argument))
    for call in calls(source, "bilan"):
        for argument in call.args:
            yield from _texts(argument)


def _said(row: ast.expr) -> ast.expr:
    """The sentence of a row: the second argument of `si(condition, sentence)`."""
    if isinstance(row, ast.Call) and called_name(row) == "si" and len(row.args) > 1:
        return row.args[1]
    return row


def texts_in(source: str) -> Iterator[str]:
    """Every text of a cell that reads as words, but the code a quiz asks about."""
    module = tree(source)
    if module is None:
        return
    skipped: set[int] = set()
    for call in calls(source, "quiz"):
        for part in [*call.args[2:], *(k.value for k in call.keywords if k.arg != "question")]:
            skipped.update(map(id, ast.walk(part)))
    yield from (text for text in _texts(module, skipped) if " " in text.strip())


def _texts(node: ast.AST, skipped: set[int] | frozenset[int] = frozenset()) -> Iterator[str]:
    """The texts under a node, each f-string as one."""
    if id(node) in skipped:
        return
    text = text_of(node)
    if text:
        yield text
        return
    for child in ast.iter_child_nodes(node):
        yield from _texts(child, skipped)


def comments_in(source: str) -> Iterator[str]:
    """The comments a learner reads in a cell, delimiters left out."""
    for line in source.split("\n"):
        text = line.strip()
        if text.startswith("# ") and not text.startswith("###"):
            yield text.lstrip("# ")
