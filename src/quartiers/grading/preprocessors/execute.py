"""Run the notebook in contained kernels: a cell that kills one costs its own exercise only."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Float, Integer

from quartiers.grading.kernel import ContainedKernel, shared_pool
from quartiers.grading.outputs import WEIGHED, Scales
from quartiers.grading.preprocessors.restore import is_check
from quartiers.grading.processes import cpu_seconds
from quartiers.grading.report import KEY, ExecutionReport
from quartiers.grading.watch import Budget, CpuWatch
from quartiers.settings import Settings

STARTS = 2


class MachineTrouble(Exception):
    """The grader's own machine failed, whatever the learner wrote: no kernel would start."""


class ContainedExecute(Execute):
    """nbgrader's Execute with our kernels, CPU time instead of wall clock, and bounded outputs.

    What happened is left in `resources["quartiers_execution"]` (an ExecutionReport).
    """

    cpu_seconds = Float(8.0, help="CPU seconds one cell may take.").tag(config=True)
    wall_seconds = Float(60.0, help="Seconds one cell may sleep or wait.").tag(config=True)
    most_troubles = Integer(5, help="Cells that may stop or die before we give up.").tag(
        config=True
    )

    def preprocess(
        self, nb: NotebookNode, resources: Any, km: Any = None
    ) -> tuple[NotebookNode, Any]:
        """Run every code cell in order, with a fresh kernel whenever one dies."""
        NotebookClient.__init__(self, nb)
        self.reset_execution_trackers()
        self._settle()
        self.resources = resources
        self.report = resources[KEY] = ExecutionReport()
        self._scales = Scales()
        start = 0
        while start < len(nb.cells):
            kernel = self._open(resources)
            try:
                start = self._run_from(start)
            finally:
                self._close(kernel)
        nb.metadata["language_info"] = {"name": "python"}
        return nb, resources

    def _settle(self) -> None:
        """What the base classes would configure otherwise; a watch replaces their timeouts."""
        self.timeout = None
        self.raise_on_iopub_timeout = False
        self.store_widget_state = False

    def _open(self, resources: Any) -> ContainedKernel:
        settings = Settings.from_env()
        names = resources["nbgrader"]
        coursedir = self.parent.parent.coursedir
        release = coursedir.format_path(coursedir.release_directory, ".", names["assignment"])
        for _ in range(STARTS):
            kernel = shared_pool(settings).take()
            kernel.workspace.bring(Path(release))
            self.km, self.kc = kernel.manager, None
            try:
                self.start_new_kernel_client()
            except Exception as trouble:
                self.log.warning("a kernel did not start: %s", trouble)
                kernel.close()
            else:
                self._watch = self._new_watch(kernel)
                return kernel
        raise MachineTrouble(f"no kernel answered in {STARTS} tries")

    def _new_watch(self, kernel: ContainedKernel) -> CpuWatch:
        budget = Budget(cpu=self.cpu_seconds, wall=self.wall_seconds)
        return CpuWatch(kernel.pid, lambda: cpu_seconds(kernel.pid, kernel.workspace.uid), budget)

    def _close(self, kernel: ContainedKernel) -> None:
        if self.kc is not None:
            self.kc.stop_channels()
        self.kc = None
        shared_pool(Settings.from_env()).close_kernel(kernel)

    def _run_from(self, start: int) -> int:
        """Run cells from `start`; returns where to go on with another kernel, or the end."""
        if not self._replay(start):
            return self._give_up(start)
        blocked = start > 0  # the check of the cell that killed the last kernel
        for index in range(start, len(self.nb.cells)):
            cell = self.nb.cells[index]
            if cell.cell_type != "code" or (blocked and is_check(cell)):
                continue
            if len(self.report.troubles) >= self.most_troubles:
                return self._give_up(index)
            alive = self._run(cell, index)
            if not alive:
                return index + 1
            blocked = index in self.report.troubles
        return len(self.nb.cells)

    def _run(self, cell: NotebookNode, index: int) -> bool:
        """Run one cell; False when its kernel died of it."""
        self._scales_in_use = Scales() if is_check(cell) else self._scales
        self._scales_in_use.new_cell()
        try:
            with self._watch.cell():
                self.execute_cell(cell, index, store_history=True)
            alive = True
        except Exception as death:  # a kernel may also die of talking nonsense
            self.log.warning("cell %s: %s", index, death)
            alive = False
        self._note(index, alive)
        return alive

    def _note(self, index: int, alive: bool) -> None:
        if self._watch.stopped:
            self.report.troubles[index] = "stopped"
        elif not alive:
            self.report.troubles[index] = "died"
        self.report.deaths += not alive
        if self._scales_in_use.cut:
            self.report.cut.add(index)

    def _replay(self, end: int) -> bool:
        """Bring a fresh kernel where the dead one was: earlier cells again, but for the guilty.

        False when one of them kills it this time.
        """
        for index, cell in enumerate(self.nb.cells[:end]):
            if cell.cell_type != "code" or is_check(cell) or index in self.report.troubles:
                continue
            try:
                with self._watch.cell():
                    self.execute_cell(deepcopy(cell), index, store_history=True)
            except Exception as death:
                self.log.warning("cell %s, again: %s", index, death)
                return False
            finally:
                self.nb.cells[index] = cell
        return True

    def _give_up(self, start: int) -> int:
        for index in range(start, len(self.nb.cells)):
            self.report.troubles.setdefault(index, "unjudged")
        return len(self.nb.cells)

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """Weigh an output before keeping it."""
        if msg["msg_type"] in WEIGHED:
            content = self._scales_in_use.admit(msg["msg_type"], msg["content"])
            if content is None:
                return None
            msg = {**msg, "content": content}
        return super().process_message(msg, cell, cell_index)

    def handle_comm_msg(self, outs: list[Any], msg: dict[str, Any], cell_index: int) -> None:
        """Widgets have no meaning here, and their state is unbounded."""
