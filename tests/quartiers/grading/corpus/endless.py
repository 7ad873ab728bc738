"""Code that never ends: in Python, in C, asleep, or deaf to Ctrl-C."""

from __future__ import annotations

from quartiers.grading import sentences

from .case import Case, Shelf

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
