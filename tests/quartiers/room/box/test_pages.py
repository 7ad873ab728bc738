"""«L'état de la boîte», and what the other pages of the animators say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any, NamedTuple

import pytest

from quartiers.kernels.disk import note
from quartiers.room.clock import REFUSED, ClockRefused
from quartiers.settings import Settings

GB = 10**9


class Usage(NamedTuple):
    """As `shutil.disk_usage` answers."""

    total: int
    used: int
    free: int


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch, salle: Any) -> Callable[[int], None]:
    """Sets what is left on the disk, in bytes of 64 GB."""
    salle.room.settings.hub_folder.mkdir(exist_ok=True)

    def set_it(free: int) -> None:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(64 * GB, 64 * GB - free, free))

    set_it(40 * GB)
    return set_it


def stopped(settings: Settings, learner: Any) -> None:
    note.write(settings.hub_folder, note.Note({learner.id: note.Stopped(612_000_000, "share")}))


def test_a_box_in_good_health_says_so_and_warns_nobody(salle: Any, left: Any) -> None:
    samia = salle.animator()
    page = unescape(samia.get("animation/boite").text)
    assert "Il reste 40 Go sur le disque. C'est bien assez." in page
    assert "avis boite" not in samia.get("animation/").text


def test_a_disk_that_fills_is_said_on_every_page_where_an_adult_looks(
    salle: Any, left: Any
) -> None:
    samia, seance = salle.animator(), salle.seance()
    left(3 * GB)
    here = f"animation/seances/{seance.id}"
    for path in ("animation/", here, here + "/tableau", "animation/boite"):
        page = samia.get(path).text
        assert "Le disque se remplit : il reste 3,0 Go." in page, path
        assert "animation/boite" in page
    left(GB // 10)
    assert "Le disque est presque plein : il reste 100 Mo." in samia.get(here).text


def test_whoever_was_stopped_is_named_on_the_board(salle: Any, left: Any) -> None:
    samia, seance, learner = salle.animator(), salle.seance(), salle.learner()
    stopped(salle.room.settings, learner)
    here = f"animation/seances/{seance.id}"
    assert f"Le programme de {learner.pseudo} s'est emballé" in samia.get(here + "/tableau").text
    page = samia.get("animation/boite").text
    assert f"{learner.pseudo}</a> · 612 Mo" in page
    assert "Faire de la place" in page


def test_learners_and_strangers_do_not_see_the_box(salle: Any) -> None:
    inside = salle.inside(salle.learner(), salle.seance())
    assert inside.get("animation/boite").status_code == 403
    assert "Espace des animateurs" in salle.visitor().get("animation/boite").text


def test_the_clock_is_set_from_the_adults_computer(salle: Any) -> None:
    heard: list[datetime] = []
    salle.room.set_clock = heard.append
    noon = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
    instant = str(int(noon.timestamp() * 1000))
    page = salle.animator().post("animation/boite/heure", form="animation/boite", instant=instant)
    assert heard == [noon]
    assert "La boîte est à l'heure. Tout le travail est gardé." in unescape(page.text)


def test_a_clock_that_cannot_be_set_says_who_can(salle: Any) -> None:
    def refuse(_: datetime) -> None:
        raise ClockRefused(REFUSED)

    salle.room.set_clock = refuse
    page = salle.animator().post(
        "animation/boite/heure", form="animation/boite", moment="2026-11-18T13:00"
    )
    assert "adulte responsable de la boîte" in page.text


def test_the_pages_carry_the_boxs_time_for_the_browser_to_compare(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    now = int(salle.clock().timestamp() * 1000)
    for path in ("animation/", f"animation/seances/{seance.id}", "animation/boite"):
        assert f'data-box="{now}"' in samia.get(path).text, path


def test_photos_wait_outside_while_the_disk_is_nearly_full(salle: Any, left: Any) -> None:
    inside = salle.inside(salle.learner(), salle.seance())
    left(GB // 10)
    token = inside.get("medias").text.partition("_xsrf=")[2].partition('"')[0]
    files = {"fichier": ("a.png", b"\x89PNG", "image/png")}
    page = inside.session.post(f"{inside.address}medias?_xsrf={token}", files=files, timeout=20)
    assert page.status_code == 400
    assert "presque plus de place" in page.text
