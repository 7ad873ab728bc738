"""«À deux»: the door, the credit, the swap, and the work that both find again."""

from __future__ import annotations

import json
import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from quartiers.grading.inbox import take
from quartiers.room.pairs.bundle import gather
from quartiers.sessions import Learner, Seance

SECRET = ("tram", "velo", "micro")
OTHERS = ("velo", "tram", "micro")
PLACE = "programmation/01_initiale_neon/01_initiale_neon.ipynb"


def notebook(text: str) -> str:
    cells = [{"id": "a", "cell_type": "code", "source": text, "metadata": {}, "outputs": []}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


RELEASED, OURS, MINE = notebook(""), notebook("t.avance(150)"), notebook("t.avance(9)")


class Two:
    """Two learners of one séance; the first one is at the computer, the second one is beside."""

    def __init__(self, salle: Any) -> None:
        self.salle = salle
        self.seance: Seance = salle.seance()
        self.renard: Learner = salle.learner("Renard turquoise")
        self.panda: Learner = salle.learner("Panda azur")
        self.browser = salle.inside(self.renard, self.seance)
        released = salle.room.settings.published / PLACE
        released.write_text(RELEASED, encoding="utf-8")

    def come_beside(self, secret: tuple[str, ...] = SECRET) -> Any:
        """The second one gives their pictures; the last page shown."""
        self.browser.get("a-deux?lecon=P01")
        self.browser.post("qui", learner=self.panda.id)
        for name in secret:
            page = self.browser.post("images", picture=name)
        return page

    def pair(self) -> None:
        self.come_beside()
        self.browser.post("toi", reponse="oui")
        assert self.at_work is not None

    @property
    def at_work(self) -> Any:
        return self.salle.store.pairs.hosted_by(self.renard.id)

    def home(self, learner: Learner) -> Path:
        place = self.salle.room.settings.home(learner.id)
        place.mkdir(parents=True, exist_ok=True)
        return place

    def write(self, learner: Learner, text: str) -> None:
        file = self.home(learner) / PLACE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, learner: Learner) -> Any:
        return json.loads((self.home(learner) / PLACE).read_text(encoding="utf-8"))

    def versions(self, learner: Learner) -> list[Path]:
        folder = self.home(learner) / ".quartiers/versions" / PLACE.removesuffix(".ipynb")
        return sorted(folder.glob("*-deux-*.ipynb"))

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        return self.salle.api(self.renard, method, path, body)

    def move_on(self, **more: Any) -> None:
        report = {"lesson": "P01", "step": "modifie", "steps_done": ["lance"], "stars": {"2": 3}}
        self.ask("POST", "progress", {**report, **more})

    def end(self) -> Any:
        return self.ask("POST", "pair", {"do": "end"})


@pytest.fixture
def two(salle: Any) -> Two:
    return Two(salle)


def source(content: Any) -> str:
    return str(content["cells"][0]["source"])


# The door


def test_the_second_one_comes_in_without_the_first_one_going_out(two: Two) -> None:
    page = two.browser.get("a-deux?lecon=P01")
    assert "Qui vient à côté de Renard turquoise" in page.text
    assert two.renard.id not in page.text
    assert "regarde ailleurs" in two.browser.post("qui", learner=two.panda.id).text
    for name in SECRET:
        page = two.browser.post("images", picture=name)
    assert "C&#39;est bien toi" in page.text or "C'est bien toi" in page.text
    page = two.browser.post("toi", reponse="oui")
    assert page.url.endswith("ouvrir/P01")
    assert (two.at_work.host.id, two.at_work.guest.id) == (two.renard.id, two.panda.id)
    page = two.browser.get("lecons")
    assert "Vous travaillez à deux" in page.text
    assert "Panda azur" in page.text


def test_wrong_pictures_make_no_pair_and_are_counted(two: Two) -> None:
    page = two.come_beside(OTHERS)
    assert "Ce ne sont pas ces images" in page.text
    two.browser.post("toi", reponse="oui")
    assert two.at_work is None
    assert two.salle.store.learners.get(two.panda.id).wrong_tries == 1


