"""Values cross between the two processes unharmed; forged descriptions give nothing."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import atelier
from atelier import oeuvres
from quartiers.grading.judge.export import LENGTH, Exporter
from quartiers.grading.judge.rebuild import MOST_SIGNS, Commande, Inconnu, rebuild, reflect
from quartiers.grading.judge.wire import Malformed

LEAVES = st.none() | st.booleans() | st.integers() | st.text() | st.binary()
KEYS = st.text() | st.integers() | st.tuples(st.integers(), st.text())
VALUES = st.recursive(
    LEAVES | st.floats(allow_nan=False) | st.complex_numbers(allow_nan=False),
    lambda inside: (
        st.lists(inside)
        | st.tuples(inside, inside)
        | st.dictionaries(KEYS, inside)
        | st.sets(st.integers() | st.text())
    ),
    max_leaves=30,
)


def no_call(*_: Any) -> Any:
    raise AssertionError("nothing may be called")


def there_and_back(value: Any, same: Any = None) -> Any:
    return rebuild(Exporter().pack(value), no_call, same or {})


def forged(tree: Any, *buffers: bytes) -> bytes:
    text = json.dumps({"v": tree, "n": [len(one) for one in buffers]}).encode()
    return b"".join([LENGTH.pack(len(text)), text, *buffers])


@given(VALUES)
def test_plain_values_come_back_equal_and_of_the_same_kind(value: Any) -> None:
    back = there_and_back(value)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**300, range(2, 9, 3)])
def test_odd_numbers_come_back(value: Any) -> None:
    assert repr(there_and_back(value)) == repr(value)


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "I", "F"])
def test_pictures_come_back(mode: str) -> None:
    picture = Image.new(mode, (7, 5), 1)
    back = there_and_back(picture)
    assert (back.mode, back.size, back.tobytes()) == (mode, (7, 5), picture.tobytes())


def test_arrays_come_back() -> None:
    for kind in ("bool", "uint8", "int64", "float32", "complex128"):
        array = np.arange(12).reshape(3, 4).astype(kind)
        back = there_and_back(array.T)
        assert back.dtype == array.dtype
        assert (back == array.T).all()


def test_the_works_of_atelier_come_back() -> None:
    turtle = atelier.Tortue()
    turtle.couleur("red")
    turtle.avance(30)
    turtle.cercle(5)
    turtle.ecris("Nova")
    assert there_and_back(turtle).formes == turtle.formes
    badge = atelier.badge("Nova", "green", "Je code")
    assert there_and_back(badge).textes == ("Nova", "green", "Je code")
    palette = atelier.nuancier("red", (1, 2, 3))
    assert there_and_back(palette).couleurs == palette.couleurs
    film = atelier.gif([Image.new("RGB", (4, 4), c) for c in ("red", "blue")], 12)
    assert (there_and_back(film).ips, len(there_and_back(film).images)) == (12, 2)
    work = oeuvres.Oeuvre("montrer", turtle, "Un trait rouge")
    assert there_and_back(work).description == "Un trait rouge"


def test_what_is_unknown_answers_neither_yes_nor_no() -> None:
    back = there_and_back(object())
    assert isinstance(back, Inconnu)
    with pytest.raises(TypeError):
        bool(back)


def test_disguises_are_left_behind() -> None:
    class Number(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

    class Always(np.ndarray):
        def __eq__(self, other: object) -> Any:
            return True

        __hash__ = None  # type: ignore[assignment]

    class Anything:
        def __eq__(self, other: object) -> bool:
            return True

        def __reduce__(self) -> Any:
            return (no_call, ())

        __hash__ = object.__hash__

    class Loud(str):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = str.__hash__

    assert there_and_back(Number(2)) != 3
    assert type(there_and_back(Number(2))) is float
    assert type(there_and_back(np.zeros(3).view(Always))) is np.ndarray
    assert there_and_back(Anything()) != 3
    assert there_and_back(Loud("a")) != "b"


def test_a_knot_and_a_well_end_somewhere() -> None:
    knot: list[Any] = []
    knot.append(knot)
    there_and_back(knot)
    deep: Any = 1
    for _ in range(5000):
        deep = [deep]
    there_and_back(deep)


def test_what_is_huge_stays_where_it_is() -> None:
    found = there_and_back({"grand": np.zeros(30_000_000), "petit": 3})
    assert isinstance(found["grand"], Inconnu)
    assert found["petit"] == 3


NONSENSE = [
    {"i": [0, "RGB", [1 << 40, 1 << 40]]},
    {"i": [0, "RGB", [4, 4]]},
    {"i": [0, "os.system", [1, 1]]},
    {"i": [-1, "L", [1, 1]]},
    {"a": [0, "O", [1]]},
    {"a": [0, "<f8", [-1]]},
    {"a": [0, "V8", [1]]},
    {"a": [0, "<f8", [1 << 60]]},
    {"z": "9" * 5000},
    {"z": 3},
    {"s": ["liste"]},
    {"x": "nan"},
    {"tortue": [0, 0, 0, "red", 3, True, "white"], "formes": [["t", 0, 0, "1", 1, "red", 3]]},
    {"tortue": [0, 0, 0, "red", 3, 1, "white"], "formes": []},
    {"tortue": [0, 0, math.nan, "red", 3, True, "white"], "formes": []},
    {"tortue": [0, 0, 0, "rouge-gorge", 3, True, "white"], "formes": []},
    {"badge": {"i": [0, "L", [1, 1]]}, "mots": [None, None, None]},
    {"film": ["gif", 0], "images": {"t": []}, "son": None},
    {"oeuvre": ["badge", "", ""], "objet": {"x": 1.0}, "textes": {"l": []}},
    {"oeuvre": ["étoiles", "", ""], "objet": None, "textes": {"l": []}},
    {"=": "__builtins__"},
    {"f": "0", "nom": "f"},
    {"r": [0, 10, 0]},
    {"inconnu": 1},
    {"e": [{"l": []}]},
]


@pytest.mark.parametrize("tree", NONSENSE, ids=lambda tree: next(iter(tree)))
def test_a_value_that_makes_no_sense_costs_itself_only(tree: Any) -> None:
    found = rebuild(forged({"l": [tree, {"z": "5"}]}, b"\x00"), no_call, {})
    assert isinstance(found[0], Inconnu)
    assert found[1] == 5


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"\x00",
        LENGTH.pack(1 << 30) + b"{}",
        forged(3),
        forged("texte"),
        forged([1]),
        forged({}),
        LENGTH.pack(4) + b"null",
        forged({"x": 1.0}) + b"trop",
        LENGTH.pack(400_000) + b"[" * 400_000,
    ],
)
def test_what_is_no_description_is_refused(packed: bytes) -> None:
    with pytest.raises(Malformed):
        rebuild(packed, no_call, {})


def test_too_many_values_are_refused_in_bounded_time() -> None:
    with pytest.raises(Malformed):
        rebuild(forged({"l": [None] * 600_000}), no_call, {})


def test_a_function_is_only_a_number_to_call() -> None:
    asked = []
    found = rebuild(
        forged({"f": 7, "nom": "double"}), lambda *question: asked.append(question) or 8, {}
    )
    assert isinstance(found, Commande)
    assert found(4, n=1) == 8
    assert asked == [(7, (4,), {"n": 1})]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [([1, 2], [3]), ({"a": 1}, {"b": 2}), ({1}, {2}), (np.zeros(3), np.ones(3))],
)
def test_what_a_function_did_to_its_arguments_is_seen(mine: Any, theirs: Any) -> None:
    reflect(mine, theirs)
    assert np.array_equal(mine, theirs) if isinstance(mine, np.ndarray) else mine == theirs


def test_what_a_function_painted_is_seen() -> None:
    mine, theirs = Image.new("L", (2, 2), 0), Image.new("L", (2, 2), 9)
    reflect(mine, theirs)
    assert mine.tobytes() == theirs.tobytes()


@pytest.mark.parametrize("tag", ["b", "a", "i"])
def test_one_buffer_mentioned_again_and_again_fills_no_memory(tag: str) -> None:
    side = 3000
    mentions = {
        "b": {"b": [0]},
        "a": {"a": [0, "|u1", [side, side]]},
        "i": {"i": [0, "L", [side, side]]},
    }
    many = [
        mentions[tag] if tag != "i" else {"i": [0, "L", [side, side], [n % 256, n // 256, 0]]}
        for n in range(300)
    ]
    with pytest.raises(Malformed):
        rebuild(forged({"l": many}, bytes(side * side)), no_call, {})


def test_a_picture_mentioned_twice_is_one_picture_as_where_it_comes_from() -> None:
    picture = Image.new("RGB", (7, 5), "red")
    first, again = there_and_back([picture, picture])
    assert first is again


def test_a_description_of_millions_of_values_is_not_read() -> None:
    with pytest.raises(Malformed):
        rebuild(forged({"l": [[]] * (MOST_SIGNS // 2)}), no_call, {})
