"""The shell of both processes: it records what a cell shows, in order and within bounds."""

from __future__ import annotations

import contextlib
import io
import sys
from typing import Any

from traitlets.config import Config

from quartiers.grading.judge.transforming import QuickTransformer
from quartiers.grading.outputs import Scales
from quartiers.lessons.judging.model import Output
from quartiers.lessons.judging.shell import RecordingShell


class Kept(list[Output]):
    """The outputs of a cell; what is too much is dropped, as the judge would do later."""

    def __init__(self, scales: Scales) -> None:
        """`scales` goes on weighing from cell to cell."""
        super().__init__()
        self._scales = scales
        scales.new_cell()

    @property
    def cut(self) -> bool:
        """Whether something was dropped."""
        return self._scales.cut

    def append(self, output: Output) -> None:
        """Keep an output, or what fits of it."""
        kept = self._scales.admit(output["output_type"], output)
        if kept is not None:
            super().append(kept)

    def write(self, name: str, text: str) -> None:
        """Keep printed text, in the output before when it is of the same kind."""
        if not text:
            return
        last = self[-1] if self else None
        kept = self._scales.admit("stream", {"output_type": "stream", "name": name, "text": text})
        if kept is None:
            return
        if last is not None and last.get("name") == name:
            last["text"] += kept["text"]
        else:
            super().append(kept)


class Tape(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, kept: Kept, name: str) -> None:
        """`name` is "stdout" or "stderr"."""
        self._kept = kept
        self._name = name

    def write(self, text: str) -> int:
        """Record."""
        self._kept.write(self._name, text)
        return len(text)

    def writable(self) -> bool:
        """Always."""
        return True


class JudgingShell(RecordingShell):
    """A shell that keeps the order of outputs and tells how the cell ended."""

    scales: Scales

    def run_within(self, source: str, cell_id: str = "") -> tuple[Kept, Any]:
        """Run a cell: its outputs, and IPython's own account of it."""
        self.recorded = kept = Kept(self.scales)
        with contextlib.redirect_stdout(Tape(kept, "stdout")):  # noqa: SIM117
            with contextlib.redirect_stderr(Tape(kept, "stderr")):
                result = self.run_cell(source, store_history=True, cell_id=cell_id)  # type: ignore[no-untyped-call]
        return kept, result

    def _tee(self, channel: str) -> Any:
        """IPython would keep all that is printed, without bounds, for its history."""
        return contextlib.nullcontext()

    def should_run_async(self, raw_cell: str, **more: Any) -> bool:
        """IPython compiles every cell once more to know it."""
        return may_wait(raw_cell) and bool(super().should_run_async(raw_cell, **more))

    def ask_exit(self) -> None:
        """`exit()` in a cell."""
        raise SystemExit


def may_wait(source: str) -> bool:
    """Whether a cell holds one of the words without which it cannot wait (`await`, `async for`)."""
    return "await" in source or "async" in source


def new_shell() -> JudgingShell:
    """The process's only shell; nothing is read from or written to anybody's folder."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = JudgingShell.instance(config=config)
    shell.user_ns["__name__"] = "__main__"
    shell.scales = Scales()
    shell.input_transformer_manager = QuickTransformer()
    sys.displayhook = sys.__displayhook__
    return shell