def test_after_five_wrong_tries_only_an_animator_helps(two: Two) -> None:
    for _ in range(5):
        two.come_beside(OTHERS)
    two.browser.get("a-deux")
    assert "Demande à ton animateur" in two.browser.post("qui", learner=two.panda.id).text
    for name in SECRET:
        two.browser.post("images", picture=name)
    two.browser.post("toi", reponse="oui")
    assert two.at_work is None


def test_nobody_sits_beside_themselves(two: Two) -> None:
    two.browser.get("a-deux")
    assert two.browser.post("qui", learner=two.renard.id).url.endswith("qui")
    assert two.at_work is None


def test_a_newcomer_can_come_beside_at_once(two: Two) -> None:
    two.browser.get("a-deux")
    ideas = two.browser.get("nouveau").text
    pseudo = re.findall(r'name="pseudo" value="([^"]+)"', ideas)[0]
    two.browser.post("nouveau", pseudo=pseudo)
    for name in (*SECRET, *SECRET):
        two.browser.post("images", picture=name)
    page = two.browser.post("toi", reponse="oui")
    assert page.url.endswith("lecons")
    assert two.at_work.guest.pseudo == pseudo


def test_a_door_left_open_leads_nowhere_for_the_next_one_of_this_browser(two: Two) -> None:
    two.come_beside()
    proved = two.browser.session.cookies.copy()
    two.browser.post("sortir", form="lecons")
    other = two.salle.inside(two.salle.learner("Loutre corail"), two.seance)
    for cookie in proved:
        if cookie.name == "salle-entree":
            other.session.cookies.set_cookie(cookie)
    other.post("toi", reponse="oui")
    assert two.salle.store.pairs.of(two.panda.id) == []


def test_a_closed_seance_begins_no_pair(two: Two) -> None:
    two.come_beside()
    two.salle.store.seances.close(two.seance.id, two.salle.clock())
    two.browser.post("toi", reponse="oui")
    assert two.salle.store.pairs.of(two.panda.id) == []


def test_a_server_s_token_can_begin_no_pair(two: Two) -> None:
    for body in ({"do": "start", "guest": two.panda.id}, {"guest": two.panda.id}, {"do": "swap"}):
        assert two.ask("POST", "pair", body).status_code in {400, 409}
    headers = {"Authorization": f"token {two.salle.hub.token_for(two.renard.id)}"}
    stranger = two.salle.visitor()
    stranger.session.headers.update(headers)
    stranger.post("toi", reponse="oui")
    assert two.salle.store.pairs.of(two.panda.id) == []


# The keyboard


def test_alone_there_is_no_pair_to_show(two: Two) -> None:
    assert two.ask("GET", "pair").json() == {"pair": None}


def test_the_keyboard_changes_hands(two: Two) -> None:
    two.pair()
    two.salle.clock.forward(minutes=9)
    told = two.ask("GET", "pair").json()["pair"]
    assert told["host"]["pseudo"] == "Renard turquoise"
    assert told["guest"]["avatar"].endswith("avatar/Panda%20azur.svg")
    assert (told["guest_drives"], told["since"]) == (False, 540)
    told = two.ask("POST", "pair", {"do": "swap"}).json()["pair"]
    assert (told["guest_drives"], told["since"]) == (True, 0)
    two.browser.post("a-deux/echanger", form="lecons")
    assert two.at_work.guest_drives is False


def test_the_copilot_s_own_server_commands_nothing(two: Two) -> None:
    two.pair()
    assert two.salle.api(two.panda, "POST", "pair", {"do": "end"}).status_code == 409
    assert two.at_work is not None


# The credit


def test_progress_counts_for_both_and_one_only_is_stuck(two: Two) -> None:
    two.pair()
    two.move_on(stuck=True)
    mine, theirs = (two.salle.store.progress.get(who.id, "P01") for who in (two.renard, two.panda))
    assert mine.stars == theirs.stars == {2: 3}
    assert mine.stuck_at is not None
    assert theirs.stuck_at is None


def test_progress_before_and_after_the_pair_is_one_s_own(two: Two) -> None:
    two.move_on()
    assert two.salle.store.progress.get(two.panda.id, "P01") is None
    two.pair()
    two.end()
    two.move_on(stars={"3": 2})
    assert two.salle.store.progress.get(two.panda.id, "P01") is None


