"""The trusted process: runs the lesson's own cells and checks on values brought from the runner.

No learner's code ever runs here. What a check reads is rebuilt from plain data; what has to be
run again is asked of the runner, by way of the judge.
"""

from __future__ import annotations

import builtins
import functools
import os
import socket
from collections.abc import Mapping
from types import ModuleType
from typing import Any

import atelier
from atelier import trace
from atelier.controles import juge, si
from atelier.controles.rejeu import NomIntrouvable
from atelier.erreurs_base import ErreurAtelier
from atelier.oeuvres import Oeuvre
from quartiers.grading.judge import wire
from quartiers.grading.judge.export import Exporter
from quartiers.grading.judge.rebuild import rebuild, reflect
from quartiers.grading.judge.shell import JudgingShell

LONGEST_SENTENCE = 400
Space = dict[str, Any]


class Checker:
    """Answers the judge, one message at a time."""

    def __init__(self, channel: socket.socket, shell: JudgingShell) -> None:
        """`shell` is warm and empty."""
        self._channel = channel
        self._received = bytearray()
        self._shell = shell
        self._exporter = Exporter()
        self._learner: Space = {}
        self._same: Space = {}
        vars(juge)["rejouer"] = self._replay

    def serve(self) -> None:
        """Until the judge is gone."""
        while True:
            try:
                message, blob = wire.receive(self._channel, self._received)
            except EOFError:
                os._exit(0)
            wire.send(self._channel, self._answer(message, blob))

    def _answer(self, message: dict[str, Any], blob: bytes) -> dict[str, Any]:
        match message:
            case {"prepare": str(source)}:
                self._shell.run_within(source)
                space = self._shell.user_ns
                self._same = {name: space[name] for name in space if callable(space[name])}
                return {"done": True}
            case {"answer": str(source)}:
                return {"done": self._take(source, blob)}
            case {"check": str(source)}:
                return {"outputs": self._check(source)}
        return {"unknown": True}

    def _take(self, source: str, blob: bytes) -> bool:
        """Bring the values that the answer left; False when they make no sense."""
        try:
            found = rebuild(blob, self._call, self._same)
            names = {name: found["noms"][name] for name in found["noms"] if isinstance(name, str)}
            cell = _cell(source, found, names)
        except (wire.Malformed, KeyError, TypeError):
            return False
        trace.trace.precedente = cell
        self._learner = names
        return True

    def _check(self, source: str) -> list[Any]:
        """Run one check, with the learner's names wherever they hide none of the lesson's."""
        space = self._shell.user_ns
        lent = {n: v for n, v in self._learner.items() if not _is_ours(n, space)}
        before = dict(space)
        opener = functools.partial(juge.controle, espace=dict(self._learner))
        space.update(lent, controle=opener, si=si)
        try:
            kept, _ = self._shell.run_within(source)
        finally:
            space.clear()
            space.update(before)
        return list(kept)

    def _call(self, number: int, values: tuple[Any, ...], named: Space) -> Any:
        reply = self._ask({"call": number}, [list(values), named])
        result, left = reply
        for mine, theirs in zip(values, left, strict=True):
            reflect(mine, theirs)
        return result

    def _replay(self, source: str, _espace: Space, graine: int | None, **valeurs: Any) -> Space:
        """`atelier.controles.rejeu.rejouer`, done where the learner's code lives."""
        found = self._ask({"replay": source, "seed": graine}, valeurs)
        return {name: found[name] for name in found if isinstance(name, str)}

    def _ask(self, question: dict[str, Any], values: Any) -> Any:
        wire.send(self._channel, {"ask": question}, self._exporter.pack(values))
        answer, blob = wire.receive(self._channel, self._received)
        if "missing" in answer:
            raise NomIntrouvable(str(answer["missing"])[:80])
        if "done" not in answer:
            raise _raised(answer.get("raised"))
        return rebuild(blob, self._call, self._same)


def _cell(source: str, found: Mapping[str, Any], names: Space) -> trace.Cellule:
    """What the toolkit reads of the answer cell; `source` is the judge's, not the runner's."""
    works = found["oeuvres"]
    error = found["erreur"]
    return trace.Cellule(
        source,
        erreur=None if error is None else ErreurAtelier(str(error[0])[:LONGEST_SENTENCE]),
        valeur=found["valeur"],
        oeuvres=tuple(one for one in works if isinstance(one, Oeuvre)),
        identifiant="reponse",
        anciennes={name: names[name] for name in found["anciennes"] if name in names},
    )


def _is_ours(name: str, space: Mapping[str, Any]) -> bool:
    """Whether a check must find the lesson's own object under this name: never the learner's."""
    if name in vars(builtins) or name in atelier.__all__:
        return True
    return callable(space.get(name)) or isinstance(space.get(name), ModuleType)


def _raised(name: Any) -> Exception:
    """An exception of the class that this name has in Python, or of a new class of that name."""
    known = getattr(builtins, str(name), None)
    if isinstance(known, type) and issubclass(known, Exception):
        return known()
    plain = str(name) if str(name).isidentifier() else "Exception"
    return type(plain[:80], (Exception,), {})()
