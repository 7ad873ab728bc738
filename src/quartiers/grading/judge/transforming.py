"""IPython's input transformer, which reads word by word only the cells where its signs may stand.

IPython tokenizes each cell, in Python, to look for `%magic`, `!command`, `help?` and `/call`. Next
to no answer and no check holds one: it was a tenth of the time of a graded copy.
"""

from __future__ import annotations

import re

from IPython.core.inputtransformer2 import TransformerManager

SIGNS = re.compile(
    r"""
    ^[^\S\n]* [%!?,;/]   # an escape at the beginning of a line
    | = [\s\\]* [%!]       # a = %magic, a = !command, also on the next line
    | \? [\s;]* (?:\#.*)?$ # name?
    """,
    re.MULTILINE | re.VERBOSE,
)


def may_hold_signs(text: str) -> bool:
    """Whether IPython could find something of its own in this cell; False is certain."""
    return SIGNS.search(text) is not None


class QuickTransformer(TransformerManager):
    """The same cell as IPython would give, sooner."""

    def __init__(self) -> None:
        """With IPython's own transformers."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._own = tuple(self.token_transformers)

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """Nothing, when nothing can be found and nobody added a transformer."""
        if tuple(self.token_transformers) == self._own and not may_hold_signs("".join(lines)):
            return lines
        found: list[str] = super().do_token_transforms(lines)  # type: ignore[no-untyped-call]
        return found
