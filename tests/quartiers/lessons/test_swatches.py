"""The sheet of colours that several lessons give."""

from __future__ import annotations

from atelier.couleurs import est_couleur, rgb
from quartiers.lessons.swatches import GAP, HIGH, NAMES, WIDE, swatches


def test_each_patch_has_the_colour_of_both_its_names() -> None:
    sheet = swatches()
    for rank, (name, french) in enumerate(NAMES.items()):
        middle = GAP + rank * (WIDE + GAP) + WIDE // 2, GAP + HIGH // 2
        assert sheet.getpixel(middle) == rgb(name)
        assert est_couleur(french)
