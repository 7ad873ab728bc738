"""Codes nobody misreads, pseudonyms that hide everybody."""

from __future__ import annotations

import random

import pytest

from quartiers.sessions.codes import new_learner_id, new_seance_code, tidy_code
from quartiers.sessions.pictures import PICTURES, is_secret
from quartiers.sessions.pseudonyms import (
    ANIMALS,
    COLOURS,
    LAST_ROUND,
    compose,
    is_offered,
    offer,
    parts_of,
    simple_left,
)

CONFUSING = set("0O1IL2Z5S6G8B")


def test_codes_have_no_character_that_is_misread() -> None:
    for _ in range(300):
        code = new_seance_code()
        assert len(code) == 5
        assert not CONFUSING & set(code)
        assert not set("AEIOUY") & set(code)
        assert tidy_code(f" {code.lower()[:3]} {code.lower()[3:]}") == code


def test_learner_ids_are_hub_names() -> None:
    ids = {new_learner_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(one == one.lower() and one.startswith("jeune-") and len(one) == 12 for one in ids)


def test_ideas_are_free_different_and_of_different_animals() -> None:
    taken = {compose("Renard", colour) for colour in COLOURS}
    ideas = offer(taken, 20, random.Random(1))
    assert len(set(ideas)) == 20
    assert len({idea.split()[0] for idea in ideas}) == 20
    assert not taken & set(ideas)
    assert all(is_offered(idea) for idea in ideas)


def pairs(round_: int) -> set[str]:
    return {compose(animal, colour, round_) for animal in ANIMALS for colour in COLOURS}


def test_a_centre_whose_pairs_are_all_taken_goes_on_with_a_number() -> None:
    taken = pairs(1)
    assert len(taken) == 600
    assert simple_left(taken) == 0
    ideas = offer(taken, 6, random.Random(1))
    assert len({idea.split()[0] for idea in ideas}) == 6
    assert all(idea.endswith(" 2") and is_offered(idea) for idea in ideas)
    assert parts_of("Ours ocre 2") == ("Ours", "ocre")


def test_the_last_simple_pairs_are_offered_first() -> None:
    nearly = pairs(1) - {"Ours ocre"}
    first, *others = offer(nearly, 6, random.Random(1))
    assert first == "Ours ocre"
    assert len(others) == 5
    assert simple_left(nearly) == 1


def test_ideas_run_out_honestly() -> None:
    everything = set().union(*(pairs(round_) for round_ in range(1, LAST_ROUND + 1)))
    assert offer(everything, 6, random.Random(1)) == []


@pytest.mark.parametrize(
    "text", ["", "Renard", "renard azur", "Renard  azur", "Ali Omar", "Ours ocre 1", "Ours ocre 22"]
)
def test_only_our_pairs_are_pseudonyms(text: str) -> None:
    assert parts_of(text) is None


def test_there_are_twelve_pictures_of_which_three_different_make_a_secret() -> None:
    names = [picture.name for picture in PICTURES]
    assert len(set(names)) == 12
    assert is_secret(names[:3])
    assert not is_secret(names[:2])
    assert not is_secret([names[0], names[0], names[1]])
