"""The routes of the learner's work: keep it, its earlier states, the cells as they were given."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import nbformat
from jupyter_server.auth.decorator import authorized
from tornado import web

from quartiers.lab import healing, keeping, versions
from quartiers.lab.base import UNREADABLE, RoomHandler
from quartiers.lab.gift import TOGETHER
from quartiers.lab.healing import is_notebook, is_whole

if TYPE_CHECKING:
    from jupyter_server.services.contents.manager import ContentsManager

FULL = "La place manque sur l'ordinateur de la salle. Ton travail reste ici. Appelle un animateur."
EMPTIED = "Cette page est vide, ton travail ne l'est pas : je le garde. Recharge la page."
LAST = "quartiers_last_writer"
"""Where the server remembers, notebook by notebook, the last digest written and its screen."""
PRESENT = "present"
"""The name that asks for the file itself instead of one of its versions."""
GONE = "Je ne retrouve pas cette version. Choisis-en une autre."


class WorkHandler(RoomHandler):
    """What the routes of the work share: which notebook, where its versions are."""

    @property
    def trust(self) -> ContentsManager:
        """Who signs notebooks, so that their drawings show when they are opened again."""
        manager: ContentsManager = self.settings["contents_manager"]
        return manager

    def place(self, asked: object) -> PurePosixPath | None:
        """The notebook asked for, relative to the home; None for anything else."""
        path = PurePosixPath(str(asked or "").strip("/"))
        inside = (self.home / path).resolve().is_relative_to(self.home.resolve())
        plain = not any(part.startswith(".") for part in path.parts)
        return path if inside and plain and path.suffix == ".ipynb" else None

    def folder(self, path: PurePosixPath) -> Path:
        """Where the versions of this notebook are."""
        return versions.folder_of(self.home, path)

    def signed(self, content: dict[str, Any], path: PurePosixPath) -> bytes:
        """The bytes of a notebook, as Jupyter writes them; its drawings are trusted again."""
        notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
        try:
            self.trust.check_and_sign(notebook, str(path))  # type: ignore[no-untyped-call]
        except Exception:  # a full disk: the work matters more than its signature
            self.log.warning("%s could not be signed", path)
        text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        return (text + "\n").encode()


class KeepHandler(WorkHandler):
    """`quartiers/work`: the state of the notebook, and its writing."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Answer the file's `digest`, its `modified` time in ms, and its `versions`."""
        path = self.place(self.get_argument("path", ""))
        if path is None:
            self.refuse(400, UNREADABLE)
            return
        file, folder = self.home / path, self.folder(path)
        modified = file.stat().st_mtime * 1000 if file.is_file() else 0
        told = [describe(one, folder) for one in versions.listed(folder)]
        self.finish({"digest": keeping.digest_of(file), "modified": modified, "versions": told})

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Write `notebook` at `path`, unless another screen wrote since `base`."""
        body = self.body() or {}
        path, notebook = self.place(body.get("path")), body.get("notebook")
        if path is None or not is_notebook(notebook):
            self.refuse(400, UNREADABLE)
            return
        writing = keeping.Writing(
            self.signed(notebook, path),
            body.get("base"),
            screen_name(body.get("screen")),
            body.get("force") is True,
        )
        if (last := self.settings.setdefault(LAST, {}).get(path)) and last[1] == writing.screen:
            # Its answer may have been lost on the way: a screen never disagrees with itself.
            writing = replace(writing, base=last[0])
        self.write_down(path, writing)

    def write_down(self, path: PurePosixPath, writing: keeping.Writing) -> None:
        """Write and answer, with a sentence when it could not be."""
        try:
            now = datetime.now(UTC)
            healing.clear(self.home, path, now)
            kept = keeping.keep_work(self.home / path, self.folder(path), writing, now)
            if not kept.other:
                self.settings[LAST][path] = (kept.digest, writing.screen)
            self.finish({"digest": kept.digest, "other": kept.other})
        except keeping.Emptied:
            self.refuse(422, EMPTIED)
        except OSError as trouble:
            self.log.warning("%s could not be kept: %s", path, trouble)
            self.refuse(507, FULL)


class VersionHandler(WorkHandler):
    """`quartiers/version`: read an earlier state, or put one aside."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Answer the `notebook` of a version."""
        path = self.place(self.get_argument("path", ""))
        if path is None:
            self.refuse(400, UNREADABLE)
            return
        name = self.get_argument("name", "")
        try:
            present = (self.home / path).read_bytes if name == PRESENT else None
            raw = present() if present else versions.read(self.folder(path), name)
        except OSError:
            raw = b""
        if not is_whole(raw):
            self.refuse(404, GONE)
            return
        notebook = nbformat.reads(raw.decode(), as_version=4)  # type: ignore[no-untyped-call]
        self.trust.mark_trusted_cells(notebook, str(path))  # type: ignore[no-untyped-call]
        self.finish({"notebook": notebook})

    @web.authenticated
    @authorized(action="write")
    async def post(self) -> None:
        """Put `notebook` aside for a `reason`."""
        body = self.body() or {}
        path, notebook, reason = (body.get(key) for key in ("path", "notebook", "reason"))
        place = self.place(path)
        if place is None or not is_notebook(notebook) or reason not in versions.REASONS:
            self.refuse(400, UNREADABLE)
            return
        try:
            raw, now = self.signed(notebook, place), datetime.now(UTC)
            same = keeping.digest_of(self.home / place) == hashlib.sha256(raw).hexdigest()
            if not same or reason != "navigateur":
                versions.keep(self.folder(place), raw, str(reason), now)
            self.finish({"same": same})
        except OSError:
            self.refuse(507, FULL)


class ReleasedHandler(WorkHandler):
    """`quartiers/released`: the cells as they were given, by their id."""

    @web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        """Answer `cells`, none for a notebook that is not a published lesson."""
        path = self.place(self.get_argument("path", ""))
        try:
            raw = (self.published / path).read_bytes() if path else b""
        except OSError:
            raw = b""
        try:
            cells = json.loads(raw)["cells"] if raw else []
        except (ValueError, KeyError):
            cells = []
        self.finish({"cells": {one.get("id", ""): keeping.source_of(one) for one in cells}})


def describe(version: versions.Version, folder: Path) -> dict[str, Any]:
    """One line of the list of versions."""
    raw = versions.read(folder, version.name)
    return {
        "name": version.name,
        "time": version.time.isoformat(),
        "reason": version.reason,
        "picture": keeping.picture_of(raw),
        "partner": keeping.partner_of(raw) if version.reason == TOGETHER else "",
    }


def screen_name(asked: object) -> str:
    """A tab's name, which becomes part of a file's name."""
    name = str(asked or "")
    return name if re.fullmatch(r"[a-z0-9]{1,16}", name) else "x"


ROUTES = [
    ("work", KeepHandler),
    ("version", VersionHandler),
    ("released", ReleasedHandler),
]
