"""Walk through a notebook's code cells in this process, trying answers on the way.

State is shared by forking: the cells before an exercise run once, then each answer to it is
tried in a child that inherits them. That is what makes a judgement cost milliseconds.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from atelier.controles import dernier_bilan
from quartiers.lessons.judging.fingerprint import fingerprint
from quartiers.lessons.judging.forks import run_forked
from quartiers.lessons.judging.mark import error_names
from quartiers.lessons.judging.model import Limits, RunCell, Trial
from quartiers.lessons.judging.scratch import branch
from quartiers.lessons.judging.shell import RecordingShell

Send = Callable[[dict[str, Any]], None]


class Walker:
    """One walk: cells in order, trials at their exercise, results sent as they come."""

    def __init__(self, shell: RecordingShell, scratch: Path, limits: Limits, send: Send) -> None:
        """`scratch` is a folder made by `copy_lesson`, already entered."""
        self.shell = shell
        self.scratch = scratch
        self.limits = limits
        self.send = send

    def walk(self, cells: list[RunCell], trials: list[Trial], forking: bool) -> None:
        """Run every cell; before each answer cell, try the answers to its exercise.

        Without forking, the walk ends at the (only) trial, tried in this very process.
        """
        for cell in cells:
            here = [one for one in trials if one.exercise == cell.exercise]
            if here and not forking:
                self._tell(here[0].key, self._try(cell, here[0]))
                return
            for key, result in self._forked(cell, here):
                self._tell(key, result)
            self.send({"cell": cell.position, "outputs": self.shell.run(cell.source)})

    def _forked(self, cell: RunCell, trials: list[Trial]) -> Iterator[tuple[str, Any]]:
        jobs = ((one.key, self._job(cell, one, rank)) for rank, one in enumerate(trials))
        yield from run_forked(jobs, self.limits, width=min(4, os.cpu_count() or 1))
        for rank in range(len(trials)):
            shutil.rmtree(self._branch_path(cell, rank), ignore_errors=True)

    def _job(self, cell: RunCell, trial: Trial, rank: int) -> Callable[[], Any]:
        def job() -> Any:
            branch(self.scratch, self._branch_path(cell, rank).name)
            return self._try(cell, trial)

        return job

    def _branch_path(self, cell: RunCell, rank: int) -> Path:
        return self.scratch.parent / f"essai-{cell.position}-{rank}"

    def _try(self, cell: RunCell, trial: Trial) -> dict[str, Any]:
        """Run the answer cell then its check, exactly as *Vérifier* and the grader do."""
        outputs = self.shell.run(trial.source)
        left = fingerprint(outputs, self.shell.user_ns)
        before = dernier_bilan()
        shown = self.shell.run(cell.check or "")
        after = dernier_bilan()
        said = after if after is not before else None
        return {
            "outputs": shown,
            "errors": error_names(outputs),
            "fingerprint": left,
            "rows": said.rangees if said else (),
            "spoke": said.parle if said else None,
        }

    def _tell(self, key: str, result: dict[str, Any] | None) -> None:
        self.send({"trial": key, "result": result})
