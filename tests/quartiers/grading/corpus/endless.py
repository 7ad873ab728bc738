"""Code that never ends: in Python, in C, asleep, or deaf to Ctrl-C."""

from __future__ import annotations

from quartiers.grading import sentences

from .case import Case, Shelf, Work
from .copies import Copies, answer, code_cell

CASES: list[Case] = []
shelf = Shelf(CASES)

LOOPS = {
    "python_loop": "while True:\n    pass",
    "c_loop": "sum(iter(int, 1))",
    "regular_expression": "import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')",
    "big_power": "x = 9 ** 9 ** 9",
    "sleep_for_ever": "import time\ntime.sleep(10 ** 8)",
    "deaf_loop": (
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "endless_import": "import threading\nthreading.Event().wait()",
    "endless_drawing": "t = Tortue()\nwhile True:\n    t.avance(1)",
}
for _name, _code in LOOPS.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.right(ex3=code),
        lost={3},
        says=f"{sentences.STOPPED}|{sentences.DIED}|boucle",
        slow=True,
    )

shelf.code(
    "endless_call",
    lambda copies: copies.right(ex3="def f():\n    return f()\nf()"),
    lost={3},
)
shelf.code(
    "input",
    lambda copies: copies.right(ex3="nom = input('Ton nom ?')"),
    lost={3},
)

SLEEP = "import time\ntime.sleep(1)"
HALF_A_FRAME = (
    "import os, struct, time\nos.write(3, struct.pack('!II', 100, 0) + b'{')\ntime.sleep(10 ** 6)"
)
DROP_BY_DROP = (
    "import os, struct, time\nos.write(3, struct.pack('!II', 10 ** 6, 0))\n"
    "while True:\n    os.write(3, b' ')\n    time.sleep(0.05)"
)


@shelf.case(lost={4, 5, 6}, says=sentences.LATE, slow=True)
def hundreds_of_sleeping_cells(copies: Copies) -> Work:
    """Each within its own time: exercises 2 and 3 were read before the submission had had its."""
    copy = copies.right()
    place = copy["cells"].index(answer(copy, 4))
    copy["cells"][place:place] = [code_cell(SLEEP) for _ in range(400)]
    return copy


for _name, _code in {"half_a_frame": HALF_A_FRAME, "drop_by_drop": DROP_BY_DROP}.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.right(ex3=code),
        lost={3},
        says=f"{sentences.STOPPED}|{sentences.DIED}",
        slow=True,
    )
