"""The judge as its callers see it: answers go in, verdicts come out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from quartiers.lessons.judging.mark import proved_mark, sentence_of
from quartiers.lessons.judging.model import Limits, Output, RunCell, Trial, Verdict

CUT_SHORT = "Ton code a arrêté Python avant la fin. Retire la ligne qui l'arrête."
TOO_LONG = "Ton code tourne sans fin. Change ce qui doit l'arrêter."
CPU_USED_UP = getattr(signal, "SIGXCPU", 24)
NO_CARD = "La vérification n'a pas répondu. Appelle un animateur."


class JudgeError(RuntimeError):
    """The walk itself broke: not an answer's doing. The message carries the traceback."""


class Judge:
    """A warm process that judges answers; use it as a context manager, it may serve many lessons.

    One judgement is a fork of the warm process, so it costs milliseconds. Where `fork` does not
    exist (Windows), each answer gets a process of its own: slower, same verdicts.
    """

    def __init__(self, limits: Limits | None = None, forking: bool | None = None) -> None:
        """`forking=None` uses fork where the system has it."""
        self.limits = limits or Limits()
        self.forking = hasattr(os, "fork") if forking is None else forking
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """The process itself starts with the first question."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the warm process."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def run(self, folder: Path, cells: Sequence[RunCell]) -> dict[int, tuple[Output, ...]]:
        """Run cells in order, whatever they raise; their outputs by position."""
        messages = self._walk(folder, cells, [], forking=self.forking)
        return {one["cell"]: tuple(one["outputs"]) for one in messages if "cell" in one}

    def judge(
        self, folder: Path, cells: Sequence[RunCell], trials: Sequence[Trial]
    ) -> dict[str, Verdict]:
        """The verdict of each trial by key, each tried after the cells before its exercise."""
        points = {cell.exercise: cell.points for cell in cells if cell.exercise is not None}
        out_of = {trial.key: points[trial.exercise] for trial in trials}
        return {
            one["trial"]: verdict_of(one["result"], out_of[one["trial"]])
            for one in self._all_walks(folder, cells, trials)
            if "trial" in one
        }

    def _all_walks(
        self, folder: Path, cells: Sequence[RunCell], trials: Sequence[Trial]
    ) -> Iterator[dict[str, Any]]:
        if self.forking:
            yield from self._walk(folder, cells, trials, forking=True)
            return
        for trial in trials:
            answered = False
            for message in self._walk(folder, cells, [trial], forking=False):
                answered = answered or "trial" in message
                yield message
            if not answered:
                yield {"trial": trial.key, "result": None}

    def _walk(
        self, folder: Path, cells: Sequence[RunCell], trials: Iterable[Trial], forking: bool
    ) -> Iterator[dict[str, Any]]:
        with tempfile.TemporaryDirectory(prefix="quartiers-", ignore_cleanup_errors=True) as tmp:
            request = {
                "folder": str(folder),
                "scratch": tmp,
                "cells": [asdict(cell) for cell in cells],
                "trials": [asdict(trial) for trial in trials],
                "limits": asdict(self.limits),
                "forking": forking,
            }
            yield from self._exchange(request) if forking else _alone(request, self.limits)

    def _exchange(self, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        process = self._process = self._process or _start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            if "crash" in message:
                raise JudgeError(message["crash"])
            if "end" in message:
                if message["status"]:
                    raise JudgeError(f"une cellule a arrêté Python (état {message['status']})")
                return
            yield message
        self._process = None
        _end(process)
        raise JudgeError("le processus qui juge s'est arrêté")


def verdict_of(result: dict[str, Any] | None, out_of: int) -> Verdict:
    """The verdict of what a trial sent back; None means that its process did not live."""
    if result is None:
        return Verdict(stars=0.0, out_of=out_of, sentence=CUT_SHORT)
    if result.get("late"):
        return Verdict(stars=0.0, out_of=out_of, sentence=TOO_LONG)
    outputs = result["outputs"]
    return Verdict(
        stars=proved_mark(outputs, out_of),
        out_of=out_of,
        sentence=sentence_of(outputs) or NO_CARD,
        errors=tuple(result["errors"]),
        fingerprint=result["fingerprint"],
        rows=tuple(result["rows"]),
        spoke=tuple(result["spoke"]) if result["spoke"] else None,
    )


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "quartiers.lessons.judging.runner"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):
        process.stdin.close()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _alone(request: dict[str, Any], limits: Limits) -> Iterator[dict[str, Any]]:
    """Serve one request with a process of its own, killed when its time is up."""
    process = _start()
    assert process.stdin is not None
    assert process.stdout is not None
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(limits.wall, stop)
    timer.start()
    try:
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
        for line in process.stdout:
            message = json.loads(line)
            if "end" in message:
                break
            yield message
    finally:
        timer.cancel()
        _end(process)
    if late.is_set() or process.returncode == -CPU_USED_UP:
        for trial in request["trials"]:
            yield {"trial": trial["key"], "result": {"late": True}}
