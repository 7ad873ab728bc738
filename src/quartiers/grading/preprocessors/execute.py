"""Run the notebook between two contained processes, and write what they showed into its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_locked
from traitlets import Float, Integer

from quartiers.grading.judge.births import shared_nursery
from quartiers.grading.judge.conduct import Conducted, Conductor, Kind, Step
from quartiers.grading.nbfiles import node
from quartiers.grading.preprocessors.restore import is_check, is_ours
from quartiers.grading.report import KEY
from quartiers.grading.watch import Budget, Total
from quartiers.grading.workspace import Workspace, new_workspace
from quartiers.settings import Settings


class ContainedExecute(NbGraderPreprocessor):
    """In the place of nbgrader's Execute: no kernel, CPU time instead of wall clock.

    What happened is left in `resources["quartiers_execution"]` (an ExecutionReport).
    """

    cpu_seconds = Float(8.0, help="CPU seconds one cell may take.").tag(config=True)
    wall_seconds = Float(60.0, help="Seconds one cell may sleep or wait.").tag(config=True)
    grace_seconds = Float(3.0, help="CPU seconds an interrupted cell has to stop.").tag(config=True)
    copy_cpu_seconds = Float(60.0, help="CPU seconds one copy may take.").tag(config=True)
    copy_wall_seconds = Float(120.0, help="Seconds one copy may take in all.").tag(config=True)
    most_troubles = Integer(5, help="Cells that may stop or die before we give up.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Run every code cell in order."""
        conductor = Conductor(
            shared_nursery(),
            self._place(resources),
            Budget(
                self.cpu_seconds, self.wall_seconds, self.grace_seconds, 10 * self.grace_seconds
            ),
            self.most_troubles,
            trusting=not is_ours(nb.cells),
            total=Total(self.copy_cpu_seconds, self.copy_wall_seconds),
        )
        try:
            done = conductor.conduct(steps_of(nb.cells))
        finally:
            conductor.close()
        write_outputs(nb.cells, done)
        resources[KEY] = done.report
        nb.metadata["language_info"] = {"name": "python"}
        return nb, resources

    def _place(self, resources: Any) -> Callable[[], Workspace]:
        """Where processes live: a fresh folder with the lesson's published media."""
        settings = Settings.from_env()
        coursedir = self.parent.parent.coursedir
        assignment = resources["nbgrader"]["assignment"]
        release = Path(coursedir.format_path(coursedir.release_directory, ".", assignment))

        def place() -> Workspace:
            workspace = new_workspace(settings)
            workspace.bring(release)
            return workspace

        return place


def steps_of(cells: Sequence[NotebookNode]) -> list[Step]:
    """The code cells, in order."""
    return [
        Step(index, cell.source, kind_of(cell))
        for index, cell in enumerate(cells)
        if cell.cell_type == "code"
    ]


def kind_of(cell: NotebookNode) -> Kind:
    """What a cell is to the conductor."""
    if is_check(cell):
        return "check"
    return "locked" if is_locked(cell) else "free"


def write_outputs(cells: Sequence[NotebookNode], done: Conducted) -> None:
    """Put outputs where nbgrader and the feedback read them."""
    count = 0
    for index, cell in enumerate(cells):
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        cell.outputs = [_output(one, count) for one in done.outputs.get(index, ())]


def _output(one: dict[str, Any], count: int) -> NotebookNode:
    if one["output_type"] == "execute_result":
        one = {**one, "execution_count": count}
    output = node(one)
    for key in ("data", "metadata"):
        if key in output:
            output[key] = node(output[key])
    return output
