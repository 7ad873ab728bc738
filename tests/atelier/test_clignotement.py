"""What flashes is measured before anybody sees it."""

from __future__ import annotations

import pytest
from PIL import Image

from atelier import gif, video
from atelier.clignotement import FLASHS_PERMIS, flashs_par_seconde
from atelier.erreurs_base import ErreurValeur

NOIR, BLANC = Image.new("RGB", (160, 120), "black"), Image.new("RGB", (160, 120), "white")


def test_flashes_are_pairs_of_large_changes_in_one_second() -> None:
    noir, blanc = Image.new("RGB", (9, 9), "black"), Image.new("RGB", (9, 9), "white")
    assert flashs_par_seconde([noir, blanc] * 12, 24) > FLASHS_PERMIS
    assert flashs_par_seconde([noir] * 24, 24) == 0
    assert flashs_par_seconde([noir] * 12 + [blanc] * 12, 12) == 0
    doux = [Image.new("RGB", (9, 9), gris) for gris in ("#777", "#7a7a7a") * 6]
    assert flashs_par_seconde(doux, 12) == 0
    assert flashs_par_seconde([], 12) == 0


def test_a_large_film_flashes_as_a_small_one() -> None:
    grand = [image.resize((640, 480)) for image in (NOIR, BLANC)]
    assert flashs_par_seconde(grand * 12, 24) == flashs_par_seconde([NOIR, BLANC] * 12, 24)


@pytest.mark.parametrize("assembler", [gif, video])
def test_a_film_that_flashes_too_fast_is_not_made(assembler: object) -> None:
    with pytest.raises(ErreurValeur) as refus:
        assembler([NOIR, BLANC] * 12, 24)  # type: ignore[operator]
    assert refus.value.message == (
        "Ton film clignote 11 fois par seconde : 3 fois au plus, pour les yeux de tous. "
        "Ralentis-le, ou rapproche tes couleurs."
    )
    assert assembler([NOIR, BLANC] * 12, 6).ips == 6  # type: ignore[operator]
