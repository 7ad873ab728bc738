"""One sees the turtle under the cell, and never in what is kept."""

from __future__ import annotations

import re

import pytest

from atelier import Tortue, rendu
from atelier.cadre import frame
from atelier.repere import Repere, draw


def shown(t: Tortue) -> str:
    data, _ = rendu.bundle(t, "Un dessin de la tortue")
    return str(data["image/svg+xml"])


def nose(cap: float) -> tuple[float, float]:
    """Where the nose is seen from the middle of the turtle; y goes down on the screen."""
    here = Repere(0, 0, cap)
    box = frame([here])
    points = re.search(r'points="([\d.-]+),([\d.-]+)', draw(here, box))
    assert points is not None
    middle = box.place(0, 0, 1)
    return float(points[1]) - middle[0], float(points[2]) - middle[1]


@pytest.mark.parametrize(
    ("cap", "towards"), [(0, (1, 0)), (90, (0, -1)), (180, (-1, 0)), (270, (0, 1))]
)
def test_the_turtle_looks_where_it_will_go(cap: float, towards: tuple[int, int]) -> None:
    x, y = nose(cap)
    assert (round(x / 11), round(y / 11)) == towards


def test_a_new_turtle_is_seen_on_its_empty_page() -> None:
    assert "<polygon" in shown(Tortue())


def test_what_is_kept_has_no_turtle() -> None:
    t = Tortue()
    t.avance(50)
    assert "<polygon" not in t.svg()
    assert "<line" in shown(t)


def test_a_turtle_that_left_its_drawing_is_still_on_the_page() -> None:
    t = Tortue()
    t.avance(20)
    t.leve()
    t.avance(900)
    width = re.search(r'viewBox="0 0 ([\d.]+)', shown(t))
    assert width is not None
    assert float(width[1]) > 900
