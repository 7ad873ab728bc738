"""The checker's side of values: rebuild real objects from a description that may be forged.

Each number, size, colour and name is looked at. Nothing of the description is ever run: no
pickle, no import, no class chosen by name. What does not fit raises Malformed.
"""

from __future__ import annotations

import itertools
import json
import math
import struct
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
from PIL import Image

from atelier.affichage import texts_of
from atelier.badges import Badge
from atelier.couleurs import est_couleur
from atelier.films import Film
from atelier.formes import Cercle, Forme, Mot, Trait
from atelier.nuanciers import Nuancier
from atelier.oeuvres import Oeuvre
from atelier.sons import est_un_son
from atelier.tortue import MANY, Tortue
from quartiers.grading.judge.export import (
    LENGTH,
    LONGEST_TEXT,
    MOST_BITS,
    MOST_VALUES,
    PLAIN_MODES,
)
from quartiers.grading.judge.wire import Malformed, is_crowded

DEEPEST = 40
WRONG = (Malformed, TypeError, ValueError, KeyError, IndexError, OverflowError, AttributeError)
LARGEST_PICTURE = 40_000_000  # pixels
LARGEST_TREE = 32_000_000  # bytes of JSON
MOST_SIGNS = 6_000_000
MOST_REBUILT = 320_000_000
"""Bytes of all pictures, arrays and texts together: a small description may mention one often."""
PIXEL = 4  # bytes, as Pillow keeps one
WORKS = ("badge", "montrer", "garder")
Call = Callable[[int, tuple[Any, ...], dict[str, Any]], Any]


class TooMuch(Malformed):
    """The description has no reasonable size."""


class Inconnu:
    """A value of a kind that is not brought over: it answers to nothing, not even yes or no."""

    def __init__(self, genre: str) -> None:
        """`genre` is the name its type claims."""
        self.genre = genre

    def __bool__(self) -> bool:
        raise TypeError(f"un {self.genre} ne dit ni oui ni non")

    def __repr__(self) -> str:
        return f"<{self.genre}>"


class Commande:
    """A learner's function: calling it runs it in the learner's process."""

    def __init__(self, number: int, name: str, call: Call) -> None:
        """`number` is its place in the runner's list."""
        self.__name__ = name
        self._number = number
        self._call = call

    def __call__(self, *values: Any, **named: Any) -> Any:
        """Run it there; raises what it raised, by a class of the same name."""
        return self._call(self._number, values, named)


def rebuild(packed: bytes, call: Call, same: Mapping[str, Any]) -> Any:
    """The value described by `packed`; functions go through `call`, `same` are objects of ours."""
    tree, buffers = _opened(packed)
    try:
        return _Rebuilding(buffers, call, same).value(tree, DEEPEST)
    except (MemoryError, RecursionError) as reason:
        raise Malformed(type(reason).__name__) from None


def _opened(packed: bytes) -> tuple[Any, list[memoryview]]:
    """The description, and the buffers where they are: a film is not copied once more."""
    try:
        (size,) = LENGTH.unpack_from(packed)
        if size > LARGEST_TREE or is_crowded(packed[LENGTH.size : LENGTH.size + size], MOST_SIGNS):
            raise TooMuch(f"a description of {size} bytes")
        tree = json.loads(packed[LENGTH.size : LENGTH.size + size])
        sizes = [int(one) for one in tree["n"]]
        edges = list(itertools.accumulate(sizes, initial=LENGTH.size + size))
        if min(sizes, default=0) < 0 or edges[-1] != len(packed):
            raise Malformed("buffers of another length")
        whole = memoryview(packed)
        return tree["v"], [whole[a:b] for a, b in itertools.pairwise(edges)]
    except (ValueError, KeyError, TypeError, RecursionError, struct.error) as reason:
        raise Malformed(str(reason)[:200]) from None


