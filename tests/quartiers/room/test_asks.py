"""Who needs an animator's yes: new pictures on an account that exists, one newcomer too many."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from quartiers.room.asks import MOST, MOST_HERE, Asks

PICKED = ("tram", "velo", "micro")
NEW = ("bobine", "usine", "ballon")


def to_be_chosen(salle: Any) -> Any:
    """A learner to whom an animator has just given new pictures."""
    learner = salle.learner()
    salle.store.learners.reset_secret(learner.id)
    return learner


def choosing(salle: Any, seance: Any, learner: Any, pictures: tuple[str, ...] = NEW) -> Any:
    """Somebody who chose pictures for this learner and said «Oui, c'est moi»."""
    visitor = salle.visitor()
    visitor.post("", code=seance.code)
    visitor.post("qui", learner=learner.id)
    for name in pictures * 2:
        visitor.post("images", picture=name)
    visitor.page = visitor.post("toi", reponse="oui")
    return visitor


def number_of(page: str) -> str:
    found = re.search(r'(?:pseudo-geant|numero)">(\d\d)<', page)
    assert found, page
    return found[1]


def newcomer(salle: Any, seance: Any, address: str) -> Any:
    visitor = salle.visitor()
    visitor.session.headers["X-Forwarded-For"] = address
    visitor.post("", code=seance.code)
    page = visitor.get("nouveau").text
    visitor.pseudo = unescape(re.findall(r'name="pseudo" value="([^"]+)"', page)[0])
    visitor.post("nouveau", pseudo=visitor.pseudo)
    for name in PICKED * 2:
        visitor.post("images", picture=name)
    visitor.page = visitor.post("toi", reponse="oui")
    return visitor


def test_new_pictures_wait_for_a_yes_with_the_same_number_on_both_screens(salle: Any) -> None:
    samia, seance, learner = salle.animator(), salle.seance(), to_be_chosen(salle)
    young = choosing(salle, seance, learner)
    assert young.page.url.endswith("/attends")
    assert not salle.store.learners.get(learner.id).has_secret
    board = f"animation/seances/{seance.id}"
    page = samia.get(board).text
    assert "1 jeune attend votre réponse" in page
    assert number_of(young.page.text) == number_of(page)
    key = re.search(r'name="demande" value="([^"]+)"', page)
    assert key
    samia.post(board + "/demandes", form=board, demande=key[1], reponse="oui")
    assert young.get("attends?etat=1").json() == {"fini": True}
    assert "Mes leçons" in young.get("attends").text
    assert salle.store.learners.verify_secret(learner.id, NEW)
    assert "attend votre réponse" not in samia.get(board).text


def test_a_no_leaves_the_account_as_it_was(salle: Any) -> None:
    seance, learner = salle.seance(), to_be_chosen(salle)
    stranger = choosing(salle, seance, learner)
    salle.say(False, seance)
    assert "va lui parler" in stranger.get("attends").text
    assert stranger.get("attends").url.endswith("/qui")
    assert not salle.store.learners.get(learner.id).has_secret
    assert salle.store.seances.present(seance.id) == []


def test_a_yes_to_one_is_a_no_to_the_other_who_wants_the_same_account(salle: Any) -> None:
    seance, learner = salle.seance(), to_be_chosen(salle)
    stranger, young = (choosing(salle, seance, learner, pictures) for pictures in (PICKED, NEW))
    mine = salle.room.asks.waiting(seance.id, salle.clock.ticks())[1]
    salle.room.asks.answer(mine.id, seance.id, True)
    assert "va lui parler" in stranger.get("attends").text
    assert "Mes leçons" in young.get("attends").text
    assert salle.store.learners.verify_secret(learner.id, NEW)


def test_waiting_cannot_be_skipped_nor_answered_by_a_learner(salle: Any) -> None:
    seance, learner = salle.seance(), to_be_chosen(salle)
    stranger = choosing(salle, seance, learner)
    assert stranger.post("toi", form="qui", reponse="oui").url.endswith("/attends")
    (ask,) = salle.room.asks.waiting(seance.id, salle.clock.ticks())
    other = salle.inside(salle.learner("Panda azur"), seance)
    answer = {"form": "lecons", "demande": ask.id, "reponse": "oui"}
    assert other.post(f"animation/seances/{seance.id}/demandes", **answer).status_code == 403
    stranger.post(f"animation/seances/{seance.id}/demandes", **{**answer, "form": "qui"})
    assert stranger.get("attends?etat=1").json() == {"fini": False}


def test_new_pictures_given_again_end_what_waits(salle: Any) -> None:
    samia, seance, learner = salle.animator(sure=True), salle.seance(), to_be_chosen(salle)
    stranger = choosing(salle, seance, learner)
    samia.post(f"animation/jeunes/{learner.id}/images", form=f"animation/jeunes/{learner.id}")
    assert "va lui parler" in stranger.get("attends").text


