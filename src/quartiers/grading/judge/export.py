"""The runner's side of values: describe them as JSON and raw buffers, without ever pickling.

What is unknown is described by the name of its type only. The checker believes nothing of this:
see `rebuild`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import Image

from atelier.badges import Badge
from atelier.films import Film
from atelier.formes import Cercle, Mot, Trait
from atelier.nuanciers import Nuancier
from atelier.oeuvres import Oeuvre
from atelier.tortue import Tortue

DEEPEST = 16
MOST_VALUES = 400_000
MOST_BUFFERS = 64_000_000  # bytes
LONGEST_TEXT = 1_000_000
MOST_BITS = 4096  # of a whole number
PLAIN_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "LAB", "I", "F"})
LENGTH = struct.Struct("!I")


class Exporter:
    """Describes values; remembers the functions it mentioned, so that they can be called."""

    def __init__(self) -> None:
        """Nothing described yet."""
        self.functions: list[Any] = []

    def pack(self, value: Any, same: Mapping[str, Any] | None = None) -> bytes:
        """The value as bytes; a function or class found in `same` is only mentioned by name."""
        return _Description(self.functions, same or {}).packed(value)


class _Description:
    def __init__(self, functions: list[Any], same: Mapping[str, Any]) -> None:
        self._functions = functions
        self._same = {id(value): name for name, value in same.items()}
        self._buffers: list[bytes] = []
        self._weight = 0
        self._count = 0
        self._heavy: dict[int, tuple[Any, Any]] = {}

    def packed(self, value: Any) -> bytes:
        """Length of the JSON, JSON, buffers."""
        tree = {"v": self.tree(value, DEEPEST), "n": [len(one) for one in self._buffers]}
        text = json.dumps(tree).encode("utf-8", "replace")
        return b"".join([LENGTH.pack(len(text)), text, *self._buffers])

    def tree(self, value: Any, depth: int) -> Any:
        """The description of one value."""
        self._count += 1
        if value is None or value is True or value is False:
            return value
        if depth <= 0 or self._count > MOST_VALUES:
            return _unknown(value)
        return self._scalar(value) or self._container(value, depth) or self._rich(value, depth)

    def _scalar(self, value: Any) -> Any:
        if isinstance(value, str):
            return {"s": str.__str__(value)} if len(value) <= LONGEST_TEXT else _unknown(value)
        if isinstance(value, np.generic):
            return {"g": value.item()} if isinstance(value.item(), bool | int | float) else None
        if isinstance(value, int):
            short = int.bit_length(value) <= MOST_BITS
            return {"z": format(int(value), "x")} if short else _unknown(value)
        if isinstance(value, float):
            return {"x": float(value)}
        if isinstance(value, complex):
            return {"c": [value.real, value.imag]}
        if isinstance(value, bytes | bytearray):
            return self._buffer("b", bytes(value), value)
        return None

    def _container(self, value: Any, depth: int) -> Any:
        if isinstance(value, Image.Image | np.ndarray):
            return None
        for tag, kind in (("l", list), ("t", tuple), ("e", set), ("fe", frozenset)):
            if isinstance(value, kind):
                items: Any = kind.__iter__(value)  # type: ignore[arg-type]
                return {tag: [self.tree(one, depth - 1) for one in items]}
        if isinstance(value, dict):
            pairs = dict.items(value)
            return {"d": [[self.tree(k, depth - 1), self.tree(v, depth - 1)] for k, v in pairs]}
        if isinstance(value, range):
            return {"r": [value.start, value.stop, value.step]}
        return None

    def _rich(self, value: Any, depth: int) -> Any:
        known = self._heavy.get(id(value))
        if known is None:
            known = (value, self._described(value, depth))
            self._heavy[id(value)] = known  # the value is kept, or its id could serve again
        return known[1]

    def _described(self, value: Any, depth: int) -> Any:
        if id(value) in self._same:
            return {"=": self._same[id(value)]}
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, Image.Image):
            return self._picture(value, depth)
        if isinstance(value, Tortue):
            return self._turtle(value)
        if isinstance(value, Film):
            return self._film(value, depth)
        if isinstance(value, Oeuvre):
            return self._work(value, depth)
        if callable(value):
            return self._function(value)
        return _unknown(value)

    def _array(self, value: np.ndarray[Any, Any]) -> Any:
        if value.dtype.kind not in "biufc" or value.ndim > 6:
            return _unknown(value)
        plain = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("="))
        return self._buffer("a", plain.tobytes(), value, plain.dtype.str, list(value.shape))

    def _picture(self, value: Image.Image, depth: int) -> Any:
        mode = value.mode if value.mode in PLAIN_MODES else "RGBA"
        plain = value if value.mode == mode else value.convert(mode)
        ground = value.info.get("fond")  # what `nouvelle_image` painted first: checks need it
        page = list(ground) if isinstance(ground, tuple) else None
        found = self._buffer("i", plain.tobytes(), value, mode, list(plain.size), page)
        if isinstance(value, Badge):
            words = [value.pseudo, value.couleur, value.phrase]
            return {"badge": found, "mots": [self.tree(one, 1) for one in words]}
        if isinstance(value, Nuancier):
            return {"nuancier": found, "couleurs": self.tree(value.couleurs, 3)}
        return found

    def _turtle(self, value: Tortue) -> Any:
        state = [value.x, value.y, value.cap, value.encre, value.largeur]
        return {
            "tortue": [*state, bool(value.est_posee), value.page],
            "formes": [_shape(one) for one in value.formes],
        }

    def _film(self, value: Film, depth: int) -> Any:
        images, sound = (self.tree(one, depth - 1) for one in (value.images, value.son))
        return {"film": [value.genre, float(value.ips)], "images": images, "son": sound}

    def _work(self, value: Oeuvre, depth: int) -> Any:
        words = [value.genre, value.description, value.titre]
        texts = [list(value.textes), value.couleur]
        return {
            "oeuvre": [str(one) for one in words],
            "objet": self.tree(value.objet, depth - 1),
            "textes": self.tree(texts, 4),
        }

    def _function(self, value: Any) -> Any:
        self._functions.append(value)
        name = str(getattr(value, "__name__", "commande"))[:80]
        return {"f": len(self._functions) - 1, "nom": name}

    def _buffer(self, tag: str, data: bytes, value: Any, *more: Any) -> Any:
        if self._weight + len(data) > MOST_BUFFERS:
            return _unknown(value)
        self._weight += len(data)
        self._buffers.append(data)
        return {tag: [len(self._buffers) - 1, *more]}


def _shape(shape: Any) -> list[Any]:
    if isinstance(shape, Trait):
        return ["t", shape.x1, shape.y1, shape.x2, shape.y2, shape.couleur, shape.epaisseur]
    if isinstance(shape, Cercle):
        place = [shape.x, shape.y, shape.rayon, shape.couleur, shape.epaisseur]
        return ["c", *place, shape.cap, shape.plein]
    if isinstance(shape, Mot):
        return ["m", shape.x, shape.y, shape.texte, shape.couleur, shape.taille, shape.largeur]
    return ["?"]


def _unknown(value: Any) -> dict[str, str]:
    return {"?": type(value).__name__[:80]}