class _Rebuilding:
    def __init__(self, buffers: list[memoryview], call: Call, same: Mapping[str, Any]) -> None:
        self._buffers = buffers
        self._call = call
        self._same = same
        self._count = 0
        self._weight = 0
        self._pictures: dict[tuple[Any, ...], Image.Image] = {}
        self._makers: dict[str, Callable[[dict[str, Any], int], Any]] = {
            "s": lambda d, _: text(d["s"]),
            "z": lambda d, _: whole(d["z"]),
            "x": lambda d, _: real(d["x"]),
            "g": lambda d, _: scalar(d["g"]),
            "c": lambda d, _: complex(real(d["c"][0]), real(d["c"][1])),
            "b": lambda d, _: bytes(self._weighed(self._buffer(d["b"][0]))),
            "l": lambda d, depth: list(self._items(d["l"], depth)),
            "t": lambda d, depth: tuple(self._items(d["t"], depth)),
            "e": lambda d, depth: set(self._items(d["e"], depth)),
            "fe": lambda d, depth: frozenset(self._items(d["fe"], depth)),
            "d": self._dictionary,
            "r": lambda d, _: range(*(plain_int(one) for one in d["r"])),
            "a": lambda d, _: self._array(*d["a"]),
            "i": lambda d, _: self._picture(*d["i"]),
            "badge": self._badge,
            "nuancier": self._palette,
            "tortue": lambda d, _: turtle(d["tortue"], d["formes"]),
            "film": self._film,
            "oeuvre": self._work,
            "f": lambda d, _: Commande(plain_int(d["f"]), text(d["nom"], 80), self._call),
            "=": lambda d, _: self._same[text(d["="])],
            "?": lambda d, _: Inconnu(text(d["?"], 80)),
        }

    def value(self, tree: Any, depth: int) -> Any:
        """One value."""
        self._count += 1
        if depth <= 0 or self._count > MOST_VALUES + 1000:
            raise TooMuch("too deep or too many")
        if tree is None or tree is True or tree is False:
            return tree
        if not isinstance(tree, dict) or not tree:
            raise Malformed(f"a bare {type(tree).__name__}")
        try:
            return self._makers[next(iter(tree))](tree, depth)
        except TooMuch:
            raise
        except WRONG:  # one value that makes no sense costs itself only
            return Inconnu("objet")

    def _items(self, trees: Any, depth: int) -> Iterable[Any]:
        if not isinstance(trees, list):
            raise Malformed("no list")
        return (self.value(one, depth - 1) for one in trees)

    def _dictionary(self, tree: dict[str, Any], depth: int) -> dict[Any, Any]:
        pairs = ((self.value(k, depth - 1), self.value(v, depth - 1)) for k, v in tree["d"])
        return dict(pairs)

    def _buffer(self, number: Any) -> memoryview:
        return self._buffers[plain_int(number, 0)]

    def _weighed(self, buffer: memoryview) -> memoryview:
        self._weigh(len(buffer))
        return buffer

    def _weigh(self, size: int) -> None:
        self._weight += size
        if self._weight > MOST_REBUILT:
            raise TooMuch("too heavy")

    def _array(self, number: Any, kind: Any, shape: Any) -> np.ndarray[Any, Any]:
        dtype = np.dtype(text(kind, 8))
        if dtype.kind not in "biufc" or dtype.hasobject or len(shape) > 6:
            raise Malformed(f"an array of {dtype}")
        sizes = tuple(plain_int(one, 0) for one in shape)
        return np.frombuffer(self._weighed(self._buffer(number)), dtype).reshape(sizes).copy()

    def _picture(self, number: Any, mode: Any, size: Any, ground: Any = None) -> Image.Image:
        """One picture; the same one again where it is mentioned again, as over there."""
        width, height = (plain_int(one, 0) for one in size)
        if mode not in PLAIN_MODES or width * height > LARGEST_PICTURE:
            raise Malformed(f"a picture {mode} of {width} by {height}")
        page = None if ground is None else _page(*ground)
        named = (plain_int(number, 0), mode, width, height, page)
        if named not in self._pictures:
            self._weigh(width * height * PIXEL)
            picture = Image.frombytes(mode, (width, height), self._buffer(number))
            if page is not None:
                picture.info["fond"] = page
            self._pictures[named] = picture
        return self._pictures[named]

    def _badge(self, tree: dict[str, Any], depth: int) -> Image.Image:
        picture: Any = self._picture(*tree["badge"]["i"])
        pseudo, colour, words = (self.value(one, depth - 1) for one in tree["mots"])
        if not (isinstance(pseudo, str) and isinstance(words, str | None) and is_colour(colour)):
            raise Malformed("a badge without words")
        picture.__class__ = Badge
        picture.info.update(pseudo=pseudo, couleur=colour, phrase=words or "")
        return picture

    def _palette(self, tree: dict[str, Any], depth: int) -> Image.Image:
        picture: Any = self._picture(*tree["nuancier"]["i"])
        colours = self.value(tree["couleurs"], depth - 1)
        if not (isinstance(colours, tuple) and all(map(est_couleur, colours))):
            raise Malformed("a palette without colours")
        picture.__class__ = Nuancier
        picture.info["couleurs"] = colours
        return picture

    def _film(self, tree: dict[str, Any], depth: int) -> Film:
        kind, speed = tree["film"]
        images = self.value(tree["images"], depth - 1)
        sound = self.value(tree["son"], depth - 1)
        pictures = isinstance(images, tuple) and all(isinstance(i, Image.Image) for i in images)
        heard = sound is None or est_un_son(sound)
        if kind not in ("gif", "video") or not pictures or not heard or not 0 < real(speed) < 1e3:
            raise Malformed("no film")
        return Film(kind, images, real(speed), sound)

    def _work(self, tree: dict[str, Any], depth: int) -> Oeuvre:
        kind, description, title = (text(one) for one in tree["oeuvre"])
        work = self.value(tree["objet"], depth - 1)
        if kind not in WORKS:
            raise Malformed(f"a work of kind {kind}")
        if kind == "badge":
            if not isinstance(work, Badge):
                raise Malformed("a badge that is none")
            return Oeuvre(
                kind, work, work.description, work.pseudo, work.textes, couleur=work.couleur
            )
        return Oeuvre(kind, work, description, title, texts_of(work))