def test_one_work_is_handed_in_for_both_and_graded_for_each(two: Two) -> None:
    two.pair()
    answer = two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    assert answer.json()["together"] == "Panda azur"
    mine, theirs = (
        two.salle.store.submissions.latest(who.id, "P01") for who in (two.renard, two.panda)
    )
    assert mine.id == answer.json()["submission"] != theirs.id
    assert mine.sha256 == theirs.sha256
    assert (mine.partner_id, theirs.partner_id) == (two.panda.id, two.renard.id)
    inbox = two.salle.room.settings.inbox
    for one in (mine, theirs):
        assert take(inbox, one.id, "01_initiale_neon") == OURS.encode()


def test_handing_in_the_same_twice_counts_once_for_each(two: Two) -> None:
    two.pair()
    for _ in range(2):
        two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    assert two.salle.store.submissions.count_pending() == 2


def test_alone_a_work_is_handed_in_for_one(two: Two) -> None:
    answer = two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    assert "together" not in answer.json()
    assert two.salle.store.submissions.latest(two.panda.id, "P01") is None


def test_the_board_says_who_works_with_whom(two: Two) -> None:
    two.pair()
    samia = two.salle.animator()
    board = samia.get(f"animation/seances/{two.seance.id}").text
    assert "avec Panda azur" in board
    assert "avec Renard turquoise" in board
    two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    page = samia.get(f"animation/jeunes/{two.panda.id}?lecon=P01").text
    assert "Rendu à deux, avec Renard turquoise" in page


# The work


def test_the_copilot_finds_the_notebook_in_their_own_lessons(two: Two) -> None:
    two.home(two.panda)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    assert two.end().json() == {"pair": None}
    assert source(two.read(two.panda)) == "t.avance(150)"
    assert two.read(two.renard) == json.loads(OURS)


def test_their_own_work_is_never_replaced(two: Two) -> None:
    two.write(two.panda, MINE)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    two.end()
    assert two.read(two.panda) == json.loads(MINE)
    (version,) = two.versions(two.panda)
    kept = json.loads(version.read_text(encoding="utf-8"))
    assert source(kept) == "t.avance(150)"
    assert kept["metadata"]["quartiers_a_deux_avec"] == "Renard turquoise"


def test_a_lesson_only_opened_makes_room_for_the_work(two: Two) -> None:
    two.write(two.panda, RELEASED)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    two.end()
    assert source(two.read(two.panda)) == "t.avance(150)"


def test_each_hand_in_brings_the_work_so_far(two: Two) -> None:
    two.home(two.panda)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    assert source(two.read(two.panda)) == "t.avance(150)"
    two.write(two.renard, notebook("t.avance(300)"))
    two.end()
    assert source(two.read(two.panda)) == "t.avance(300)"
    assert len(two.versions(two.panda)) == 1


def test_what_is_made_after_the_end_stays_with_its_author(two: Two) -> None:
    two.home(two.panda)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    two.end()
    two.write(two.renard, notebook("t.avance(300)"))
    two.move_on()
    two.browser.post("sortir", form="lecons")
    assert source(two.read(two.panda)) == "t.avance(150)"


def test_a_lesson_left_alone_in_the_pair_is_not_shared(two: Two) -> None:
    two.home(two.panda)
    two.write(two.renard, OURS)
    two.move_on()
    two.salle.clock.forward(minutes=1)
    two.pair()
    two.end()
    assert not (two.home(two.panda) / PLACE).exists()


@pytest.mark.parametrize("path", ["ouvrir/P01", "ouvrir/P01/etat"])
def test_without_a_home_yet_the_work_waits_for_the_first_lesson_opened(two: Two, path: str) -> None:
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    two.end()
    assert not two.salle.room.settings.home(two.panda.id).exists()
    two.home(two.panda)
    two.salle.hub.servers[two.panda.id] = "ready"
    two.salle.inside(two.panda, two.seance).get(path)
    assert source(two.read(two.panda)) == "t.avance(150)"
    assert list((two.salle.room.settings.handovers / two.panda.id).iterdir()) == []


