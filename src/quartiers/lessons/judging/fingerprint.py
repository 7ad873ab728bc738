"""Tell whether two answers did the same observable thing: same outputs, same variables."""

from __future__ import annotations

import hashlib
import types
from collections.abc import Mapping
from typing import Any

from quartiers.lessons.judging.model import Output

DEPTH = 8
DRAWN = ("image/svg+xml", "image/png", "text/html")


def fingerprint(outputs: list[Output], namespace: Mapping[str, Any]) -> str:
    """A short text, equal for two runs that showed the same and left the same variables.

    It errs on the side of "different": what it cannot look into counts by its type only when
    nothing better is known, and a function counts by its compiled code.
    """
    digest = hashlib.sha256()
    for output in outputs:
        _feed(digest, {key: output.get(key) for key in ("output_type", "ename", "evalue", "text")})
        _feed(digest, output.get("data"))
    for name in sorted(namespace):
        if not name.startswith("_") and _is_learners(name, namespace[name]):
            _feed(digest, name)
            _feed(digest, namespace[name])
    return digest.hexdigest()


def _is_learners(name: str, value: Any) -> bool:
    """Whether a variable is the learner's: not IPython's, not imported, not a check's own."""
    if name in ("In", "Out", "exit", "quit", "get_ipython"):
        return False
    if isinstance(value, types.FunctionType | type):
        return value.__module__ == "__main__"
    return not type(value).__module__.startswith("atelier.controles")


def _feed(digest: Any, value: Any, depth: int = DEPTH) -> None:
    digest.update(type(value).__name__.encode())
    if depth == 0 or isinstance(value, types.ModuleType | type):
        return
    if value is None or isinstance(value, int | float | complex | str | bytes):
        digest.update(repr(value).encode())
    elif isinstance(value, Mapping):
        _feed_pairs(digest, value.items(), depth)
    elif isinstance(value, list | tuple):
        _feed_each(digest, value, depth)
    elif isinstance(value, set | frozenset | range):
        digest.update(repr(sorted(value, key=repr)).encode())
    elif isinstance(value, types.FunctionType):
        _feed_code(digest, value.__code__)
    elif hasattr(value, "tobytes"):  # NumPy arrays, Pillow images
        digest.update(repr((getattr(value, "shape", None), getattr(value, "size", None))).encode())
        digest.update(value.tobytes())
    else:
        _feed_object(digest, value, depth)


def _feed_each(digest: Any, values: Any, depth: int) -> None:
    for one in values:
        _feed(digest, one, depth - 1)
        digest.update(b",")


def _feed_pairs(digest: Any, pairs: Any, depth: int) -> None:
    for key, one in pairs:
        _feed(digest, key, depth - 1)
        digest.update(b":")
        _feed(digest, one, depth - 1)


def _feed_code(digest: Any, code: types.CodeType) -> None:
    digest.update(code.co_code)
    digest.update(repr((code.co_names, code.co_varnames)).encode())
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            _feed_code(digest, constant)
        else:
            digest.update(repr(constant).encode())


def _feed_object(digest: Any, value: Any, depth: int) -> None:
    """An object that draws itself is what it draws; another is its attributes."""
    drawing = _drawing(value)
    if drawing is not None:
        _feed(digest, drawing, depth - 1)
    elif hasattr(value, "__dict__"):
        _feed_pairs(digest, sorted(vars(value).items()), depth)


def _drawing(value: Any) -> Any:
    for method in ("_repr_svg_", "_repr_mimebundle_"):
        draw = getattr(value, method, None)
        if draw is not None:
            try:
                return draw()
            except Exception:
                return None
    return None
