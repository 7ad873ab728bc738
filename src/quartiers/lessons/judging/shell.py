"""An IPython shell that records what a cell shows, as a kernel would send it."""

from __future__ import annotations

import base64
import contextlib
import io
import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from quartiers.lessons.judging.model import Output


class RecordingHook(DisplayHook):
    """Records the value of a cell's last expression."""

    shell: Any

    def quiet(self) -> bool:
        """Whether the cell ends with `;`. IPython reads the cell word by word to know it: only
        one that holds a `;` is worth that.
        """
        cells = self.shell.history_manager.input_hist_parsed
        return bool(cells) and ";" in cells[-1] and bool(super().quiet())  # type: ignore[no-untyped-call]

    def write_output_prompt(self) -> None:
        """No `Out[1]:`."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Keep the value's representations as an `execute_result`."""
        self.shell.recorded.append(
            {
                "output_type": "execute_result",
                "data": storable(format_dict),
                "metadata": md_dict or {},
                "execution_count": None,
            }
        )


class RecordingPublisher(DisplayPublisher):
    """Records what `display` shows."""

    shell: Any

    def publish(self, data: Any, metadata: Any = None, **ignored: Any) -> None:  # type: ignore[override]
        """Keep the representations as `display_data`."""
        output = {
            "output_type": "display_data",
            "data": storable(data),
            "metadata": metadata or {},
        }
        self.shell.recorded.append(output)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what was shown, as a notebook does."""
        self.shell.recorded.clear()


class RecordingShell(InteractiveShell):
    """Like a kernel's shell, without sockets, threads or history files."""

    displayhook_class = Type(RecordingHook)
    display_pub_class = Type(RecordingPublisher)

    def __init__(self, **kwargs: Any) -> None:
        """Start with nothing recorded."""
        self.recorded: list[Output] = []
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        """Record an error as nbformat stores it, plus the names of its bases."""
        self.recorded.append(
            {
                "output_type": "error",
                "ename": etype.__name__,
                "evalue": str(evalue),
                "traceback": list(stb),
                "bases": [kind.__name__ for kind in etype.__mro__],
            }
        )

    def run(self, source: str) -> list[Output]:
        """Run one cell as a kernel does; the outputs, printed text last.

        A blank cell does not run at all: neither JupyterLab nor nbclient sends it.
        """
        self.recorded = []
        if not source.strip():
            return []
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        streams = [("stdout", out.getvalue()), ("stderr", err.getvalue())]
        shown = list(self.recorded)
        return shown + [
            {"output_type": "stream", "name": name, "text": text} for name, text in streams if text
        ]


def new_shell() -> RecordingShell:
    """The process's only shell; nothing is read from or written to the user's IPython folder."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    shell = RecordingShell.instance(config=config)
    shell.user_ns["__name__"] = "__main__"
    sys.displayhook = sys.__displayhook__
    return shell


def storable(data: Any) -> dict[str, Any]:
    """A mime bundle as JSON: bytes become base64 text."""
    return {
        mime: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for mime, value in dict(data).items()
    }
