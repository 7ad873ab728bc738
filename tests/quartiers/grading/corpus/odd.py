"""Odd but honest, or aimed at whoever reads the feedback."""

from __future__ import annotations

import json

from .case import ALL, Case, Shelf, Work
from .copies import Copies, code_cell

CASES: list[Case] = []
shelf = Shelf(CASES)

SCRIPT = "<script>document.title='pirate'</script><img src=x onerror=\"document.title='pirate'\">"
SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload=\"document.title='pirate'\">{SCRIPT}</svg>"

# Right answers, with something under them that must cost nothing.
HARMLESS = {
    "warnings": "import warnings\nwarnings.warn('attention')",
    "text_on_stderr": "import sys\nprint('rouge', file=sys.stderr)",
    "stderr_in_every_check": (
        "import sys\nget_ipython().events.register("
        "'pre_run_cell', lambda info: print('rouge', file=sys.stderr))"
    ),
    "surrogates": "print(chr(0xd800) + chr(0xdfff))",
    "nul_bytes": "print('a\\x00b')",
    "right_to_left": "print('\\u202eabc\\u2066' + chr(7) + '\\x1b[31m\\x1b]0;x\\x07')",
    "script_in_html": f"from IPython.display import HTML, display\ndisplay(HTML({SCRIPT!r}))",
    "script_in_svg": (
        f"from IPython.display import display\ndisplay({{'image/svg+xml': {SVG!r}}}, raw=True)"
    ),
    "script_in_javascript": (
        "from IPython.display import Javascript, display\n"
        "display(Javascript(\"document.title='pirate'\"))"
    ),
    "script_in_markdown_output": (
        f"from IPython.display import Markdown, display\ndisplay(Markdown({SCRIPT!r}))"
    ),
    "script_in_latex": (
        "from IPython.display import Latex, display\ndisplay(Latex('$\\\\href{javascript:x}{y}$'))"
    ),
    "outside_picture": (
        "from IPython.display import HTML, display\n"
        "display(HTML('<img src=\"http://example.invalid/espion.png\">'))"
    ),
    "widget": "import ipywidgets\nipywidgets.IntSlider()",
    "pages_of_help": "get_ipython().run_line_magic('pinfo', 'print')",
    "magic_that_writes": "get_ipython().run_cell_magic('writefile', 'x.py', 'x = 1')",
    "star_import": "from math import *\nfrom os.path import *",
    "recursion_limit": "import sys\nsys.setrecursionlimit(10 ** 7)",
    "change_of_folder": "import os\nos.chdir('/')",
    "no_environment": "import os\nos.environ.clear()",
    "interrupts_ignored": "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
    "random_names": "liste = list\nlist = 3\nprint = print\nmax_ = max\nid = 4",
}
for _name, _code in HARMLESS.items():
    shelf.code(_name, lambda copies, code=_code: copies.right_and(3, code), lost=ALL)


@shelf.case(lost=ALL)
def script_in_texts(copies: Copies) -> Work:
    """Scripts in texts and in a link, for the adult who opens the page."""
    copy = copies.right()
    link = "[clic](javascript:alert(1))\n\n" + SCRIPT
    copy["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": link, "id": "m"}]
    copy["cells"] += [{"cell_type": "raw", "metadata": {}, "source": SCRIPT, "id": "r"}]
    return copy


@shelf.case(lost=ALL)
def attachments(copies: Copies) -> Work:
    """A file attached to a text."""
    copy = copies.right()
    attached = {"x.svg": {"image/svg+xml": SCRIPT}}
    text = {"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:x.svg)"}
    copy["cells"].append(text | {"attachments": attached})
    return copy


@shelf.case(lost=ALL)
def surrogates_in_the_file(copies: Copies) -> Work:
    """Half characters escaped in the file itself."""
    return json.dumps(copies.right_and(3, "x = '\ud800'"), ensure_ascii=True)


@shelf.case(lost=ALL)
def nul_in_the_source(copies: Copies) -> Work:
    """A NUL in the middle of an answer."""
    return copies.right_and(3, "x = 'a\x00b'")


@shelf.case(lost={3})
def a_sentence_instead_of_code(copies: Copies) -> Work:
    """A learner who writes to us."""
    return copies.right(ex3="je sais pas comment faire :(")


@shelf.case(lost=ALL)
def tabs_and_windows_lines(copies: Copies) -> Work:
    """Lines that end as on Windows."""
    return copies.right(ex3=copies.solution(3).replace("\n", "\r\n"))


@shelf.case(lost=ALL)
def twenty_added_cells(copies: Copies) -> Work:
    """Trials between the exercises, some of which stop on a message of Python."""
    copy = copies.right()
    copy["cells"][6:6] = [code_cell(f"essai_{n} = {n}\n1 / ({n} % 3)") for n in range(20)]
    return copy


@shelf.case(lost={2, 3, 4, 5, 6})
def preparation_broken(copies: Copies) -> Work:
    """The preparation cell is rewritten, nothing else is done."""
    copy = copies.blank()
    copy["cells"][2]["source"] = "def controle(n): return None"
    return copy
