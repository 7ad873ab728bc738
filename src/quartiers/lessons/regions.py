"""Cut a cell's source at our delimiters: solution, starter, hidden tests.

The same four words are nbgrader's delimiters in `grader_config.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

BEGIN_SOLUTION = "### DÉBUT SOLUTION"
END_SOLUTION = "### FIN SOLUTION"
STARTER = "### DÉPART"
BEGIN_HIDDEN = "### DÉBUT TESTS CACHÉS"
END_HIDDEN = "### FIN TESTS CACHÉS"
STUB = "# ✏️ À toi"

DELIMITERS = (BEGIN_SOLUTION, END_SOLUTION, STARTER, BEGIN_HIDDEN, END_HIDDEN)


class RegionError(ValueError):
    """A delimiter is missing, doubled or misplaced; the message is French."""


@dataclass(frozen=True)
class AnswerCell:
    """An answer cell cut in four; each part is text without its delimiters.

    `starter` is None when the cell has no `### DÉPART` (the release shows the stub).
    """

    before: str
    solution: str
    starter: str | None
    after: str

    @property
    def released_region(self) -> str:
        """What stands in place of the solution in the learner's copy."""
        return STUB if self.starter is None else self.starter

    def with_answer(self, answer: str) -> str:
        """The cell's source once `answer` stands in place of the solution."""
        parts = [self.before, answer, self.after]
        return "\n".join(part for part in parts if part)


def cut_answer(source: str) -> AnswerCell:
    """Cut an answer cell; `RegionError` unless it has exactly one solution region."""
    lines = source.split("\n")
    begin, end = _only(lines, BEGIN_SOLUTION), _only(lines, END_SOLUTION)
    if begin > end:
        raise RegionError(f"{END_SOLUTION} vient avant {BEGIN_SOLUTION}")
    region = lines[begin + 1 : end]
    starts = [rank for rank, line in enumerate(region) if line.strip() == STARTER]
    if len(starts) > 1:
        raise RegionError(f"{STARTER} est écrit {len(starts)} fois")
    solution = region[: starts[0]] if starts else region
    starter = uncommented(region[starts[0] + 1 :]) if starts else None
    return AnswerCell(
        before="\n".join(lines[:begin]),
        solution="\n".join(solution),
        starter=starter,
        after="\n".join(lines[end + 1 :]),
    )


def uncommented(lines: list[str]) -> str:
    """Take the `# ` off each starter line; `RegionError` when a line has none."""
    return "\n".join(_uncommented(line) for line in lines)


def without_hidden(source: str) -> str:
    """A check cell as learners have it: without the hidden regions and their delimiters."""
    kept, hidden = [], False
    for line in source.split("\n"):
        if line.strip() == BEGIN_HIDDEN:
            hidden = True
        elif line.strip() == END_HIDDEN:
            hidden = False
        elif not hidden:
            kept.append(line)
    return "\n".join(kept)


def hidden_of(source: str) -> str:
    """Only the hidden lines of a check cell."""
    kept, hidden = [], False
    for line in source.split("\n"):
        if line.strip() == BEGIN_HIDDEN:
            hidden = True
        elif line.strip() == END_HIDDEN:
            hidden = False
        elif hidden:
            kept.append(line)
    return "\n".join(kept)


def _uncommented(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    text = line.lstrip()
    if not text:
        return ""
    if text == "#":
        return indent
    if not text.startswith("# "):
        raise RegionError(f"la ligne de départ « {line} » ne commence pas par « # »")
    return indent + text[2:]


def _only(lines: list[str], delimiter: str) -> int:
    found = [rank for rank, line in enumerate(lines) if line.strip() == delimiter]
    if len(found) != 1:
        raise RegionError(f"« {delimiter} » est écrit {len(found)} fois, il le faut une fois")
    return found[0]
