"""Buttons on a command: real widgets, and kind refusals."""

from __future__ import annotations

import pytest

from atelier.erreurs_base import ErreurType
from atelier.jeux import interact


def test_the_command_is_played_with_the_first_choice() -> None:
    seen: list[str] = []

    def decrire(lieu: str) -> None:
        seen.append(lieu)

    assert interact(decrire, lieu=["place", "parc"]) is decrire
    assert seen == ["place"]


@pytest.mark.parametrize("code", ["interact('decrire', lieu=['a'])", "interact(print)"])
def test_impossible_games_are_refused(code: str) -> None:
    with pytest.raises(ErreurType):
        eval(code, globals())
