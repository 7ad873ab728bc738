"""The learner's process: runs cells, describes the values they leave, calls their functions.

Nothing here has to resist: a learner's code may change all of it. See `rebuild`.
"""

from __future__ import annotations

import builtins
import os
import re
import socket
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from atelier import explications, oeuvres, trace
from atelier.branchement import brancher
from atelier.controles import noms_rendus, rejeu
from quartiers.grading.judge import wire
from quartiers.grading.judge.export import Exporter
from quartiers.grading.judge.rebuild import rebuild
from quartiers.grading.judge.shell import JudgingShell

USES_ATELIER = re.compile(r"^[^\S\n]*(from|import)\s+atelier\b", re.MULTILINE)
NOT_NAMES = frozenset({"In", "Out", "exit", "quit", "get_ipython", "open"})


class Runner:
    """Answers the judge, one message at a time."""

    def __init__(self, channel: socket.socket, shell: JudgingShell) -> None:
        """`shell` is warm and empty."""
        self._channel = channel
        self._shell = shell
        self._given = dict(shell.user_ns)
        self._exporter = Exporter()
        self._end: Any = None
        self._pid = os.getpid()

    def serve(self) -> None:
        """Until the judge is gone."""
        received = bytearray()
        while True:
            try:
                message, blob = wire.receive(self._channel, received)
                reply = self._answer(message, blob)
                if os.getpid() != self._pid:  # a fork of the learner's own: it has no say
                    os._exit(0)
                wire.send(self._channel, *reply)
            except KeyboardInterrupt:  # meant for a cell that has just ended
                if os.getpid() != self._pid:
                    os._exit(0)
            except EOFError:
                os._exit(0)

    def _answer(self, message: dict[str, Any], blob: bytes) -> wire.Message:
        match message:
            case {"run": str(source)}:
                return self._run(source, bool(message.get("locked")))
            case {"export": True}:
                return {"exported": True}, self._exported()
            case {"call": int(number)}:
                return self._tried(lambda: self._call(number, blob))
            case {"replay": str(source)}:
                return self._tried(lambda: self._replay(source, message.get("seed"), blob))
        return {"unknown": True}, b""

    def _run(self, source: str, locked: bool) -> wire.Message:
        if USES_ATELIER.search(source):
            brancher()
        oeuvres.oublier()
        kept, self._end = self._shell.run_within(source)
        if locked:  # what the lesson itself made is not worth describing again
            self._given = dict(self._shell.user_ns)
        gone = isinstance(self._end.error_in_exec, SystemExit)
        return {"outputs": list(kept), "cut": kept.cut, "exit": gone}, b""

    def _exported(self) -> bytes:
        self._exporter = Exporter()
        end = self._end
        error = end and (end.error_before_exec or end.error_in_exec)
        described = {
            "noms": self._names(self._shell.user_ns),
            "erreur": None if error is None else _sentence(error, end.info.raw_cell or ""),
            "valeur": end and end.result,
            "oeuvres": oeuvres.recentes(),
            "anciennes": self._untouched(),
        }
        return self._exporter.pack(described, self._same())

    def _untouched(self) -> list[str]:
        """The names whose work was already there, the very same, before this cell."""
        cell = trace.precedente()
        before = cell.anciennes if cell is not None else {}
        return [name for name, work in before.items() if self._shell.user_ns.get(name) is work]

    def _names(self, space: Mapping[str, Any]) -> dict[str, Any]:
        """The learner's names, also those that stand in the way of a word of the lesson."""
        space = {**space, **noms_rendus.noms_rendus.de_cote}
        return {
            name: value
            for name, value in space.items()
            if not name.startswith("_") and name not in NOT_NAMES and not _is_machinery(value)
        }

    def _same(self) -> dict[str, Any]:
        return {name: value for name, value in self._given.items() if callable(value)}

    def _tried(self, gesture: Any) -> wire.Message:
        """What a gesture gives, or the name of what it raised."""
        with rejeu.en_silence():
            try:
                return {"done": True}, gesture()
            except rejeu.NomIntrouvable as missing:
                return {"missing": str(missing)}, b""
            except (Exception, KeyboardInterrupt) as error:
                return {"raised": type(error).__name__}, b""

    def _call(self, number: int, blob: bytes) -> bytes:
        values, named = rebuild(blob, _no_call, self._shell.user_ns)
        result = self._exporter.functions[number](*values, **named)
        return self._exporter.pack([result, list(values)], self._same())

    def _replay(self, source: str, seed: Any, blob: bytes) -> bytes:
        values = rebuild(blob, _no_call, self._shell.user_ns)
        space = self._names(self._shell.user_ns)
        left = rejeu.rejouer(source, {**self._shell.user_ns, **space}, seed, **values)
        return self._exporter.pack(self._names(left), self._same())


def _sentence(error: BaseException, source: str) -> list[str]:
    """The names of an error's classes, and what to say of it."""
    words = explications.phrase_pour(error, source)
    return [words, *(kind.__name__ for kind in type(error).__mro__)]


def _is_machinery(value: Any) -> bool:
    return isinstance(value, ModuleType) or value is builtins.open


def _no_call(*_: Any) -> Any:
    raise TypeError("a function cannot be lent")
