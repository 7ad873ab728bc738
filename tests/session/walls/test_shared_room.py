"""What all share, the room, is attacked by what is sent to it and by what lies in a home."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import time
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

import media_files as made
import psutil
import pytest
import requests
from PIL import Image

from quartiers.room.media.intake import SENTENCES
from quartiers.sessions import Seance

OWN_HOUSE = True
ROOM = "/services/salle/"
own_accounts = pytest.mark.skipif(os.geteuid() != 0, reason="the accounts of learners take root")


def token_of(page: requests.Response) -> str:
    """The cross-site token of a page of the room."""
    found = re.search(r'_xsrf(?:=|" value=")([^"]+)"', page.text)
    assert found, page.text[:2000]
    return found[1]


def memory(house: Any) -> int:
    """Bytes of the room's own: the grader beside it may still be importing."""
    own: int = psutil.Process(house.room_pid()).memory_full_info().uss
    return own


def test_what_is_sent_without_a_link_takes_no_memory_of_the_room(house: Any) -> None:
    phone = requests.Session()
    token = token_of(phone.get(f"{house.url}{ROOM}", timeout=60))
    cookies = "; ".join(f"{one.name}={one.value}" for one in phone.cookies)
    said = {**phone.headers, "Cookie": cookies, "Host": "boite", "Content-Length": "15000001"}
    lines = [f"POST {ROOM}envoi/{'A' * 24}?_xsrf={quote(token)} HTTP/1.1"]
    head = "\r\n".join([*lines, *(f"{name}: {value}" for name, value in said.items()), "", ""])
    before, opened = memory(house), list[socket.socket]()
    for _ in range(30):
        line = socket.create_connection(("127.0.0.1", house.settings.port), 30)
        line.sendall(head.encode())
        for _ in range(14):
            line.sendall(bytes(1_000_000))
        opened.append(line)
    time.sleep(1)
    grown = memory(house) - before
    for line in opened:
        line.close()
    assert grown < 100_000_000, f"{grown / 1e6:.0f} MB more"


@own_accounts
def test_hostile_media_get_a_sentence_and_good_ones_belong_to_their_learner(
    house: Any, newcomer: Callable[..., Any], seance: Seance
) -> None:
    fox = newcomer("Renard turquoise", seance)
    fox.start_server()
    for name, content in {**made.hostile(), "a photo": made.saved(made.scene(), "JPEG")}.items():
        token = token_of(fox.get(f"{ROOM}medias"))
        answer = fox.http.post(
            f"{house.url}{ROOM}medias?_xsrf={token}",
            files={"fichier": ("chat.jpg", content, "image/jpeg")},
            timeout=90,
        )
        page = unescape(answer.text)
        kind = any(sentence in page for sentence in SENTENCES.values())
        assert kind or answer.status_code == 200, f"{name}: {answer.status_code} {page[:500]}"
        assert SENTENCES["panne"] not in page, name
    folder = house.settings.home(fox.name) / "mes_medias"
    assert {path.stat().st_uid for path in folder.iterdir()} == {folder.parent.stat().st_uid}
    assert folder.stat().st_uid >= house.settings.uid_base


def test_hostile_creations_hide_no_good_one(
    house: Any, newcomer: Callable[..., Any], seance: Seance
) -> None:
    fox = newcomer("Renard turquoise", seance)
    fox.start_server()
    folder = house.settings.home(fox.name) / "creations"
    code = f"import os; os.makedirs({str(folder)!r}, exist_ok=True); print('fait')"
    assert "fait" in fox.run(fox.start_kernel(), code)
    owner = folder.stat()
    works = [*made.hostile().values(), made.saved(made.scene(), "PNG")]
    for number, content in enumerate(works):
        card = json.dumps({"fichier": f"{number}.png", "titre": "Un essai"}).encode()
        for suffix, written in ((".png", content), (".json", card)):
            path = folder / f"{number}{suffix}"
            path.write_bytes(written)
            os.chown(path, owner.st_uid, owner.st_gid)
    last = fox.get(f"{ROOM}creation/{fox.name}/{len(works) - 1}.png")
    assert Image.open(io.BytesIO(last.content)).size == (400, 200)
    for number in range(len(works) - 1):
        answer = fox.get(f"{ROOM}creation/{fox.name}/{number}.png")
        assert answer.status_code in (200, 404)
        assert answer.status_code == 404 or max(Image.open(io.BytesIO(answer.content)).size) <= 480
