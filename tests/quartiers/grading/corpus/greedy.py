"""Code that takes all there is: memory, processes, disk, screen."""

from __future__ import annotations

from quartiers.grading import sentences

from .case import ALL, Case, Shelf

CASES: list[Case] = []
shelf = Shelf(CASES)

BOMBS = {
    "fork_bomb": "import os\nwhile True:\n    os.fork()",
    "thread_bomb": (
        "import threading\nwhile True:\n    threading.Thread(target=threading.Event().wait).start()"
    ),
    "memory_bomb": "blocs = []\nwhile True:\n    blocs.append(bytearray(50_000_000))",
    "memory_at_once": "bloc = 'a' * 10 ** 12",
    "disk_fill": "with open('gros', 'wb') as f:\n    while True:\n        f.write(bytes(10**7))",
    "many_files": (
        "n = 0\nwhile True:\n    n += 1\n    with open(f'f{n}', 'wb') as f:\n"
        "        f.write(bytes(10 ** 6))\n    assert n < 3000, 'assez'"
    ),
    "file_descriptors": "ouverts = []\nwhile True:\n    ouverts.append(open('/dev/null'))",
}
for _name, _code in BOMBS.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.right(ex3=code),
        lost={3},
        slow=True,
    )

# Right answers that show too much: the beginning is kept, no star is lost.
FLOODS = {
    "output_of_300_MB": "for _ in range(300):\n    print('a' * 1_000_000)",
    "one_line_of_60_MB": "print('a' * 60_000_000)",
    "a_hundred_thousand_lines": "for n in range(100_000):\n    print(n)",
    "errors_without_end": (
        "import sys\nfor n in range(60_000):\n    print('attention', n, file=sys.stderr)"
    ),
    "thousands_of_displays": (
        "from IPython.display import display, HTML\n"
        "for n in range(3000):\n    display(HTML('<b>x</b>'))"
    ),
    "a_picture_of_40_MB": (
        "import base64, os\nfrom IPython.display import display\n"
        "display({'image/png': base64.b64encode(os.urandom(30_000_000)).decode()}, raw=True)"
    ),
}
for _name, _code in FLOODS.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.more_and_right(3, code),
        lost=ALL,
        notice=sentences.CUT,
    )


shelf.code(
    "source_of_9_MB",
    lambda copies: copies.right(ex3="x = '" + "a" * 9_000_000 + "'"),
    lost={3},
)
shelf.code(
    "ten_thousand_lines",
    lambda copies: copies.more_and_right(3, "x = 1\n" * 10_000),
    lost=ALL,
)
shelf.code(
    "a_hundred_thousand_cells",
    lambda copies: crowded(copies.right(), 100_000),
    lost=ALL,
    notice=None,
)
shelf.code(
    "deep_expression",
    lambda copies: copies.right(ex3="x = " + "(" * 3000 + ")" * 3000),
    lost={3},
)


def crowded(copy: dict, number: int) -> dict:  # type: ignore[type-arg]
    """The copy with as many empty cells after its own."""
    return copy | {"cells": copy["cells"] + [{"cell_type": "code", "source": ""}] * number}
