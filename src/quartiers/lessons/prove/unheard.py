"""Sentences that no recorded answer trips: nobody knows whether they are said, nor when."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from quartiers.lessons.judging.model import Verdict
from quartiers.lessons.prove.findings import Refutation

CONDITIONS = ("etoile", "cachee")
TO_DO = "Ajoutez dans reponses.toml une réponse qui la reçoit, ou retirez cette ligne."


def unheard(exercise: int, check: str, verdicts: Sequence[Verdict]) -> Iterator[Refutation]:
    """One refutation for each sentence of the check that none of these verdicts has said."""
    rows = next((one.rows for one in verdicts if one.rows), ())
    spoken = [one.spoke for one in verdicts if one.spoke]
    said, tripped = set(spoken), {rank for rank, _ in spoken}
    calls = condition_calls(check)
    for place in ((rank, row) for rank, count in enumerate(rows) for row in range(count)):
        alone = rows[place[0]] == 1  # a subject or a property may say its own sentence instead
        if place not in said and not (alone and place[0] in tripped):
            seen = f"{_called(calls, place)} : aucune réponse enregistrée ne la reçoit."
            yield Refutation(exercise, "phrase jamais dite", seen, TO_DO)


def condition_calls(check: str) -> list[ast.Call]:
    """The calls to `etoile` and `cachee`, in reading order."""
    found = [
        node
        for node in ast.walk(ast.parse(check))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CONDITIONS
    ]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _called(calls: Sequence[ast.Call], place: tuple[int, int]) -> str:
    """The row as its author wrote it; its place, when a loop gives conditions."""
    rank, row = place
    if rank >= len(calls):
        return f"condition {rank + 1}, phrase {row + 1}"
    arguments = calls[rank].args
    return ast.unparse(arguments[row + 1] if len(arguments) > 1 else arguments[0])
