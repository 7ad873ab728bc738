"""nbgrader's feedback page, made harmless: no script runs in it, no hidden test is printed."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from quartiers.grading.preprocessors.restore import is_check

# Whatever slipped through: nothing runs, nothing comes from elsewhere, nothing is sent.
POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "img-src data:; media-src data:; style-src 'unsafe-inline'; font-src data:; "
    "form-action 'none'; base-uri 'none'\">"
)
SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)


class HideChecks(NbGraderPreprocessor):
    """Leave out the code of check cells: their result says enough."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Empty the source of a check."""
        if is_check(cell):
            cell.source = ""
        return cell, resources


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML page under a policy that forbids everything but what is inside it."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **kwargs: Any) -> Any:
        """Export, then seal."""
        page, resources = super().from_notebook_node(nb, resources=resources, **kwargs)
        return sealed(page), resources


def sealed(page: str) -> str:
    """The page with our policy first, and without the scripts of nbgrader's own template.

    Those come from elsewhere (MathJax) and the policy would refuse them anyway.
    """
    page = SCRIPT.sub("", page)
    head, mark, rest = page.partition("<head>")
    return f"{head}{mark}{POLICY}{rest}" if mark else POLICY + page
