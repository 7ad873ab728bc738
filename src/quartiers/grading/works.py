"""A learner's notebook as safe plain pieces: nothing of it can run in anybody's page.

Only the answers are kept: their code as text, and the works they show. A work is text, a PNG or
SVG shown through `<img>` (where scripts never run), or a WAV or MP4 rebuilt from its base64. All
other output, HTML first of all, is left out.
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Literal

from quartiers.grading.bounded_json import read_bounded
from quartiers.grading.embedded import embedded_media
from quartiers.grading.faults import sentence_of, text_of
from quartiers.grading.pixels import Size, enlarged
from quartiers.grading.plain_text import storable

Kind = Literal["image", "audio", "video", "texte", "message"]

MOST_CODE = 10_000
MOST_TEXT = 2_000
MOST_WORKS = 12
MOST_ANSWERS = 200
MOST_BASE64 = 8_000_000
# What a file of each kind begins with: base64 of anything else is not shown.
SIGNATURES = {
    "image/png": (0, b"\x89PNG\r\n\x1a\n"),
    "image/gif": (0, b"GIF8"),
    "image/svg+xml": (0, b"<"),
    "audio/wav": (0, b"RIFF"),
    "video/mp4": (4, b"ftyp"),
}


class UnreadableNotebook(Exception):
    """The file is not a notebook; the message is a French sentence for an adult."""


@dataclass(frozen=True)
class Work:
    """One thing a cell showed: a data address for media, plain text otherwise."""

    kind: Kind
    content: str
    description: str = ""

    @property
    def enlarged(self) -> Size | None:
        """The size at which a picture of few pixels is shown; None for all that is large enough."""
        return enlarged(self.content) if self.kind == "image" else None


@dataclass(frozen=True)
class Answer:
    """One answer cell: its code as text, and what it showed."""

    exercise: int | None
    step: str
    code: str
    works: tuple[Work, ...]

    @property
    def is_creation(self) -> bool:
        """Whether the learner's own work of the step «Crée» shows something."""
        return self.step == "cree" and any(work.kind != "message" for work in self.works)


def answers(text: str) -> tuple[Answer, ...]:
    """The answer cells of a notebook, in order; UnreadableNotebook when it is not one."""
    try:
        return answers_of(read_bounded(text)["cells"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as reason:
        raise UnreadableNotebook(
            "Ce travail n'est pas lisible. Le fichier est peut-être coupé. "
            "Demandez au jeune d'ouvrir sa leçon et de la rendre de nouveau."
        ) from reason


def answers_of(cells: Iterable[Mapping[str, Any]]) -> tuple[Answer, ...]:
    """The answers among cells that were already read, at most `MOST_ANSWERS`.

    Raises on cells of another shape.
    """
    mine = (cell for cell in cells if _role(cell) == "reponse")
    return tuple(map(_answer, islice(mine, MOST_ANSWERS)))


def works_in(cell: Mapping[str, Any]) -> tuple[Work, ...]:
    """What one cell shows, at most `MOST_WORKS`."""
    outputs = cell.get("outputs", [])
    above = chain([{}], outputs)
    found = (work for pair in zip(outputs, above, strict=False) for work in _works(*pair))
    return tuple(islice(found, MOST_WORKS))


def _role(cell: Mapping[str, Any]) -> object:
    return cell.get("metadata", {}).get("quartiers", {}).get("role")


def _answer(cell: Mapping[str, Any]) -> Answer:
    mine = cell["metadata"]["quartiers"]
    number = mine.get("exercice")
    return Answer(
        number if isinstance(number, int) else None,
        storable(str(mine.get("etape", "")))[:40],
        text_of(cell.get("source", ""))[:MOST_CODE],
        works_in(cell),
    )


def _works(output: Mapping[str, Any], above: Mapping[str, Any]) -> Iterator[Work]:
    kind = output.get("output_type")
    if kind == "stream" and output.get("name") == "stdout":
        yield Work("texte", text_of(output.get("text", ""))[:MOST_TEXT])
    elif kind == "error":
        yield Work("message", sentence_of(output, above)[:MOST_TEXT])
    elif kind in {"display_data", "execute_result"}:
        yield from _shown(output.get("data", {}), _description(output))


def _shown(data: Mapping[str, Any], description: str) -> Iterator[Work]:
    if "image/svg+xml" in data:
        svg = b64encode(text_of(data["image/svg+xml"]).encode()).decode()
        if len(svg) <= MOST_BASE64:
            yield Work("image", f"data:image/svg+xml;base64,{svg}", description)
        return
    if "image/png" in data:
        yield from _media("image/png", text_of(data["image/png"]), description)
        return
    for mime, payload in embedded_media(text_of(data.get("text/html", ""))):
        yield from _media(mime, payload, description)
    if "text/html" not in data and "text/plain" in data:
        yield Work("texte", text_of(data["text/plain"])[:MOST_TEXT])


def _media(mime: str, payload: str, description: str) -> Iterator[Work]:
    """The media again, from its decoded bytes: nothing but what they say they are."""
    if mime not in SIGNATURES or len(payload) > MOST_BASE64:
        return
    try:
        content = b64decode("".join(payload.split()), validate=True)
    except (binascii.Error, ValueError):
        return
    start, signature = SIGNATURES[mime]
    if content[start : start + len(signature)] == signature:
        kind: Kind = {"image": "image", "audio": "audio", "video": "video"}[mime.split("/")[0]]  # type: ignore[assignment]
        yield Work(kind, f"data:{mime};base64,{b64encode(content).decode()}", description)


def _description(output: Mapping[str, Any]) -> str:
    mine = output.get("metadata", {}).get("quartiers", {})
    return storable(str(mine.get("description", "")))[:300]