def _page(red: Any, green: Any, blue: Any) -> tuple[int, int, int]:
    """A page's colour."""
    return tuple(min(255, plain_int(one, 0)) for one in (red, green, blue))  # type: ignore[return-value]


def turtle(state: Any, shapes: Any) -> Tortue:
    """A turtle where it says it is, with the strokes it says it drew."""
    x, y, heading, ink, width, down, page = state
    if type(down) is not bool or len(shapes) > MANY:
        raise Malformed("no turtle")
    made = Tortue()
    made.x, made.y, made.cap, made.largeur = map(finite, (x, y, heading, width))
    made.encre, made.page, made.est_posee = colour_name(ink), colour_name(page), down
    made.formes = [shape(one) for one in shapes]
    return made


def shape(description: Any) -> Forme:
    """One stroke, round or word."""
    kind, a, b, c, d, e, f, *more = description
    if kind == "t":
        return Trait(finite(a), finite(b), finite(c), finite(d), colour_name(e), finite(f))
    if kind == "c":
        (full,) = more
        place = finite(a), finite(b), finite(c)
        return Cercle(*place, colour_name(d), finite(e), finite(f), full is True)
    if kind == "m":
        return Mot(finite(a), finite(b), text(c, 500), colour_name(d), finite(e), finite(f))
    raise Malformed("no shape")


def text(value: Any, longest: int = LONGEST_TEXT) -> str:
    """A text of at most `longest` letters."""
    if type(value) is not str or len(value) > longest:
        raise Malformed("no text")
    return value


def whole(value: Any) -> int:
    """A whole number written in base 16."""
    return int(text(value, MOST_BITS // 4 + 2), 16)


def plain_int(value: Any, least: int = -(1 << 62)) -> int:
    """A whole number written as JSON does."""
    if type(value) is not int or not least <= value < 1 << 62:
        raise Malformed("no whole number")
    return value


def real(value: Any) -> float:
    """A number with a decimal point; nan and the infinities are numbers too."""
    if type(value) not in (int, float):
        raise Malformed("no number")
    return float(value)


def scalar(value: Any) -> bool | int | float:
    """What a NumPy number holds."""
    if type(value) is bool or type(value) is int:
        return value
    return real(value)


def finite(value: Any) -> float:
    """A number of the turtle's world."""
    number = real(value)
    if not math.isfinite(number):
        raise Malformed("a number without end")
    return number


def is_colour(value: Any) -> bool:
    """Whether this is the name of a colour, as `atelier` writes them."""
    return type(value) is str and est_couleur(value)


def colour_name(value: Any) -> str:
    """A colour's name."""
    if not is_colour(value):
        raise Malformed("no colour")
    return str(value)


def reflect(mine: Any, theirs: Any) -> None:
    """Make my value hold what became of its copy over there; what cannot change is left."""
    if isinstance(mine, list) and isinstance(theirs, list):
        mine[:] = theirs
    elif isinstance(mine, dict | set) and isinstance(theirs, type(mine)):
        mine.clear()
        mine.update(theirs)
    elif isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        mine[...] = theirs  # raises when the shape changed: that is a change too
    elif isinstance(mine, Image.Image) and isinstance(theirs, Image.Image):
        mine.frombytes(theirs.tobytes())  # raises when the size changed
    elif isinstance(mine, Tortue) and isinstance(theirs, Tortue):
        vars(mine).update(vars(theirs))
