"""Import nbgrader without its web pages, setuptools and the like: a third of a second less."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

PAGES = ("assignment_list", "course_list", "formgrader", "validate_assignment")
FORMATS = ("fqdn", "isoduration", "rfc3987_syntax", "uri_template", "webcolors")
"""For jsonschema, which does without them: notebooks are not checked for dates and addresses."""
ARCHIVES = ("unpack_archive", "unpack_tarfile", "unpack_zipfile")


@contextmanager
def light_nbgrader() -> Iterator[None]:
    """What nbgrader imports in this block gets stand-ins for what grading never uses.

    They are gone afterwards: who then imports the real ones gets them.
    """
    put = {name: one for name, one in _stand_ins().items() if name not in sys.modules}
    sys.modules.update(put)
    try:
        yield
    finally:
        for name, one in put.items():
            if sys.modules.get(name) is one:
                sys.modules.pop(name, None)


def _stand_ins() -> dict[str, Any]:
    pages = {
        f"nbgrader.server_extensions.{name}": {"load_jupyter_server_extension": _no_page}
        for name in PAGES
    }
    archives = {"setuptools": {}, "setuptools.archive_util": dict.fromkeys(ARCHIVES, _unpack)}
    empty: dict[str, dict[str, Any]] = {
        "requests": {}
    }  # nbgrader asks a Hub who somebody is: we do not
    made = {name: _module(name, has) for name, has in (pages | archives | empty).items()}
    return made | dict.fromkeys(FORMATS)


def _module(name: str, has: dict[str, Any]) -> ModuleType:
    made = ModuleType(name)
    vars(made).update(has, __path__=[])
    return made


def _no_page(*_: Any) -> None:
    raise RuntimeError("this process imported nbgrader without its web pages")


def _unpack(*_: Any, **__: Any) -> None:
    raise RuntimeError("this process imported nbgrader without the means to unpack archives")
