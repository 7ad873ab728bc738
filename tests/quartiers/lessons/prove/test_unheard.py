"""A sentence that no recorded answer trips is found."""

from __future__ import annotations

from quartiers.lessons.judging.model import Verdict
from quartiers.lessons.prove.unheard import condition_calls, unheard

CHECK = """c = controle(3)
t = c.dessin("t")
c.etoile(t.traits == 2, si(t.file_droit, "Tourne."), f"Je vois {t.traits:trait}.")
c.cachee(t.se_voit)
c.bilan("Bravo.")
"""


def said(*places: tuple[int, int | None]) -> list[Verdict]:
    return [Verdict(0, 3, "…", rows=(2, 1), spoke=place) for place in places]


def test_every_sentence_that_was_said_is_proved() -> None:
    assert list(unheard(3, CHECK, said((0, 0), (0, 1), (1, 0)))) == []


def test_a_sentence_that_nobody_hears_is_shown_as_it_is_written() -> None:
    (found,) = unheard(3, CHECK, said((0, 0), (1, None)))
    assert (found.exercise, found.claim) == (3, "phrase jamais dite")
    assert found.seen.startswith("f'Je vois {t.traits:trait}.' :")


def test_a_condition_alone_is_proved_by_any_reason_for_which_it_is_not_met() -> None:
    assert list(unheard(3, CHECK, said((0, 0), (0, 1), (1, None)))) == []
    (found,) = unheard(3, CHECK, said((0, 0), (0, 1)))
    assert found.seen.startswith("t.se_voit :")


def test_several_sentences_are_not_proved_by_that_of_the_subject() -> None:
    found = list(unheard(3, CHECK, said((0, None), (1, 0))))
    assert len(found) == 2


def test_a_check_that_was_never_reached_has_nothing_to_prove() -> None:
    assert list(unheard(3, CHECK, [Verdict(0, 3, "…")])) == []


def test_conditions_are_named_in_reading_order() -> None:
    calls = condition_calls("if x:\n    c.etoile(a)\nc.cachee(b)\nc.etoile(d)")
    assert [call.args[0].id for call in calls] == ["a", "b", "d"]  # type: ignore[attr-defined]
