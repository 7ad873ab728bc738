"""A light client of the room's HTTP API, for processes that must not import nbgrader."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

from quartiers.unix_http import open_url

LARGEST_NOTEBOOK = 10_000_000
TIMEOUT_SECONDS = 30.0
TRIES = 8
LONGEST_WAIT = 10
TOO_BIG = (
    "Ton travail pèse {size:.0f} Mo : la salle accepte 10 Mo. "
    "Enlève une image ou un son très lourd."
)
ROOM_SILENT = "La salle ne répond pas. Ton travail est gardé ici. Essaie encore dans une minute."


class RoomRefused(Exception):
    """The room said no, or nothing; `sentence` is French for the learner, `status` is HTTP's.

    `status` is 0 when the room could not be reached at all; `retry_after` is the number of
    seconds after which to ask again, 0 when asking again would change nothing.
    """

    def __init__(self, sentence: str, status: int = 0, retry_after: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.retry_after = retry_after


def submit(room_url: str, token: str, lesson: str, notebook_text: str) -> str:
    """Hand a notebook in as `hand_in` does and return the submission's id. Raises RoomRefused."""
    return str(hand_in(room_url, token, lesson, notebook_text)["submission"])


def hand_in(room_url: str, token: str, lesson: str, notebook_text: str) -> dict[str, Any]:
    """Hand a notebook in to the room: `submission` is its id, `together` names a partner.

    `room_url` is the service's address without a final slash, `token` the Hub token that says
    who hands in, `lesson` a code such as "P01". A crowded room is asked again, up to `TRIES`
    times, as it says itself. Raises RoomRefused.
    """
    size = len(notebook_text.encode())
    if size > LARGEST_NOTEBOOK:
        raise RoomRefused(TOO_BIG.format(size=size / 1_000_000), 413)
    work = {"lesson": lesson, "notebook": notebook_text}
    for left in reversed(range(TRIES)):
        try:
            return call(room_url, token, "submit", work)
        except RoomRefused as refusal:
            if not (left and refusal.retry_after):
                raise
            time.sleep(min(refusal.retry_after, LONGEST_WAIT))
    raise AssertionError("never reached")


def result(room_url: str, token: str, lesson: str) -> dict[str, Any]:
    """What the room knows of the learner's latest submission of `lesson` (see `api/result`)."""
    return call(room_url, token, f"result?lesson={quote(lesson, safe='')}")


def call(
    room_url: str, token: str, path: str, payload: dict[str, Any] | None = None
) -> dict[str, Any]:
    """One request to `api/<path>`: POST when there is a payload, GET otherwise."""
    url = f"{room_url.rstrip('/')}/api/{path}"
    data = None if payload is None else json.dumps(payload).encode()
    headers = {"Authorization": f"token {token}", "Content-Type": "application/json"}
    try:
        with open_url(url, data, headers, TIMEOUT_SECONDS) as response:
            return _object(response.read())
    except HTTPError as refusal:
        wait = refusal.headers.get("Retry-After", "")
        seconds = int(wait) if wait.isascii() and wait.isdigit() else 0
        raise RoomRefused(_sentence_of(refusal), refusal.code, seconds) from refusal
    except (URLError, OSError, ValueError) as silence:
        raise RoomRefused(ROOM_SILENT) from silence


def _object(body: bytes) -> dict[str, Any]:
    answer = json.loads(body or b"{}")
    if not isinstance(answer, dict):
        raise ValueError("the room answered something else than a JSON object")
    return answer


def _sentence_of(refusal: HTTPError) -> str:
    try:
        return str(_object(refusal.read())["sentence"])
    except (ValueError, KeyError, OSError):
        return ROOM_SILENT
