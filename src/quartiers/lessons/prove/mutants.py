"""Make small mechanical changes to a right answer, as a distracted hand would.

Each change replaces one piece of the source, so that a mutant stays readable and can be pasted
into `reponses.toml`. Families: nombre, texte, nom, ligne, operateur, arguments.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

FAMILIES = ("nombre", "texte", "nom", "ligne", "operateur", "arguments")

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "+",
    ast.Div: "*",
    ast.FloorDiv: "*",
    ast.Mod: "*",
    ast.Lt: ">",
    ast.LtE: ">",
    ast.Gt: "<",
    ast.GtE: "<",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.And: "or",
    ast.Or: "and",
}


@dataclass(frozen=True)
class Mutant:
    """A changed answer: the family of the change, the piece it is made `on`, the whole code."""

    family: str
    on: str
    line: int
    code: str

    def same_code(self, code: str) -> bool:
        """Whether this is that code, whatever its layout and comments."""
        return _shape(self.code) == _shape(code)


@dataclass(frozen=True)
class _Change:
    family: str
    node: Any
    text: str


def mutants_of(answer: str) -> list[Mutant]:
    """Every mutant of an answer, each once, in the order of the source.

    An answer that is not Python has none. Mutants that are not Python are left out, and so is the
    empty one: leaving the answer empty is judged anyway.
    """
    try:
        tree = ast.parse(answer)
    except SyntaxError:
        return []
    left_out = ("", _shape(""), _shape(answer))
    found: dict[str, Mutant] = {}
    for maker in (_numbers, _texts, _names, _lines, _operators, _arguments):
        for change in maker(tree, answer):
            mutant = _apply(answer, change)
            shape = _shape(mutant.code)
            if shape not in left_out:
                found.setdefault(shape, mutant)
    return sorted(found.values(), key=lambda mutant: mutant.line)


def _numbers(tree: ast.AST, source: str) -> Iterator[_Change]:
    """One more, one less (a tenth for decimals), double, and the opposite."""
    for node in _walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if type(value) is int or type(value) is float:
            step = 1 if isinstance(value, int) else 0.1
            for other in (value + step, value - step, value * 2, -value):
                if other != value:
                    text = str(round(other, 6))
                    yield _Change("nombre", node, f"({text})" if other < 0 else text)


def _texts(tree: ast.AST, source: str) -> Iterator[_Change]:
    """Another text of the same answer, else the empty text."""
    nodes = [n for n in _walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    values = list(dict.fromkeys(node.value for node in nodes))
    for node in nodes:
        if _segment(source, node)[:1] in ("'", '"'):  # not inside an f-string
            others = [value for value in values if value != node.value] or [""]
            yield _Change("texte", node, repr(others[0]))


def _names(tree: ast.AST, source: str) -> Iterator[_Change]:
    """A variable for another one, a method for another one of the same answer."""
    assigned = _in_order(
        node.id
        for node in _walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    methods = _in_order(
        node.func.attr
        for node in _walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    for node in _walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in assigned:
            yield from (_Change("nom", node, name) for name in _others(assigned, node.id))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            for name in _others(methods, node.func.attr):
                owner = _segment(source, node.func.value)
                yield _Change("nom", node.func, f"{owner}.{name}")


def _lines(tree: ast.AST, source: str) -> Iterator[_Change]:
    """A line left out."""
    for node in _walk(tree):
        for block in ("body", "orelse"):
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                for statement in statements:
                    yield _Change("ligne", statement, "pass")


def _operators(tree: ast.AST, source: str) -> Iterator[_Change]:
    """An operator for its neighbour."""
    for node in _walk(tree):
        if isinstance(node, ast.BinOp):
            yield from _operator(node, node.left, node.op, node.right, source)
        elif isinstance(node, ast.Compare) and len(node.ops) == 1:
            yield from _operator(node, node.left, node.ops[0], node.comparators[0], source)
        elif isinstance(node, ast.BoolOp) and len(node.values) == 2:
            yield from _operator(node, node.values[0], node.op, node.values[1], source)


def _operator(
    node: ast.AST, left: ast.AST, operator: ast.AST, right: ast.AST, source: str
) -> Iterator[_Change]:
    sign = OPERATORS.get(type(operator))
    if sign:
        text = f"{_segment(source, left)} {sign} {_segment(source, right)}"
        yield _Change("operateur", node, text)


def _arguments(tree: ast.AST, source: str) -> Iterator[_Change]:
    """Two neighbouring arguments the other way round."""
    for node in _walk(tree):
        if isinstance(node, ast.Call):
            given = [_segment(source, one) for one in node.args]
            for rank in range(len(given) - 1):
                if given[rank] != given[rank + 1]:
                    yield _swapped(node, given, rank, source)


def _swapped(node: ast.Call, given: list[str], rank: int, source: str) -> _Change:
    order = list(given)
    order[rank], order[rank + 1] = order[rank + 1], order[rank]
    named = [_segment(source, keyword) for keyword in node.keywords]
    return _Change(
        "arguments", node, f"{_segment(source, node.func)}({', '.join([*order, *named])})"
    )


def _apply(source: str, change: _Change) -> Mutant:
    lines = source.encode().split(b"\n")
    node = change.node
    start = sum(len(line) + 1 for line in lines[: node.lineno - 1]) + node.col_offset
    end = sum(len(line) + 1 for line in lines[: node.end_lineno - 1]) + node.end_col_offset
    data = source.encode()
    code = (data[:start] + change.text.encode() + data[end:]).decode()
    if change.family == "ligne":
        code = _without_useless_pass(code, node.lineno - 1)
    on = data[start:end].decode()
    return Mutant(change.family, on, node.lineno, code)


def _without_useless_pass(code: str, line: int) -> str:
    """Drop the `pass` that stands for a removed line, unless its block needs it."""
    lines = code.split("\n")
    if lines[line].strip() != "pass":
        return code
    shorter = "\n".join(lines[:line] + lines[line + 1 :])
    return shorter if _shape(shorter) else code


def _walk(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node, except inside f-strings: Python 3.11 misplaces them in the source."""
    yield tree
    if not isinstance(tree, ast.JoinedStr):
        for child in ast.iter_child_nodes(tree):
            yield from _walk(child)


def _segment(source: str, node: Any) -> str:
    return ast.get_source_segment(source, node) or ""


def _shape(code: str) -> str:
    try:
        return ast.dump(ast.parse(code))
    except SyntaxError:
        return ""


def _in_order(names: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _others(names: list[str], name: str) -> list[str]:
    """The next name, in a circle: one change is enough to see whether the name matters."""
    if name not in names or len(names) < 2:
        return []
    return [names[(names.index(name) + 1) % len(names)]]


Maker = Callable[[ast.AST, str], Iterator[_Change]]
