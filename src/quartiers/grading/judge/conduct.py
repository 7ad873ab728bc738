"""Conduct one submission: cells to the runner, values and checks to the checker."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from quartiers.grading.judge.births import Fork, Gone, Nursery, Role
from quartiers.grading.judge.wire import Message
from quartiers.grading.outputs import Scales
from quartiers.grading.report import ExecutionReport, Trouble
from quartiers.grading.watch import Budget, Total, what_is_left
from quartiers.grading.workspace import Workspace
from quartiers.lessons.judging.model import Output

Kind = Literal["free", "locked", "check"]
MOST_QUESTIONS = 2_000
"""How often one check may ask the runner something."""
KNOWN_KEYS = {
    "stream": ("name", "text"),
    "error": ("ename", "evalue", "traceback"),
    "display_data": ("data", "metadata"),
    "execute_result": ("data", "metadata"),
}


@dataclass(frozen=True)
class Step:
    """One code cell, by its place in the notebook.

    "locked" cells are the lesson's own and run on both sides; "check" cells run in the checker
    only; the others are the learner's and run in the runner only.
    """

    index: int
    source: str
    kind: Kind = "free"


@dataclass
class Conducted:
    """What the cells showed, by index, and what happened."""

    outputs: dict[int, list[Output]] = field(default_factory=dict)
    report: ExecutionReport = field(default_factory=ExecutionReport)


class Conductor:
    """Runs the steps of one submission; `close` leaves no process and no folder."""

    def __init__(
        self,
        nursery: Nursery,
        place: Callable[[], Workspace],
        budget: Budget,
        most_troubles: int,
        trusting: bool = False,
        total: Total | None = None,
    ) -> None:
        """`place` gives a fresh folder. `budget` is that of a cell, `total` that of all of them.
        `trusting` runs checks with the learner's code, as stock nbgrader does: for notebooks
        that are not lessons of ours.
        """
        self._nursery = nursery
        self._place = place
        self._budget = budget
        self._most_troubles = most_troubles
        self._trusting = trusting
        self._spent = _Spent(total or Total())
        self._forks: dict[Role, Fork] = {}
        self._scales = Scales()
        self._done = Conducted()
        self._locked: list[Step] = []
        self._stopped = False

    def conduct(self, steps: Sequence[Step]) -> Conducted:
        """Every step in order, whatever happens, as long as there is time.

        What was judged before the time is over counts; the rest is "late".
        """
        self._runner_ready([])
        self._spent.begin()
        answer: Step | None = None
        for place, step in enumerate(steps):
            if self._is_over():
                self._give_up(steps[place:], "late")
                break
            if len(self._done.report.troubles) >= self._most_troubles:
                self._give_up(steps[place:])
                break
            if step.kind == "check" and not self._trusting:
                self._check(step, answer, steps[:place])
                continue
            answer = step
            self._learn(step)
            if self._runner_ready(steps[:place]):
                self._run(step)
            else:
                self._give_up(steps[place:], "late" if self._is_over() else "unjudged")
                break
        return self._done

    def _is_over(self) -> bool:
        return self._spent.left(self._budget) is None

    def close(self) -> None:
        """End everything."""
        forks, self._forks = list(self._forks.values()), {}
        self._nursery.end(*forks)

    # ── the runner ──────────────────────────────────────────────────────────────────────

    def _runner_ready(self, before: Sequence[Step]) -> bool:
        """Have a runner in the state that `before` left; False when this cannot be.

        A runner that died is replaced: earlier cells run again, but for the guilty. The lesson's
        own are never guilty: what died in one of them was ended by the machine.
        """
        if "runner" in self._forks:
            return True
        self._born("runner")
        for step in before:
            if step.kind == "check" and not self._trusting:
                continue
            guilty = step.kind != "locked" and step.index in self._done.report.troubles
            if not guilty and self._sent(step) is None:
                return False
        return True

    def _run(self, step: Step) -> None:
        reply = self._sent(step)
        report = self._done.report
        scales = Scales() if step.kind == "check" else self._scales
        if reply is not None:
            outputs, cut = admitted(reply[0].get("outputs"), scales)
            self._done.outputs[step.index] = outputs
            if cut or reply[0].get("cut") is True:
                report.cut.add(step.index)
        if reply is None or reply[0].get("exit") is True:
            report.troubles[step.index] = "died"
            report.deaths += reply is None
        if self._stopped:
            report.troubles[step.index] = "late" if self._is_over() else "stopped"

    def _sent(self, step: Step) -> Message | None:
        question = {"run": step.source, "locked": step.kind == "locked"}
        return self._asked("runner", question)

    def _asked(self, role: Role, question: dict[str, Any], blob: bytes = b"") -> Message | None:
        """The reply, or None when the process is gone, and then it is ended."""
        fork, budget = self._forks.get(role), self._spent.left(self._budget)
        self._stopped = False
        if fork is None:
            return None
        if budget is None:
            self._stopped = True
            return None
        try:
            return fork.ask(question, blob, budget)
        except Gone:
            self._dismiss(role)
            return None
        finally:
            self._stopped = fork.stopped
            self._spent.cpu += fork.cpu

    def _born(self, role: Role) -> None:
        self._forks[role] = self._nursery.fork(role, self._place())

    def _learn(self, step: Step) -> None:
        """A cell of the lesson itself runs on both sides."""
        if step.kind == "locked" and not self._trusting:
            self._locked.append(step)
            if "checker" in self._forks:
                self._prepared(step)

    # ── the checker ─────────────────────────────────────────────────────────────────────

    def _check(self, step: Step, answer: Step | None, before: Sequence[Step]) -> None:
        report = self._done.report
        if answer is not None and answer.index in report.troubles:
            return
        if not self._brought(answer, before):
            guilty = step if answer is None else answer
            report.troubles.setdefault(guilty.index, "late" if self._is_over() else "unjudged")
            self._dismiss("runner")  # what it says makes no sense any more
            return
        reply = self._conversation({"check": step.source})
        if self._stopped:
            report.troubles[step.index] = "late" if self._is_over() else "stopped"
        if reply is not None:
            self._done.outputs[step.index], _ = admitted(reply[0].get("outputs"), Scales())

    def _brought(self, answer: Step | None, before: Sequence[Step]) -> bool:
        """Have the checker hold the values that the answer left."""
        exported = self._exported()
        if exported is None and "stopped" in self._done.report.troubles.values():
            # what was stopped earlier may have left it sick, of a full memory for instance
            exported = self._exported() if self._runner_ready(before) else None
        if exported is None or not self._checker_ready():
            return False
        source = answer.source if answer is not None else ""
        taken = self._conversation({"answer": source}, exported[1])
        return taken is not None and taken[0].get("done") is True

    def _exported(self) -> Message | None:
        return self._asked("runner", {"export": True})

    def _checker_ready(self) -> bool:
        """Have a checker that ran the lesson's own cells."""
        if "checker" in self._forks:
            return True
        self._born("checker")
        return all(self._prepared(step) for step in self._locked)

    def _prepared(self, step: Step) -> bool:
        return self._asked("checker", {"prepare": step.source}) is not None

    def _conversation(self, question: dict[str, Any], blob: bytes = b"") -> Message | None:
        """Ask the checker; what it asks back goes to the runner, as it is.

        A learner's function that does not come back takes the whole check with it.
        """
        late = time.monotonic() + self._budget.wall
        reply = self._asked("checker", question, blob)
        for _ in range(MOST_QUESTIONS):
            if reply is None or "ask" not in reply[0]:
                return reply
            told = self._asked("runner", reply[0]["ask"], reply[1])
            if told is None or self._stopped or time.monotonic() > late:
                break
            reply = self._asked("checker", told[0], told[1])
        stopped = self._stopped or time.monotonic() > late
        self._dismiss("checker")
        if stopped:
            self._dismiss("runner")
        self._stopped = stopped
        return None

    def _dismiss(self, role: Role) -> None:
        fork = self._forks.pop(role, None)
        if fork is not None:
            self._nursery.end(fork)

    def _give_up(self, steps: Sequence[Step], why: Trouble = "unjudged") -> None:
        for step in steps:
            self._done.report.troubles.setdefault(step.index, why)


