"""Which Python notions and which commands a piece of code uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

ALWAYS = frozenset({"montrer", "garder", "badge", "quiz", "bilan_smileys", "controle", "Tortue"})
"""Commands of the common welcome, and those that only set the scene."""

GIVEN = frozenset({"Tortue", "nouvelle_image", "photo"})
"""`t = Tortue()` sets the scene: it is given, not a notion to learn."""

BY_NODE: dict[type[ast.AST], str] = {
    ast.Import: "import",
    ast.ImportFrom: "import",
    ast.AugAssign: "aug",
    ast.For: "for",
    ast.While: "while",
    ast.If: "if",
    ast.IfExp: "if",
    ast.FunctionDef: "def",
    ast.Return: "return",
    ast.List: "liste",
    ast.Dict: "dico",
    ast.JoinedStr: "fstring",
    ast.BoolOp: "et_ou",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.Lambda: "lambda",
    ast.ClassDef: "class",
    ast.Try: "try",
    ast.With: "with",
    ast.Global: "global",
    ast.Nonlocal: "global",
    ast.Set: "ensemble",
    ast.Assert: "assert",
    ast.Raise: "raise",
    ast.Yield: "yield",
    ast.Await: "await",
    ast.NamedExpr: "affectation",
    ast.Starred: "etoile_devant",
    ast.Break: "break",
    ast.Continue: "break",
    ast.Delete: "del",
    ast.Match: "match",
}
BY_OPERATOR: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mult",
    ast.Div: "div",
    ast.FloorDiv: "divent",
    ast.Mod: "modulo",
    ast.Pow: "puissance",
    ast.USub: "neg",
    ast.Not: "non",
}


def notions(module: ast.Module) -> set[str]:
    """The notions used, by the names `lecon.toml` gives them."""
    found: set[str] = set()
    for statement in learnt(module):
        for node in ast.walk(statement):
            found.update(_of_node(node))
    return found | ({"attribut"} if attributes(module) else set())


def commands(module: ast.Module) -> set[str]:
    """The functions and methods called, but those always there and those defined here."""
    own = {node.name for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    return called(ast.Module([*learnt(module)], [])) - own - ALWAYS


def called(module: ast.Module) -> set[str]:
    """The names of all functions and methods called."""
    calls = (node for node in ast.walk(module) if isinstance(node, ast.Call))
    return {_name(call.func) for call in calls} - {""}


def attributes(module: ast.Module) -> set[str]:
    """The attributes read without a call, each with its dot (`.width`)."""
    called = {id(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}
    return {
        f".{node.attr}"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and id(node) not in called
    }


def learnt(module: ast.Module) -> Iterator[ast.stmt]:
    """The statements, but those that only set the scene."""
    return (statement for statement in module.body if not _sets_the_scene(statement))


def _sets_the_scene(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(value, ast.Call) and _name(value.func) in GIVEN


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _of_node(node: Any) -> Iterator[str]:
    if type(node) in BY_NODE:
        yield BY_NODE[type(node)]
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        yield BY_OPERATOR.get(type(node.op), type(node.op).__name__)
    elif isinstance(node, ast.Assign):
        unpacks = any(isinstance(target, ast.Tuple) for target in node.targets)
        stores = any(isinstance(target, ast.Name) for target in node.targets)
        yield from ["unpack"] * unpacks + ["affectation"] * stores
    elif isinstance(node, ast.Call):
        yield from ["methode"] * isinstance(node.func, ast.Attribute)
        yield from ["nomme"] * bool(node.keywords)
    elif isinstance(node, ast.Constant):
        yield from ["decimal"] * isinstance(node.value, float)
    elif isinstance(node, ast.Compare):
        inside = any(isinstance(op, ast.In | ast.NotIn) for op in node.ops)
        yield "in" if inside else "compare"
    elif isinstance(node, ast.Tuple):
        yield from ["tuple"] * isinstance(node.ctx, ast.Load)
    elif isinstance(node, ast.Subscript):
        yield "tranche" if isinstance(node.slice, ast.Slice) else "indice"
    elif isinstance(node, ast.For | ast.If):
        yield from _of_block(node)


def _of_block(node: ast.For | ast.If) -> Iterator[str]:
    if isinstance(node, ast.If):
        yield from ["else"] * bool(node.orelse)
        return
    inner = (child for statement in node.body for child in ast.walk(statement))
    yield from ["for_imbrique"] * any(isinstance(child, ast.For) for child in inner)
    yield from ["unpack"] * isinstance(node.target, ast.Tuple)
