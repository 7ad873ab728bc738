"""Write the learner's notebook without ever losing another state of it."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from quartiers.durable import write_whole
from quartiers.lab import versions

Notebook = dict[str, Any]
TOGETHER_WITH = "quartiers_a_deux_avec"
"""Where a notebook made in a pair says the pseudonym of the other one."""


class Emptied(Exception):
    """The notebook to write has nothing in it, and the one on the disk has."""


@dataclass(frozen=True)
class Kept:
    """What became of a notebook: `digest` is that of the file on the disk.

    `other` says that another screen had written there meanwhile: the notebook then waits among
    the versions, and the file is as the other screen left it.
    """

    digest: str
    other: bool = False


@dataclass(frozen=True)
class Writing:
    """A notebook to write.

    `base` is the digest of the file that the screen started from (None when it knows none),
    `screen` names the tab (letters and digits), `force` says that the learner has chosen this one.
    """

    raw: bytes
    base: str | None
    screen: str
    force: bool = False


def digest_of(file: Path) -> str | None:
    """The digest of a file; None when there is none."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def keep_work(file: Path, folder: Path, writing: Writing, now: datetime) -> Kept:
    """Write a notebook at `file`; `folder` holds its versions.

    Raises Emptied rather than put nothing in the place of something, OSError when the disk
    refuses: in both cases the file is as it was.
    """
    present = file.read_bytes() if file.is_file() else None
    there = None if present is None else hashlib.sha256(present).hexdigest()
    ours = hashlib.sha256(writing.raw).hexdigest()
    if present is None or there is None or there == ours:
        write_whole(file, writing.raw)
        return Kept(ours)
    before, after = sources(present), sources(writing.raw)
    if any(before.values()) and not any(after.values()):
        raise Emptied
    if writing.base != there and not writing.force:
        versions.keep(folder, writing.raw, "ecran", now, writing.screen)
        return Kept(there, other=True)
    reason = why_keep(before, after, writing, folder, now)
    if reason:
        versions.keep(folder, present, reason, now)
    write_whole(file, writing.raw)
    return Kept(ours)


def why_keep(
    before: dict[str, str],
    after: dict[str, str],
    writing: Writing,
    folder: Path,
    now: datetime,
) -> str:
    """Why the state on the disk deserves to be put aside before it is replaced; "" when not."""
    if writing.force:
        return "ecran"
    if any(text and not after.get(cell) for cell, text in before.items()):
        return "vide"
    return "regulier" if versions.is_due(versions.listed(folder), now) else ""


def sources(raw: bytes) -> dict[str, str]:
    """The text of each cell by its id, without blanks around; nothing for what is no notebook."""
    try:
        cells = json.loads(raw)["cells"]
        return {str(cell.get("id", place)): text_of(cell) for place, cell in enumerate(cells)}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def text_of(cell: Notebook) -> str:
    """A cell's source without blanks around."""
    return source_of(cell).strip()


def source_of(cell: Notebook) -> str:
    """A cell's source, which nbformat stores as a text or as a list of lines."""
    return as_text(cell.get("source"))


def picture_of(raw: bytes) -> str | None:
    """The last drawing shown in a notebook, as the `src` of an image (at most 200 kB)."""
    last = None
    try:
        for cell in json.loads(raw)["cells"]:
            for output in cell.get("outputs", []):
                last = drawing(output.get("data", {})) or last
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return last


def partner_of(raw: bytes) -> str:
    """With whom a notebook was made; "" for somebody who worked alone."""
    try:
        return str(json.loads(raw)["metadata"].get(TOGETHER_WITH, ""))[:60]
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""


def without_partner(notebook: str) -> str:
    """A notebook to hand in: with whom it was made is the room's to know, and to forget one day."""
    if TOGETHER_WITH not in notebook:
        return notebook
    try:
        content = json.loads(notebook)
        del content["metadata"][TOGETHER_WITH]
    except (ValueError, KeyError, TypeError, RecursionError):
        return notebook
    return json.dumps(content, ensure_ascii=False, indent=1)


def drawing(data: dict[str, Any]) -> str | None:
    """One output's drawing as an image source; None when it shows none, or too big a one."""
    svg, page = (as_text(data.get(kind)) for kind in ("image/svg+xml", "text/html"))
    if svg:
        found = "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()
    else:
        image = re.search(r'src="(data:image/(?:png|gif|jpeg);base64,[A-Za-z0-9+/=\s]+)"', page)
        found = image[1] if image else ""
    return found if 0 < len(found) <= 200_000 else None


def as_text(value: Any) -> str:
    """A mime bundle's text, a string or a list of lines."""
    return "".join(value) if isinstance(value, list) else str(value or "")