class _Spent:
    """What a submission took so far."""

    def __init__(self, total: Total) -> None:
        self._total = total
        self.begin()

    def begin(self) -> None:
        """Nothing is taken yet: to make the first process ready is the machine's own time."""
        self._start = time.monotonic()
        self.cpu = 0.0

    def left(self, budget: Budget) -> Budget | None:
        """What the next cell may take; None when there is nothing left."""
        return what_is_left(budget, self._total, self.cpu, time.monotonic() - self._start)


def admitted(found: Any, scales: Scales) -> tuple[list[Output], bool]:
    """What a process says its cell showed, as nbformat stores it and within bounds."""
    scales.new_cell()
    kept: list[Output] = []
    for one in found if isinstance(found, list) else ():
        output = _shaped(one)
        weighed = None if output is None else scales.admit(output["output_type"], output)
        if weighed is not None:
            kept.append(weighed)
    return kept, scales.cut


def _shaped(one: Any) -> Output | None:
    """An output with the keys and types that nbformat knows, or None."""
    kind = one.get("output_type") if isinstance(one, dict) else None
    if not isinstance(kind, str) or kind not in KNOWN_KEYS:
        return None
    output = {"output_type": kind} | {key: one.get(key) for key in KNOWN_KEYS[kind]}
    for key in ("data", "metadata"):
        if key in output and not isinstance(output[key], dict):
            output[key] = {}
    for key in ("name", "text", "ename", "evalue"):
        if key in output:
            output[key] = str(output[key])
    if "traceback" in output:
        lines = output["traceback"] if isinstance(output["traceback"], list) else []
        output["traceback"] = [str(line) for line in lines]
    if kind == "stream" and output["name"] not in ("stdout", "stderr"):
        return None
    if kind == "execute_result":
        output["execution_count"] = None
    return output
