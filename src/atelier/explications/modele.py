"""What an explanation is, and the rules that turn one Python message into one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Explication:
    """A Python error said to a child.

    ligne: number of the learner's line, from 1; None when it is unknown.
    phrase: what happened, one sentence. essai: what to try, one sentence.
    famille: a short stable name of the misconception ("guillemets", "deux-points"…).
    texte: the learner's line itself, "" when it is unknown.
    """

    ligne: int | None
    phrase: str
    essai: str
    famille: str
    texte: str = ""

    @property
    def message(self) -> str:
        """Both sentences."""
        return f"{self.phrase} {self.essai}".strip()


@dataclass(frozen=True)
class Cas:
    """One error to explain, with what is known of the place where it happened.

    texte: the learner's line. noms: every name known there, with its value.
    """

    exception: BaseException
    message: str
    source: str = ""
    ligne: int | None = None
    texte: str = ""
    noms: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Regle:
    """If the message matches `motif`, say `phrase` and `essai`.

    Both may quote the named groups of the pattern: `(?P<mot>…)` is written `{mot}`.
    """

    motif: str
    famille: str
    phrase: str
    essai: str

    def appliquer(self, cas: Cas) -> Explication | None:
        """The explanation, or None when the message does not match."""
        trouve = re.search(self.motif, cas.message)
        if trouve is None:
            return None
        mots = trouve.groupdict()
        return dire(cas, self.famille, self.phrase.format(**mots), self.essai.format(**mots))


Essai = Regle | Callable[[Cas], Explication | None]


def dire(cas: Cas, famille: str, phrase: str, essai: str) -> Explication:
    """An explanation at the place of this error."""
    return Explication(cas.ligne, phrase, essai, famille, cas.texte)


def premiere(cas: Cas, essais: Iterable[Essai]) -> Explication | None:
    """The first rule or function that has something to say."""
    for essai in essais:
        trouve = essai.appliquer(cas) if isinstance(essai, Regle) else essai(cas)
        if trouve is not None:
            return trouve
    return None


def court(mot: object, maximum: int = 24) -> str:
    """A word of the learner, cut when it is long."""
    texte = str(mot)
    return texte if len(texte) <= maximum else texte[: maximum - 1] + "…"
