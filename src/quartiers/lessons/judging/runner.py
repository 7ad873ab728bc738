"""The judge's process: warmed once, it serves walks on its standard input, one JSON a line.

Started as `python -m quartiers.lessons.judging.runner`. Each walk happens in a forked child of
the warm process; where `fork` does not exist the caller starts one runner a trial.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import traceback
from pathlib import Path
from typing import Any

from quartiers.lessons.judging.forks import apply_limits
from quartiers.lessons.judging.model import Limits, RunCell, Trial
from quartiers.lessons.judging.scratch import copy_lesson, enter

WALK_SECONDS = 120
"""CPU seconds the teacher's own cells may use before the walk is given up."""


def main() -> None:
    """Warm up, then answer requests until the input closes."""
    requests, replies = _take_streams()
    _quiet_environment()
    shell = _warm_shell()
    for line in requests:
        _serve(json.loads(line), shell, replies)


def _take_streams() -> tuple[Any, int]:
    """Keep the real input and output for ourselves: a cell must never read or write them."""
    requests = os.fdopen(os.dup(0), encoding="utf-8")
    replies = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, replies


def _quiet_environment() -> None:
    """One thread (forks need it), no personal IPython folder, checks not in strict mode."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["IPYTHONDIR"] = str(Path(tempfile.gettempdir()) / "quartiers-sans-ipython")
    os.environ.pop("ATELIER_STRICT", None)


def _warm_shell() -> Any:
    """A shell in which `atelier` is already imported, as it is the slow part of a lesson."""
    import gc

    from quartiers.lessons.judging.shell import new_shell

    shell = new_shell()
    # atelier listens to the shell, so it must be imported once the shell exists
    shell.run("from atelier import *")
    shell.run("import numpy, PIL.Image, PIL.ImageDraw, PIL.ImageFont")
    shell.reset(new_session=True)  # type: ignore[no-untyped-call]
    gc.collect()
    gc.freeze()
    return shell


def _serve(request: dict[str, Any], shell: Any, replies: int) -> None:
    """Run one walk, then say that it ended."""
    if not request["forking"]:
        apply_limits(Limits(**request["limits"]))
        _walk(request, shell, replies)
        _send(replies, {"end": True})
        return
    pid = os.fork()
    if pid == 0:
        apply_limits(Limits(cpu=WALK_SECONDS))
        try:
            _walk(request, shell, replies)
        except BaseException:
            _send(replies, {"crash": traceback.format_exc()})
        finally:
            os._exit(0)
    _, status = os.waitpid(pid, 0)
    _send(replies, {"end": True, "status": status})


def _walk(request: dict[str, Any], shell: Any, replies: int) -> None:
    from quartiers.lessons.judging.walker import Walker

    scratch = Path(request["scratch"]) / "parcours"
    copy_lesson(Path(request["folder"]), scratch)
    enter(scratch)
    random.seed()
    limits = Limits(**request["limits"])
    walker = Walker(shell, scratch, limits, lambda message: _send(replies, message))
    walker.walk(
        [RunCell(**cell) for cell in request["cells"]],
        [Trial(**trial) for trial in request["trials"]],
        request["forking"],
    )


def _send(replies: int, message: dict[str, Any]) -> None:
    data = memoryview(json.dumps(message, default=repr).encode() + b"\n")
    while data:
        data = data[os.write(replies, data) :]


if __name__ == "__main__":
    main()
