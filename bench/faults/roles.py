"""Which process plays which part in a house, told by what it holds: forked ones share a name."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import psutil


@dataclass(frozen=True)
class Seen:
    """What is known of one process from outside."""

    pid: int
    parent: int
    uid: int
    words: str
    files: frozenset[str]
    listens: bool


def look(process: psutil.Process) -> Seen | None:
    """Look at a process; None when it is gone."""
    with suppress(psutil.Error, OSError):
        files = frozenset(one.path.rsplit("/", 1)[-1] for one in process.open_files())
        listens = any(one.status == "LISTEN" for one in process.net_connections("inet"))
        listens |= any(
            isinstance(one.laddr, str) and one.laddr and not one.raddr
            for one in process.net_connections("unix")
        )
        return Seen(
            process.pid,
            process.ppid(),
            process.uids().real,
            " ".join(process.cmdline()),
            files,
            listens,
        )
    return None


def parts(found: Iterable[Seen], launcher: int, hub: int, uid_base: int) -> dict[str, list[int]]:
    """The pids of each part: launcher, hub, proxy, room, grader, template, judge, server, kernel.

    Pure. `launcher` and `hub` are known by their pids, learners' processes by their uids.
    """
    everything = {one.pid: one for one in found}
    known = {pid: part for pid, part in {launcher: "launcher", hub: "hub"}.items() if pid}
    for pid, one in everything.items():
        if pid not in known and (part := _part(one, {launcher, hub}, uid_base)):
            known[pid] = part
    known |= _learners([one for one in everything.values() if one.uid >= uid_base])
    for pid, one in sorted(everything.items()):
        if pid not in known and known.get(one.parent) in ("template", "grader", "judge"):
            known[pid] = "judge"
    kept: dict[str, list[int]] = {}
    for pid, part in known.items():
        if pid in everything:
            kept.setdefault(part, []).append(pid)
    return kept


def _learners(theirs: list[Seen]) -> dict[int, str]:
    """A server is nobody's child there, a kernel nobody's parent."""
    pids, parents = {one.pid for one in theirs}, {one.parent for one in theirs}
    servers = {one.pid: "server" for one in theirs if one.parent not in pids}
    leaves = {one.pid for one in theirs} - parents - set(servers)
    return servers | dict.fromkeys(leaves, "kernel")


def _part(one: Seen, keepers: set[int], uid_base: int) -> str:
    if one.uid >= uid_base:
        return ""
    if "configurable-http-proxy" in one.words or "/proxy/main.mjs" in one.words:
        return "proxy"
    if "pixel.db" in one.files:
        return "room" if one.listens else "grader"
    if "quartiers.kernels.template" in one.words and one.parent in keepers:
        return "template"
    return ""
