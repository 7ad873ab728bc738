"""«Mes créations»: seen, heard from the middle, taken home, opened on a phone, and no more."""

from __future__ import annotations

import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from quartiers.room.creations import list_creations
from quartiers.room.ranges import BeyondTheEnd, asked_part
from quartiers.room.takeaway import pack

SOUND = b"RIFF" + bytes(range(256)) * 8
EVIL = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def learner(salle: Any) -> Any:
    return salle.learner()


@pytest.fixture
def seance(salle: Any) -> Any:
    return salle.seance()


@pytest.fixture
def inside(salle: Any, learner: Any, seance: Any) -> Any:
    fill(salle.room.settings.home(learner.id))
    return salle.inside(learner, seance)


def fill(home: Path) -> None:
    place = home / "creations"
    place.mkdir(parents=True)
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    works = {"n.png": out.getvalue(), "bip.wav": SOUND, "carre.svg": EVIL.encode()}
    for name, content in works.items():
        (place / name).write_bytes(content)
        card = {"fichier": name, "titre": f"Ma <b>{name}", "description": "Un essai & plus"}
        (place / name).with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    (place / "x.json").write_text('{"fichier": "../../secret.txt", "titre": "Dehors"}')


def test_the_gallery_shows_pictures_and_players_and_nothing_else(inside: Any) -> None:
    page = inside.get("creations").text
    assert page.count("<article") == 3
    assert page.count("<audio") == 1
    assert "Ma &lt;b&gt;n.png" in page
    assert "secret" not in page


def test_a_newcomers_gallery_says_how_to_fill_it(salle: Any, seance: Any) -> None:
    page = salle.inside(salle.learner("Panda azur"), seance).get("creations").text
    assert "garder" in page
    assert "Tout emporter" not in page


def test_a_sound_can_be_heard_from_the_middle(inside: Any, learner: Any) -> None:
    path = f"oeuvre/{learner.id}/bip.wav"
    whole = inside.get(path)
    assert (whole.content, whole.headers["Content-Type"]) == (SOUND, "audio/wav")
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    part = inside.get(path, headers={"Range": "bytes=100-109"})
    assert (part.status_code, part.content) == (206, SOUND[100:110])
    assert part.headers["Content-Range"] == f"bytes 100-109/{len(SOUND)}"
    assert inside.get(path, headers={"Range": "bytes=99999-"}).status_code == 416


def test_a_download_keeps_the_bytes_and_the_name(inside: Any, learner: Any) -> None:
    answer = inside.get(f"oeuvre/{learner.id}/carre.svg?garder=1")
    assert answer.content == EVIL.encode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "carre.svg" in answer.headers["Content-Disposition"]


def test_only_the_learner_and_animators_get_a_work(
    salle: Any, inside: Any, learner: Any, seance: Any
) -> None:
    path = f"oeuvre/{learner.id}/bip.wav"
    other = salle.inside(salle.learner("Panda azur"), seance)
    assert other.get(path).status_code == 404
    assert salle.visitor().get(path).status_code == 404
    assert salle.animator().get(path).status_code == 200
    assert inside.get(f"oeuvre/{learner.id}/n.json").status_code == 404


def test_all_the_works_go_home_in_one_page_without_any_script(inside: Any) -> None:
    answer = inside.get("creations/tout")
    page = answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    assert page.count("<article>") == 3
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert "Renard turquoise" in page
    assert not re.findall(r'(?:src|href)="(?!data:)', page)


def test_a_page_that_is_full_names_what_stays(inside: Any, salle: Any, learner: Any) -> None:
    home = salle.room.settings.home(learner.id)
    bag = pack(home, list_creations(home), list, limit=len(SOUND) - 1)
    assert [work.file for work in bag.left_out] == ["bip.wav"]
    assert {item.work.file for item in bag.works} == {"n.png", "carre.svg"}


def link_of(page: str) -> str:
    found = re.search(r"partage/[A-Za-z0-9_-]{24}", page)
    assert found
    return found[0]


def test_a_phone_opens_one_work_and_no_other(salle: Any, inside: Any) -> None:
    page = inside.post("creations/partage", form="creations", fichier="bip.wav").text
    assert "<svg" in page
    path, phone = link_of(page), salle.visitor()
    assert "<audio" in phone.get(path).text
    heard = phone.get(path + "/fichier", headers={"Range": "bytes=0-3"})
    assert (heard.status_code, heard.content) == (206, b"RIFF")
    assert "Ma carr" not in phone.get(path).text
    assert inside.get("creations").status_code == 200
    assert phone.get("creations").url != salle.address + "creations"


def test_a_phone_takes_all_the_works(salle: Any, inside: Any) -> None:
    path = link_of(inside.post("creations/partage", form="creations").text)
    answer = salle.visitor().get(path + "/fichier?garder=1")
    assert answer.text.count("<article>") == 3
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_link_ends_with_the_seance_or_the_hour(salle: Any, inside: Any, seance: Any) -> None:
    path = link_of(inside.post("creations/partage", form="creations", fichier="n.png").text)
    salle.clock.forward(minutes=59)
    assert salle.visitor().get(path).status_code == 200
    salle.clock.forward(minutes=2)
    assert salle.visitor().get(path).status_code == 404
    path = link_of(inside.post("creations/partage", form="creations", fichier="n.png").text)
    salle.store.seances.close(seance.id, salle.clock())
    lost = salle.visitor().get(path)
    assert (lost.status_code, "Ce lien est terminé" in lost.text) == (404, True)


def test_a_link_nobody_gave_opens_nothing(salle: Any) -> None:
    assert salle.visitor().get("partage/" + "a" * 24).status_code == 404


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", slice(0, 10)),
        ("bytes=2-3", slice(2, 4)),
        ("bytes=8-99", slice(8, 10)),
        ("bytes=-3", slice(7, 10)),
        ("bytes=-99", slice(0, 10)),
        ("bytes=5-2", None),
        ("bytes=0-1,4-5", None),
        ("bytes=-", None),
        ("lines=1-2", None),
    ],
)
def test_the_part_of_ten_bytes_that_a_player_asks_for(header: str, part: slice | None) -> None:
    assert asked_part(header, 10) == part


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=-0"])
def test_a_part_beyond_the_end_is_told(header: str) -> None:
    with pytest.raises(BeyondTheEnd):
        asked_part(header, 10)


def test_who_reads_a_work_slowly_holds_a_piece_of_it_and_not_the_whole(
    salle: Any, inside: Any, learner: Any
) -> None:
    folder = salle.room.settings.home(learner.id) / "creations"
    (folder / "long.wav").write_bytes(b"RIFF" + bytes(9_000_000))
    pages, size = Path("/proc/self/statm"), os.sysconf("SC_PAGE_SIZE")
    before = int(pages.read_text().split()[1]) * size
    address = f"{inside.address}oeuvre/{learner.id}/long.wav"
    slow = [inside.session.get(address, stream=True, timeout=20) for _ in range(20)]
    grown = int(pages.read_text().split()[1]) * size - before
    assert grown < 60_000_000
    assert {len(one.content) for one in slow} == {9_000_004}


def test_a_work_that_did_not_change_is_not_sent_again(inside: Any, learner: Any) -> None:
    first = inside.get(f"oeuvre/{learner.id}/n.png")
    again = inside.get(
        f"oeuvre/{learner.id}/n.png", headers={"If-None-Match": first.headers["Etag"]}
    )
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