@pytest.mark.parametrize("how", ["leave", "enter", "close", "again"])
def test_every_way_out_gives_the_work(two: Two, how: str) -> None:
    two.home(two.panda)
    two.pair()
    two.write(two.renard, OURS)
    two.move_on()
    if how == "leave":
        two.browser.post("sortir", form="lecons")
    elif how == "enter":
        two.salle.inside(two.panda, two.seance)
    elif how == "close":
        samia = two.salle.animator()
        samia.post(f"animation/seances/{two.seance.id}/fermer", certain="oui")
    else:
        two.salle.store.seances.join(two.seance.id, two.renard.id, two.salle.clock())
        two.browser.post("a-deux/finir", form="lecons")
    assert two.salle.store.pairs.of(two.panda.id) == []
    assert source(two.read(two.panda)) == "t.avance(150)"


def keep_creation(home: Path, name: str, colour: str, at: float) -> None:
    folder = home / "creations"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", (8, 8), colour).save(folder / f"{name}.png")
    card = folder / f"{name}.json"
    card.write_text(json.dumps({"titre": name, "fichier": f"{name}.png"}), encoding="utf-8")
    os.utime(card, (at, at))


def test_creations_kept_together_are_found_by_both_beside_one_s_own(two: Two) -> None:
    noon = two.salle.clock().timestamp()
    keep_creation(two.home(two.panda), "neon", "red", noon - 600)
    keep_creation(two.home(two.renard), "avant", "blue", noon - 600)
    two.pair()
    keep_creation(two.home(two.renard), "neon", "teal", noon + 5)
    two.ask("POST", "submit", {"lesson": "P01", "notebook": OURS})
    two.end()
    folder = two.home(two.panda) / "creations"
    assert sorted(path.name for path in folder.iterdir()) == [
        "neon.json",
        "neon.png",
        "neon_2.json",
        "neon_2.png",
    ]
    assert json.loads((folder / "neon_2.json").read_text())["avec"] == "Renard turquoise"
    page = two.salle.inside(two.panda, two.seance).get("creations").text
    assert "fait à deux avec Renard turquoise" in page


def test_a_link_planted_in_the_host_s_home_gives_nothing_away(two: Two, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text(notebook("secret"), encoding="utf-8")
    two.home(two.panda)
    two.pair()
    file = two.home(two.renard) / PLACE
    file.parent.mkdir(parents=True)
    file.symlink_to(secret)
    two.move_on()
    two.end()
    assert not (two.home(two.panda) / PLACE).exists()


def test_a_link_planted_in_the_guest_s_home_leads_no_gift_out(two: Two, tmp_path: Path) -> None:
    outside = Path("/var/tmp") / f"pixel-{two.panda.id}"
    outside.mkdir()
    try:
        (two.home(two.panda) / "programmation").symlink_to(outside)
        two.pair()
        two.write(two.renard, OURS)
        two.move_on()
        two.end()
        assert list(outside.iterdir()) == []
        assert two.salle.store.pairs.of(two.panda.id) == []
    finally:
        for path in sorted(outside.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        outside.rmdir()


def test_a_work_that_is_no_notebook_hinders_nobody(two: Two) -> None:
    two.home(two.panda)
    two.pair()
    two.write(two.renard, "[1, 2")
    two.move_on()
    two.end()
    assert not (two.home(two.panda) / PLACE).exists()
    assert two.at_work is None


def test_a_full_disk_keeps_the_pair_and_says_so(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError("No space left on device")

    two.pair()
    monkeypatch.setattr("quartiers.room.pairs.handover.put_by", full)
    answer = two.end()
    assert answer.status_code == 507
    assert "animateur" in answer.json()["sentence"]
    assert two.at_work is not None


def test_a_clock_put_back_while_they_work_takes_nothing_from_the_second_one(two: Two) -> None:
    two.pair()
    two.salle.clock.now -= timedelta(days=1)
    keep_creation(two.home(two.renard), "neon", "teal", two.salle.clock().timestamp())
    card = two.home(two.renard) / "creations" / "neon.json"
    told = json.loads(card.read_text()) | {"lecon": "01_initiale_neon"}
    card.write_text(json.dumps(told), encoding="utf-8")
    os.utime(card, (two.salle.clock().timestamp(),) * 2)
    two.ask("POST", "progress", {"lesson": "P01", "step": "ecris"})
    found = gather(two.salle.room, two.at_work)
    assert [one["assignment"] for one in found["lessons"]] == []  # no notebook was written
    assert [one["file"] for one in found["works"]] == ["neon.png"]
