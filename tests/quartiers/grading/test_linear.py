"""No text of a learner holds the house: all that reads one ends within a few CPU seconds.

The process that reads has a limit of CPU time, which no load of the machine shortens; a reading
whose cost is the square of the text would need from minutes to hours.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys

CPU_SECONDS = 60
PIECES = ["<img ", "<div>", "<b><p>", "<a a=1 ", '<img src="data:', "&#x", "<!--", "\n", " ", "-"]
PIECES += ["\x1b[", "= ", "? ", ";base64,", "[](", "\\", "'", "<img src=data:"]
SIZE = 3_000_000

READ_ALL = """
import json, sys
from contextlib import suppress
from quartiers.grading.faults import sentence_of
from quartiers.grading.judge.runner import USES_ATELIER
from quartiers.grading.judge.transforming import may_hold_signs
from quartiers.grading.preprocessors.safe import Patience, safe_html
from quartiers.grading.works import UnreadableNotebook, answers
from quartiers.lab.keeping import drawing

for text in json.loads(sys.stdin.read()):
    shown = {"output_type": "display_data", "data": {"text/html": text}, "metadata": {}}
    fault = {"output_type": "error", "ename": "E", "traceback": [text]}
    mine = {"role": "reponse"}
    cell = {"metadata": {"quartiers": mine}, "source": text, "outputs": [shown, fault, fault]}
    with suppress(UnreadableNotebook):
        answers(json.dumps({"cells": [cell]}))
    sentence_of(fault, shown)
    drawing({"text/html": text})
    may_hold_signs(text)
    USES_ATELIER.search(text)
    patience = Patience()
    for start in range(0, len(text), 20_000):
        safe_html(text[start : start + 20_000], patience)
    print(repr(text[:20]), flush=True)
"""


def test_long_hostile_texts_are_read_in_bounded_work() -> None:
    texts = [piece * (SIZE // len(piece)) for piece in PIECES]
    limit = (CPU_SECONDS, CPU_SECONDS)
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL],
        input=json.dumps(texts),
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, limit),
        capture_output=True,
    )
    assert done.returncode == 0, f"after {done.stdout}\n{done.stderr[-2000:]}"
