"""Make what a learner wrote and showed harmless in an adult's page: no script, no outside link."""

from __future__ import annotations

import base64
import re
import secrets
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from bleach.sanitizer import Cleaner
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from quartiers.grading.nbfiles import node
from quartiers.grading.preprocessors.proof import STARS_MIME

PLAIN = ("text/plain", "image/png", "image/jpeg", "image/gif", STARS_MIME)
WORDS = ("p", "br", "hr", "strong", "em", "b", "i", "code", "pre", "ul", "ol", "li", "sub", "sup")
BLOCKS = ("h1", "h2", "h3", "h4", "blockquote", "details", "summary", "span", "div")
MEDIA = ("figure", "figcaption", "img", "audio", "video", "source")
TABLES = ("table", "thead", "tbody", "tr", "th", "td")
TAGS = frozenset((*WORDS, *BLOCKS, *MEDIA, *TABLES))
SPOKEN = ("alt", "title", "aria-label", "role", "lang")
SHORT = 5_000
MARK = secrets.token_hex(8)  # no learner knows it: it changes with each process
MARKED = re.compile(f"{MARK}n[0-9]+n")
HEAVY = re.compile(r'(?<=;base64,)[A-Za-z0-9+/=]{400,}(?=")')
EMBEDDED = ("data:image/", "data:audio/", "data:video/")
# A tag inside a tag inside a tag… costs the square of their number, and so do a tag's attributes:
# what is cleaned is weighed first, in characters (long base64 left out) and in tags.
TAG_WEIGHT = 20
TEXT_WEIGHT = 40_000
NOTEBOOK_WEIGHT = 400_000
TOO_HEAVY = "<p>Ce résultat est trop long pour être montré ici.</p>"


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Which attribute may stay: words read aloud, sizes, and media that are in the page itself."""
    if name == "src":
        return value.strip().lower().startswith(EMBEDDED)
    return name in SPOKEN or (name in ("controls", "width", "height", "open", "loop"))


@dataclass
class Patience:
    """How much of one notebook may still be cleaned, in the unit of `TEXT_WEIGHT`."""

    left: int = NOTEBOOK_WEIGHT

    def has_for(self, html: str) -> bool:
        """Whether a text, its long base64 put aside, may be cleaned; its weight is taken off."""
        weight = len(html) + TAG_WEIGHT * html.count("<")
        if weight > min(TEXT_WEIGHT, self.left):
            return False
        self.left -= weight
        return True


def safe_html(html: str, patience: Patience | None = None) -> str:
    """HTML without script, style, link, form or outside address; a sentence for too much of it."""
    plain, heavy = set_aside(html)
    if not (patience or Patience()).has_for(plain):
        return TOO_HEAVY
    safe = _cleaned(plain) if len(plain) > SHORT else _known(plain)
    return put_back(safe, heavy)


def set_aside(html: str) -> tuple[str, dict[str, str]]:
    """The text with a short mark for each long base64, and what each mark stands for.

    Its letters do nothing wherever they stand in what was cleaned, in a quoted value or between
    tags, and reading them one by one is all the time there is.
    """
    heavy: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        name = f"{MARK}n{len(heavy)}n"
        heavy[name] = found[0]
        return name

    return HEAVY.sub(mark, html), heavy


def put_back(safe: str, heavy: dict[str, str]) -> str:
    """The text with what its marks stand for; a mark that somebody else wrote stays."""
    return MARKED.sub(lambda found: heavy.get(found[0], found[0]), safe) if heavy else safe


@lru_cache(maxsize=256)
def _known(html: str) -> str:
    """Most texts and cards are the lesson's own, the same in every submission."""
    return _cleaned(html)


def _cleaned(html: str) -> str:
    return str(_cleaner().clean(html))


@cache
def _cleaner() -> Cleaner:
    """Made once: it builds a parser."""
    return Cleaner(tags=TAGS, attributes=is_allowed, protocols={"data"}, strip=True)


def safe_output(output: NotebookNode, patience: Patience | None = None) -> NotebookNode:
    """One output with only the representations that cannot act."""
    if "data" not in output:
        return output
    data = {name: value for name, value in output.data.items() if name in PLAIN}
    html, svg = output.data.get("text/html"), output.data.get("image/svg+xml")
    if svg:
        data["text/html"] = svg_as_picture(_text(svg), _description(output))
    elif html:
        data["text/html"] = safe_html(_text(html), patience)
    output.data = node(data)
    return output


def svg_as_picture(svg: str, description: str) -> str:
    """An `<img>`: a browser never runs a script that is inside one."""
    coded = base64.b64encode(svg.encode()).decode("ascii")
    return f'<img src="data:image/svg+xml;base64,{coded}" alt="{escape(description)}">'


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def _description(output: NotebookNode) -> str:
    ours = output.get("metadata", {}).get("quartiers", {})
    return str(ours.get("description", "")) if isinstance(ours, dict) else ""


class SafeOutputs(NbGraderPreprocessor):
    """Last of the autograde preprocessors: what is stored is already safe to show."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Clean the cells in order, with the patience of one notebook."""
        self._patience = Patience()
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        """Clean a cell's outputs, or the HTML inside a text."""
        if cell.cell_type == "code":
            cell.outputs = [safe_output(output, self._patience) for output in cell.outputs]
        elif "<" in cell.source:
            cell.source = safe_html(cell.source, self._patience)
        return cell, resources
