"""Arguments: what Python would refuse is refused in French, by name and with an example."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atelier.arguments import closest, commande, entier, lisible, nature, nombre, sans_accent, texte
from atelier.badges import badge
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.images import nouvelle_image, peindre
from atelier.sons import note
from atelier.tortue import Tortue


@commande("ajouter(1, 2)")
def ajouter(une: float, autre: float, fois: float = 1, *, fort: bool = False) -> float:
    """Ajouter."""
    return (une + autre) * fois


def message(call: str) -> str:
    with pytest.raises((ErreurType, ErreurValeur)) as caught:
        eval(call, {"ajouter": ajouter})
    return caught.value.message


@given(st.integers(), st.integers(), st.integers())
def test_a_right_call_gives_what_the_plain_function_gives(a: int, b: int, c: int) -> None:
    assert ajouter(a, b, c) == ajouter(a, autre=b, fois=c) == (a + b) * c


def test_the_decorated_command_keeps_its_name_and_its_help() -> None:
    assert (ajouter.__name__, ajouter.__doc__) == ("ajouter", "Ajouter.")


def test_a_missing_value_is_named() -> None:
    assert message("ajouter(1)") == "ajouter attend encore : autre. Exemple : ajouter(1, 2)"


@pytest.mark.parametrize(
    ("call", "place"),
    [
        ("peindre(1, 0, 'red')", "l'image avant 1"),
        ("peindre('red')", "l'image avant 'red'"),
        ("peindre(img, 1, 'red')", "y avant 'red'"),
        ("peindre(img, 'red')", "x avant 'red'"),
    ],
)
def test_the_value_left_out_is_named_even_when_the_next_one_slid_into_its_place(
    call: str, place: str
) -> None:
    with pytest.raises(ErreurType) as caught:
        eval(call, {"peindre": peindre, "img": nouvelle_image(8, 8)})
    assert caught.value.message == (f"peindre attend {place}. Exemple : peindre(img, 2, 0, 'red')")


@pytest.mark.parametrize("call", ["note('440')", "note('la')", "note(440)"])
def test_a_value_of_another_kind_at_its_own_place_is_not_said_to_have_slid(call: str) -> None:
    with pytest.raises(ErreurType, match="note attend encore : durée"):
        eval(call, {"note": note})


def test_two_values_in_one_pair_of_quotes_are_told_apart() -> None:
    with pytest.raises(ErreurType) as caught:
        badge("Nova, red")  # type: ignore[call-arg]
    assert caught.value.message.endswith("Mets chaque mot entre ses guillemets : 'Nova', 'red'.")


def test_too_many_values_are_counted() -> None:
    assert message("ajouter('a', 'b', 'c', 'd')") == (
        "ajouter attend 2 ou 3 valeurs (une, autre, fois) : j'en reçois 4. Exemple : ajouter(1, 2)"
    )


def test_a_decimal_comma_is_explained() -> None:
    assert "Un nombre à virgule s'écrit avec un point : 0.5" in message("ajouter(1, 0,5, 3)")


def test_a_decimal_comma_is_explained_with_the_learner_s_own_number() -> None:
    with pytest.raises(ErreurType) as caught:
        Tortue().avance(12, 5)  # type: ignore[call-arg]
    assert caught.value.message.endswith("avec un point : 12.5.")


def test_an_order_given_to_what_is_no_turtle_yet_points_at_the_parentheses() -> None:
    t = Tortue
    with pytest.raises(ErreurType) as caught:
        t.avance(100)  # type: ignore[call-arg, arg-type]
    assert caught.value.message.endswith("Écris t = Tortue(), avec ses parenthèses.")


def test_the_nearest_word_begins_alike() -> None:
    assert closest("roze", ["bronze", "rose"]) == "rose"


def test_a_misspelled_setting_gets_a_proposal() -> None:
    assert message("ajouter(1, 2, foi=3)").endswith("« foi ». Essaie fois.")


def test_a_setting_given_twice_is_refused() -> None:
    assert message("ajouter(1, 2, une=3)").startswith("Le réglage une est donné deux fois.")


@given(st.floats(-1e6, 1e6))
def test_a_number_within_its_limits_comes_back_equal(value: float) -> None:
    assert nombre(value, "Le nombre", -1e6, 1e6) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -1, 101])
def test_a_number_outside_of_its_limits_is_refused_with_both_limits(value: float) -> None:
    with pytest.raises(ErreurValeur, match="de 0 à 100"):
        nombre(value, "Le nombre", 0, 100)


@pytest.mark.parametrize("value", [None, [1], True, "texte", nombre])
def test_what_is_not_a_number_is_refused(value: object) -> None:
    with pytest.raises(ErreurType):
        nombre(value, "Le nombre", 0, 100)


def test_a_number_between_quotes_is_recognised() -> None:
    with pytest.raises(ErreurType, match="440 est un nombre : pas de guillemets"):
        nombre("440", "La hauteur", 0, 1000)


def test_a_whole_number_may_be_written_with_a_point_and_nothing_else() -> None:
    assert entier(8.0, "Le nombre", 0, 10) == 8
    with pytest.raises(ErreurType, match="nombre entier"):
        entier(2.5, "Le nombre", 0, 10)


def test_a_text_is_cleaned_of_its_outer_spaces_and_bounded() -> None:
    assert texte("  Nova ", "Le pseudo", 10) == "Nova"
    with pytest.raises(ErreurValeur, match="est vide"):
        texte("  ", "Le pseudo", 10)
    with pytest.raises(ErreurValeur, match="place pour 3"):
        texte("Nova", "Le pseudo", 3)


@given(st.text(max_size=20))
@example("㎴")
def test_plain_words_compare_without_capitals(word: str) -> None:
    assert sans_accent(sans_accent(word)) == sans_accent(word)


def test_closest_ignores_accents_and_says_nothing_for_a_stranger() -> None:
    assert closest("framboize", ["framboise", "pêche"]) == "framboise"
    assert closest("peche", ["framboise", "pêche"]) == "pêche"
    assert closest("xylophone", ["framboise", "pêche"]) is None


def test_kinds_are_said_in_french() -> None:
    assert nature(None) == "rien du tout (None)"
    assert nature(print) == "une commande (print)"
    assert nature({1}) == "un objet set"


def test_numbers_are_written_as_a_child_does() -> None:
    assert (lisible(2.0), lisible(0.1234567)) == ("2", "0.1235")


def test_two_large_numbers_are_no_decimal_comma() -> None:
    with pytest.raises(ErreurType) as caught:
        Tortue().avance(150, 90)  # type: ignore[call-arg]
    assert caught.value.message.endswith("Exemple : t.avance(100)")


def test_a_word_for_a_number_is_not_told_about_commas() -> None:
    with pytest.raises(ErreurType) as caught:
        nombre("la", "La hauteur", 0, 1000)
    assert caught.value.essaie == "Écris un nombre, sans guillemets."
