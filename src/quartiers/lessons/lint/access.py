"""Rules on access: alternative texts, contrast where it can be measured, safe drawings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from atelier.affichage import une_description
from atelier.erreurs_base import ErreurAtelier
from quartiers.lessons.lint import code, markdown
from quartiers.lessons.lint.french import words
from quartiers.lessons.lint.rules import Seen, Subject, rule

FEWEST_WORDS = 2
ENOUGH_CONTRAST = 4.5
WHITE = "#ffffff"
STYLE = re.compile(r"""style\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
HEX = r"(#[0-9a-f]{6}|#[0-9a-f]{3})\b"
INK = re.compile(rf"(?<![-\w])color\s*:\s*{HEX}", re.IGNORECASE)
PAPER = re.compile(rf"background(?:-color)?\s*:\s*{HEX}", re.IGNORECASE)
UNSAFE = re.compile(
    r"<script|<iframe|<object|<embed|<foreignObject|javascript:|\son\w+\s*=|"
    r"""(?:xlink:)?href\s*=\s*["'](?!#)""",
    re.IGNORECASE,
)


@rule("montrer-decrit")
def shown_with_words(subject: Subject) -> Iterator[Seen]:
    """`montrer(objet, "description")`: the description says what is seen, in two words or more."""
    for cell in subject.notebook.code_cells:
        for call in code.calls(cell.source, "montrer"):
            given = call.args[1] if len(call.args) > 1 else _named(call, "description")
            text = code.text_of(given)
            if given is None or (isinstance(given, ast.Constant) and not _would_show(text)):
                yield Seen(
                    f"montrer(…) a pour description « {text} ».",
                    "Dites en quelques mots ce que l'on voit ou entend.",
                    cell,
                )


@rule("images-decrites")
def pictures_with_words(subject: Subject) -> Iterator[Seen]:
    """Every picture has an alternative text."""
    for cell in subject.notebook.cells:
        for picture in markdown.pictures(cell.source) if not cell.is_code else ():
            if _too_short(picture.alt) or picture.alt in picture.src:
                yield Seen(
                    f"l'image {picture.src} a pour texte « {picture.alt} ».",
                    "Dites en quelques mots ce que l'on voit.",
                    cell,
                )


@rule("contraste")
def enough_contrast(subject: Subject) -> Iterator[Seen]:
    """Where both colours are written, text stands out by 4.5; the track's colour on white too."""
    ratio = contrast(subject.track.colour, WHITE)
    if ratio < ENOUGH_CONTRAST:
        yield Seen(
            f"la couleur {subject.track.colour} du parcours a un contraste de {_comma(ratio)} "
            "sur du blanc.",
            f"Il faut {_comma(ENOUGH_CONTRAST)} : foncez-la dans parcours.toml.",
        )
    for cell in subject.notebook.cells:
        for style in STYLE.findall(cell.source) if not cell.is_code else ():
            ink, paper = INK.search(style), PAPER.search(style)
            found = contrast(ink.group(1), paper.group(1)) if ink and paper else ENOUGH_CONTRAST
            if found < ENOUGH_CONTRAST:
                yield Seen(
                    f"le texte a un contraste de {_comma(found)}.",
                    f"Il faut {_comma(ENOUGH_CONTRAST)} : éloignez clair et foncé.",
                    cell,
                )


@rule("dessins-surs")
def safe_drawings(subject: Subject) -> Iterator[Seen]:
    """No script, handler or outside link in text cells or in the lesson's SVG files."""
    for cell in subject.notebook.cells:
        if not cell.is_code and UNSAFE.search(cell.source):
            yield Seen("du code ou un lien caché dans la page.", "Retirez-le.", cell)
    for file in sorted(subject.lesson.media.glob("*.svg")):
        if UNSAFE.search(file.read_text(encoding="utf-8")):
            yield Seen("ce dessin contient du code ou un lien.", "Retirez-le.", file=file)


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _named(call: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == name), None)


def _would_show(text: str) -> bool:
    """Whether `montrer` itself takes this description, and it has two words or more."""
    try:
        return not _too_short(une_description(text))
    except ErreurAtelier:
        return False


def _too_short(text: str) -> bool:
    return len(words(text)) < FEWEST_WORDS


def _comma(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


def source_of(path: Path) -> str:
    """A text file of the lesson."""
    return path.read_text(encoding="utf-8")
