"""The feedback as one sheet to print or take away: plain data, and the page made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from quartiers.grading import creative
from quartiers.grading.works import Answer, Work
from quartiers.sessions.grids import Grid

# Whatever slipped through: nothing runs, nothing comes from elsewhere, nothing is sent.
POLICY = (
    "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; "
    "form-action 'none'; base-uri 'none'"
)
ANY_COLOUR = "#24449c"
MOST_SHOWN = 2
"""Works of one exercise that are shown: the last ones, which are the learner's latest."""


@dataclass(frozen=True)
class SheetLine:
    """One exercise: its title, stars, sentence, what an adult wrote under it, and its works."""

    title: str
    stars: float
    out_of: float
    sentence: str
    comment: str = ""
    works: tuple[Work, ...] = ()

    @property
    def shown(self) -> tuple[Work, ...]:
        """The works that are on the sheet."""
        return shown(self.works)


@dataclass(frozen=True)
class Sheet:
    """All that the sheet says; every text may come from a learner, and is escaped."""

    title: str
    learner: str
    date: str
    stars: float
    out_of: float
    lines: tuple[SheetLine, ...]
    track: str = ""
    colour: str = ANY_COLOUR
    rework: bool = False
    notice: str = ""
    word: str = ""
    word_date: str = ""
    word_is_earlier: bool = False
    grid: Grid = field(default_factory=Grid)
    next_title: str = ""
    shows_grid: bool = True

    @property
    def headline(self) -> str:
        """One short sentence about the gesture, never about the person."""
        return headline(self.stars, self.out_of, self.rework)


def shown(works: Sequence[Work]) -> tuple[Work, ...]:
    """The last pictures, sounds and films; the last text when there is none."""
    media = [work for work in works if work.kind in ("image", "audio", "video")]
    texts = [work for work in works if work.kind == "texte" and work.content.strip()]
    return tuple(media[-MOST_SHOWN:] or texts[-1:])


def headline(stars: float, out_of: float, rework: bool) -> str:
    """What the stars mean, in one sentence."""
    if rework:
        return "L'équipe te propose d'y revenir."
    if stars >= out_of:
        return "Toutes les étoiles de cette leçon sont là."
    if stars == 0:
        return "Le départ est donné. Lis la première phrase et continue."
    return "Tu avances. Regarde ce qui reste à faire."


def render(sheet: Sheet) -> str:
    """The page: one file, no script, nothing from elsewhere, one A4 when printed."""
    return _template().render(
        sheet=sheet, policy=POLICY, lines=creative.LINES, steps=creative.STEPS
    )


def plain_number(value: float) -> str:
    """3, or 2,5: as one writes it in French."""
    return f"{value:g}".replace(".", ",")


def drawn_stars(stars: float, out_of: float) -> list[str]:
    """`plein` or `vide` for each of at most five stars; more are only said in words."""
    whole = range(int(out_of)) if out_of <= 5 and out_of == int(out_of) else range(0)
    return ["plein" if rank < stars else "vide" for rank in whole]


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("quartiers.grading", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    helpers: dict[str, Any] = {"nombre": plain_number, "dessin": drawn_stars}
    environment.globals.update(helpers)
    return environment.get_template("feuille.html")


def works_of(answers: Iterable[Answer], exercise: int | None) -> tuple[Work, ...]:
    """What the answers to one exercise show."""
    return tuple(work for one in answers if one.exercise == exercise for work in one.works)