def test_new_pictures_end_the_sessions_opened_with_the_former(salle: Any) -> None:
    samia, seance, learner = salle.animator(sure=True), salle.seance(), salle.learner()
    thief = salle.inside(learner, seance)
    assert "Mes leçons" in thief.get("lecons").text
    samia.post(f"animation/jeunes/{learner.id}/images", form=f"animation/jeunes/{learner.id}")
    assert "Mes leçons" not in thief.get("lecons").text


def test_pictures_shown_before_new_ones_were_given_open_nothing(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    thief = salle.visitor()
    thief.post("", code=seance.code)
    thief.post("qui", learner=learner.id)
    for name in PICKED:
        thief.post("images", picture=name)
    salle.store.learners.reset_secret(learner.id)
    salle.store.learners.choose_secret(learner.id, NEW)
    assert thief.post("toi", reponse="oui").url == salle.address
    assert salle.store.seances.present(seance.id) == []


def test_a_closed_page_is_no_longer_on_the_board(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    young = choosing(salle, seance, to_be_chosen(salle))
    salle.clock.forward(seconds=30)
    board = f"animation/seances/{seance.id}"
    assert "attend votre réponse" not in samia.get(board).text
    young.get("attends?etat=1")
    assert "attend votre réponse" in samia.get(board).text


def test_eight_newcomers_at_one_computer_then_the_animator_sees_each(salle: Any) -> None:
    seance = salle.seance()
    pages = [newcomer(salle, seance, "10.0.0.7") for _ in range(10)]
    assert [one.page.url.rpartition("/")[2] for one in pages] == ["lecons"] * 8 + ["attends"] * 2
    assert len(salle.store.learners.everybody()) == 8
    assert newcomer(salle, seance, "10.0.0.8").page.url.endswith("lecons")
    samia = salle.animator()
    assert "Encore un nouveau pseudo" in samia.get(f"animation/seances/{seance.id}").text
    salle.say(True, seance)
    assert "Mes leçons" in pages[-1].get("attends").text
    assert len(salle.store.learners.everybody()) == 10
    assert "10 nouveaux pseudos" in samia.get(f"animation/seances/{seance.id}").text


def test_forty_newcomers_in_one_seance_then_the_animator_sees_each(salle: Any) -> None:
    seance = salle.seance()
    for number in range(40):
        assert salle.room.newcomers.may_enter(f"10.0.1.{number}", seance.id, 1000.0)
    assert newcomer(salle, seance, "10.0.0.7").page.url.endswith("attends")
    assert newcomer(salle, salle.seance(), "10.0.0.7").page.url.endswith("lecons")


def test_a_pseudonym_taken_meanwhile_does_not_count(salle: Any) -> None:
    seance = salle.seance()
    for _ in range(10):
        visitor = salle.visitor()
        visitor.post("", code=seance.code)
        visitor.post("nouveau", pseudo="Loutre safran")
        for name in PICKED * 2:
            visitor.post("images", picture=name)
        if not salle.store.learners.everybody():
            salle.learner("Loutre safran")
        assert visitor.post("toi", reponse="oui").url.endswith("/nouveau")


def test_a_crowd_gives_no_newcomers_place_back_to_somebody_known(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    for _ in range(8):
        assert salle.room.newcomers.may_enter("127.0.0.1", seance.id, salle.clock.ticks())
    known = salle.visitor()
    known.post("", code=seance.code)
    known.post("qui", learner=learner.id)
    for name in PICKED:
        known.post("images", picture=name)
    salle.room.hashes.at_once, salle.room.hashes.most = 0, 1
    salle.room.hashes._waiting = [(0, 0, None)]
    page = known.post("toi", reponse="oui")
    assert "Beaucoup de monde entre en même temps" in page.text
    assert not salle.room.newcomers.may_enter("127.0.0.1", seance.id, salle.clock.ticks())


def opened(asks: Asks, times: int, source: str, now: float = 0.0) -> list[str]:
    return [asks.open(1, "", f"Pseudo {n}", PICKED, source, now).id for n in range(times)]


def test_one_source_holds_few_places_and_all_together_a_bounded_number() -> None:
    asks = Asks()
    opened(asks, 10, "10.0.0.1")
    assert len(asks.waiting(1, 0.0)) == MOST_HERE
    for number in range(100):
        opened(asks, 3, f"10.0.1.{number}")
    assert len(asks.waiting(1, 0.0)) == MOST
    assert len({ask.number for ask in asks.waiting(1, 0.0)}) == MOST


def test_a_place_left_for_long_is_given_to_another() -> None:
    asks = Asks()
    (old,) = opened(asks, 1, "10.0.0.1")
    opened(asks, 1, "10.0.0.2", now=3600.0)
    assert asks.follow(old, 3600.0) is None
