"""Claims on quizzes: the answer computed by running the code is one of the choices."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.judging.model import Output, RunCell
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import Notebook
from quartiers.lessons.prove.cells import run_cells, solved
from quartiers.lessons.prove.findings import Refutation

PARAMETERS = ("question", "choix", "code", "mesure")
PROBE = """
from atelier.quiz import reponse_calculee as _reponse_calculee
(_reponse_calculee({code}, {mesure}), [str(_un) for _un in {choix}])
"""


def quizzes(lesson: Lesson, notebook: Notebook, judge: Judge) -> Iterator[Refutation]:
    """Compute each quiz right after its cell ran."""
    cells, probes = _with_probes(notebook)
    outputs = judge.run(lesson.folder, cells) if probes else {}
    for position, cell_position in probes.items():
        seen = _fault(outputs.get(position, ()))
        if seen:
            yield Refutation(
                0,
                "quiz",
                f"cellule {cell_position} : {seen}",
                "Corrigez les choix, le code ou la mesure du quiz.",
            )


def quiz_call(source: str) -> dict[str, str] | None:
    """The source of each argument of the `quiz(...)` call of a cell, or None without such call."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "quiz"
        ):
            given = dict(zip(PARAMETERS, map(ast.unparse, node.args), strict=False))
            named = {one.arg: ast.unparse(one.value) for one in node.keywords if one.arg}
            return {**given, **named}
    return None


def _with_probes(notebook: Notebook) -> tuple[list[RunCell], dict[int, int]]:
    """The solved cells, each quiz followed by a probe; the probes' positions are negative."""
    cells, probes = [], {}
    quiz_cells = {cell.position: cell for cell in notebook.with_role("quiz")}
    for cell in run_cells(notebook, solved):
        cells.append(cell)
        call = quiz_call(cell.source) if cell.position in quiz_cells else None
        if call is not None and {"choix", "code", "mesure"} <= call.keys():
            probes[-cell.position] = cell.position
            cells.append(RunCell(-cell.position, PROBE.format(**call)))
    return cells, probes


def _fault(outputs: tuple[Output, ...]) -> str:
    for output in outputs:
        if output["output_type"] == "error":
            return f"le calcul lève {output['ename']} ({output['evalue']})."
        if output["output_type"] == "execute_result":
            answer, choices = ast.literal_eval(str(output["data"]["text/plain"]))
            if choices.count(answer) == 1:
                return ""
            return f"la réponse calculée est « {answer} », les choix sont {', '.join(choices)}."
    return "le calcul ne rend rien."
