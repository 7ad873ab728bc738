"""The light client against a small room of our own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from quartiers.grading.client import LARGEST_NOTEBOOK, ROOM_SILENT, RoomRefused, result, submit

TOKEN = "le-jeton"


class SmallRoom(BaseHTTPRequestHandler):
    """Answers like the room's API; remembers what it was asked."""

    asked: list[dict[str, Any]] = []  # noqa: RUF012  one room a test

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        token = self.headers["Authorization"]
        self.asked.append({"path": self.path, "body": body, "token": token})
        if token != f"token {TOKEN}":
            return self._send(403, {"sentence": "Ouvre d'abord ta leçon."})
        if body and body["lesson"] == "foule" and len(self.asked) < 3:
            return self._send(503, {"sentence": "Beaucoup de travaux attendent."}, wait="1")
        if body and body["lesson"] == "casse":
            return self._send(500, "pas du JSON {")
        self._send(202, {"submission": "abc", "status": "none"})

    def _send(self, status: int, answer: Any, wait: str = "") -> None:
        body = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        self.send_response(status)
        if wait:
            self.send_header("Retry-After", wait)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@pytest.fixture
def room() -> Iterator[str]:
    SmallRoom.asked = []
    with HTTPServer(("127.0.0.1", 0), SmallRoom) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/services/salle"
        server.shutdown()
        thread.join()


def test_handing_in_sends_the_lesson_and_the_text_in_the_name_of_the_token(room: str) -> None:
    assert submit(room, TOKEN, "P01", '{"é": 1}') == "abc"
    assert SmallRoom.asked == [
        {
            "path": "/services/salle/api/submit",
            "body": {"lesson": "P01", "notebook": '{"é": 1}'},
            "token": f"token {TOKEN}",
        }
    ]


def test_asking_for_the_result_names_the_lesson_safely(room: str) -> None:
    assert result(room + "/", TOKEN, "P01&x=1")["status"] == "none"
    assert SmallRoom.asked[0]["path"] == "/services/salle/api/result?lesson=P01%26x%3D1"


def test_a_refusal_carries_the_sentence_of_the_room(room: str) -> None:
    with pytest.raises(RoomRefused) as refusal:
        submit(room, "autre", "P01", "{}")
    assert (refusal.value.sentence, refusal.value.status) == ("Ouvre d'abord ta leçon.", 403)


def test_a_broken_answer_becomes_a_kind_sentence(room: str) -> None:
    with pytest.raises(RoomRefused) as refusal:
        submit(room, TOKEN, "casse", "{}")
    assert (refusal.value.sentence, refusal.value.status) == (ROOM_SILENT, 500)


def test_a_room_that_is_not_there_is_said_kindly() -> None:
    with pytest.raises(RoomRefused, match="La salle ne répond pas"):
        submit("http://127.0.0.1:9", TOKEN, "P01", "{}")


def test_too_big_a_notebook_is_refused_before_it_is_sent(room: str) -> None:
    with pytest.raises(RoomRefused, match="10 Mo") as refusal:
        submit(room, TOKEN, "P01", "é" * (LARGEST_NOTEBOOK // 2 + 1))
    assert refusal.value.status == 413
    assert not SmallRoom.asked


def test_a_proxy_of_the_environment_never_sees_the_token(
    room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert submit(room, TOKEN, "P01", "{}") == "abc"


def test_the_client_does_not_import_nbgrader() -> None:
    code = "import sys, quartiers.grading.client, quartiers.grading.publication as p\n"
    code += "sys.exit(bool({'nbgrader', 'nbconvert', 'sqlalchemy'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_crowded_room_is_asked_again_until_it_takes_the_work(
    room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("quartiers.grading.client.time.sleep", waits.append)
    assert submit(room, TOKEN, "foule", "{}") == "abc"
    assert waits == [1, 1]


def test_a_room_that_stays_crowded_is_left_with_its_own_sentence(
    room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quartiers.grading.client.TRIES", 2)
    monkeypatch.setattr("quartiers.grading.client.time.sleep", lambda seconds: None)
    with pytest.raises(RoomRefused, match="Beaucoup de travaux") as refused:
        submit(room, TOKEN, "foule", "{}")
    assert refused.value.status == 503
    assert len(SmallRoom.asked) == 2
