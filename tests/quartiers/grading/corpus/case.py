"""One submission of the corpus, and what must become of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .copies import Copies

Put = Callable[[Path], None]
Work = bytes | str | dict[str, Any] | Put
EVERY = frozenset({2, 3, 4, 5, 6})
ALL: frozenset[int] = frozenset()
KIND_SENTENCE = r"[A-ZÀÉÊÎ].*[.!?…]"


@dataclass(frozen=True)
class Case:
    """A builder, and the result expected on lesson P01.

    `lost`: the exercises that get 0 star, all others getting theirs (`ALL`: nobody loses
    anything). `free`: exercises for which any number of stars is right. `says`: the pattern of
    the sentence of lost exercises; `notice` that of the notice (None: whatever it is). `slow`:
    it only ends when a limit is reached.
    """

    name: str
    about: str
    build: Callable[[Copies], Work]
    lost: frozenset[int]
    free: frozenset[int]
    says: str
    notice: str | None
    slow: bool

    def content(self, copies: Copies) -> bytes | Put:
        """What is handed in: bytes, or a function that fills the submission's folder."""
        work = self.build(copies)
        if isinstance(work, dict):
            work = json.dumps(work, ensure_ascii=False)
        return work.encode("utf-8", "surrogatepass") if isinstance(work, str) else work


@dataclass
class Shelf:
    """Where a file of the corpus puts its cases."""

    cases: list[Case]

    def case(
        self,
        lost: frozenset[int] | set[int],
        says: str = KIND_SENTENCE,
        notice: str | None = None,
        free: frozenset[int] | set[int] = ALL,
        slow: bool = False,
    ) -> Callable[[Callable[[Copies], Work]], Callable[[Copies], Work]]:
        """Note the decorated builder; its docstring says what the learner did."""

        def note(build: Callable[[Copies], Work]) -> Callable[[Copies], Work]:
            about = (build.__doc__ or "").strip()
            self.cases.append(
                Case(
                    build.__name__,
                    about,
                    build,
                    frozenset(lost),
                    frozenset(free),
                    says,
                    notice,
                    slow,
                )
            )
            return build

        return note

    def code(self, name: str, build: Callable[[Copies], Work], **expected: Any) -> None:
        """Note a builder that is not worth a name of its own."""
        build.__name__, build.__doc__ = name, name.replace("_", " ")
        self.case(**expected)(build)
