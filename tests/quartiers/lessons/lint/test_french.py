"""Measuring French."""

from __future__ import annotations

import pytest

from quartiers.lessons.lint.french import reading_ease, sentences, syllables, words


def test_sentences_end_at_stops_blank_lines_and_list_items() -> None:
    text = "Regarde ! Compte 0,5 pas…\n\nEncore\n- un\n- deux"
    assert sentences(text) == ["Regarde !", "Compte 0,5 pas…", "Encore", "- un", "- deux"]


def test_punctuation_alone_is_no_word() -> None:
    assert words("Ça marche pour 8 ! C'est bon · fini.") == [
        *("Ça", "marche", "pour", "8", "C'est", "bon", "fini.")
    ]


@pytest.mark.parametrize(
    ("word", "count"), [("trait", 1), ("tortue", 2), ("carré", 2), ("marche", 1), ("œuf", 1)]
)
def test_syllables_are_those_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_short_words_read_more_easily_than_long_ones() -> None:
    assert reading_ease("Le chat dort. Il rêve.") > 90
    assert reading_ease("L'initialisation paramétrique nécessite une configuration.") < 30
