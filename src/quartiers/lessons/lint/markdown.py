"""What a learner reads in a markdown cell: the visible words, the headings, the pictures."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

FOLD = re.compile(r"<details\b.*?</details>", re.DOTALL | re.IGNORECASE)
CODE_BLOCK = re.compile(r"```.*?```|<pre\b.*?</pre>", re.DOTALL | re.IGNORECASE)
INLINE_CODE = re.compile(r"`[^`\n]*`|<code\b.*?</code>", re.DOTALL | re.IGNORECASE)
IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]*)[^)]*\)")
IMG = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"<style\b.*?</style>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
HEADING = re.compile(r"^(#{1,6})\s+(.*)$", re.MULTILINE)
HTML_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL | re.IGNORECASE)
MARKS = re.compile(r"[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|^\s*(?:>|[-*+]|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True)
class Picture:
    """A picture of a cell, by either notation."""

    alt: str
    src: str


def visible(source: str) -> str:
    """The text read at once: no folds, pictures, tags or marks; headings and inline code kept."""
    return _plain(FOLD.sub("\n\n", source))


def prose(source: str) -> str:
    """All the text in the author's own words, folds included: no code and no headings' marks."""
    return _plain(INLINE_CODE.sub(" ", CODE_BLOCK.sub("\n\n", source)))


def body(source: str) -> str:
    """The visible text without headings: the instruction itself, for instance."""
    return visible(HTML_HEADING.sub("", HEADING.sub("", source)))


def headings(source: str) -> list[int]:
    """The levels of the headings, in order of notation."""
    text = CODE_BLOCK.sub("", source)
    marked = [(match.start(), len(match.group(1))) for match in HEADING.finditer(text)]
    tagged = [(match.start(), int(match.group(1))) for match in HTML_HEADING.finditer(text)]
    return [level for _, level in sorted(marked + tagged)]


def pictures(source: str) -> list[Picture]:
    """The pictures shown, markdown's and HTML's."""
    marked = [Picture(match["alt"], match["src"]) for match in IMAGE.finditer(source)]
    tagged = [
        Picture(_attribute(tag, "alt"), _attribute(tag, "src")) for tag in IMG.findall(source)
    ]
    return marked + tagged


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"""\b{name}\s*=\s*("([^"]*)"|'([^']*)')""", tag, re.IGNORECASE)
    return html.unescape(match.group(2) or match.group(3) or "") if match else ""


def _plain(source: str) -> str:
    for pattern in (SVG, STYLE, IMAGE, IMG):
        source = pattern.sub("", source)
    source = re.sub(r"</(p|div|li|h[1-6]|tr|summary)>|<br\s*/?>", "\n\n", source)
    source = TAG.sub("", LINK.sub(r"\1", source))
    source = re.sub(r"^#{1,6}\s+(.*)$", r"\1\n", source, flags=re.MULTILINE)
    return html.unescape(MARKS.sub("", source.replace("`", ""))).strip()
