"""An animator asks for a learner to be erased, types the pseudonym, and sees how far it is."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from quartiers.grading.erasing import erase_leavers
from quartiers.room.erasing import pages

PAGE = "animation/jeunes/{}/effacer"
WATCH = "animation/effacements"


@pytest.fixture(autouse=True)
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no grader here: no erasure comes to its end by itself."""
    monkeypatch.setattr(pages, "PATIENCE", 0.0)


def asked(salle: Any, samia: Any, learner: Any, pseudo: str) -> Any:
    return samia.post(PAGE.format(learner.id), pseudo=pseudo)


def test_the_button_is_on_the_learners_page(salle: Any) -> None:
    learner = salle.learner()
    page = salle.animator(sure=True).get(f"animation/jeunes/{learner.id}").text
    assert f'{PAGE.format(learner.id)}"' in page


def test_the_page_says_what_goes_and_what_stays_and_offers_a_copy(salle: Any) -> None:
    fox = salle.learner()
    page = salle.animator(sure=True).get(PAGE.format(fox.id)).text
    for words in ("Effacer Renard turquoise ?", "Ce qui part", "ses sons", "sans ce pseudo"):
        assert words in page
    assert f"jeunes/{fox.id}/copie" in page
    assert salle.store.learners.get(fox.id) == fox


@pytest.mark.parametrize("typed", ["Renard turquoise", " renard  TURQUOISE "])
def test_the_right_pseudonym_erases(salle: Any, typed: str) -> None:
    fox, otter = salle.learner(), salle.learner("Loutre safran")
    answer = asked(salle, salle.animator(sure=True), fox, typed)
    assert answer.url.endswith(WATCH)
    assert "ne peut déjà plus entrer" in answer.text
    assert salle.store.learners.of_centre("Alma") == [otter]


def test_accents_need_not_be_typed(salle: Any) -> None:
    hedgehog = salle.learner("Hérisson émeraude")
    asked(salle, salle.animator(sure=True), hedgehog, "herisson emeraude")
    assert salle.store.learners.get(hedgehog.id) is None


@pytest.mark.parametrize("typed", ["", "Renard", "Renard turquoise ou pas", "Loutre safran"])
def test_another_pseudonym_erases_nobody(salle: Any, typed: str) -> None:
    fox = salle.learner()
    answer = asked(salle, salle.animator(sure=True), fox, typed)
    assert answer.status_code == 400
    assert "Rien n'est effacé" in answer.text.replace("&#39;", "'")
    assert salle.store.learners.get(fox.id) == fox


def test_nobody_is_erased_while_a_seance_is_open_in_their_centre(salle: Any) -> None:
    fox, samia, seance = salle.learner(), salle.animator(sure=True), salle.seance()
    page = samia.get(PAGE.format(fox.id)).text
    assert "Fermez-la d'abord" in page.replace("&#39;", "'")
    assert "Effacer pour toujours" not in page
    token = samia.session.cookies.get("_xsrf")
    refused = samia.session.post(
        samia.address + PAGE.format(fox.id),
        data={"_xsrf": token, "pseudo": fox.pseudo},
        timeout=20,
    )
    assert refused.status_code == 400
    assert "Une séance est ouverte à Alma" in refused.text
    assert salle.store.learners.get(fox.id) == fox
    salle.store.seances.close(seance.id, salle.clock())
    assert asked(salle, samia, fox, fox.pseudo).url.endswith(WATCH)


def test_asking_twice_is_asking_once(salle: Any) -> None:
    fox, samia = salle.learner(), salle.animator(sure=True)
    form = {"_xsrf": "", "pseudo": fox.pseudo}
    samia.get(PAGE.format(fox.id))
    form["_xsrf"] = samia.session.cookies.get("_xsrf")
    answers = [
        samia.session.post(samia.address + PAGE.format(fox.id), data=form, timeout=20)
        for _ in range(2)
    ]
    assert [answer.url.endswith(WATCH) for answer in answers] == [True, True]
    assert len(salle.store.erasures.waiting()) == 1


def test_a_form_of_another_site_erases_nobody(salle: Any) -> None:
    fox, samia = salle.learner(), salle.animator(sure=True)
    page = samia.address + PAGE.format(fox.id)
    assert samia.session.post(page, data={"pseudo": fox.pseudo}, timeout=20).status_code == 403
    assert salle.store.learners.get(fox.id) == fox


@pytest.mark.parametrize("who", ["themselves", "stranger"])
def test_only_animators_erase(salle: Any, who: str) -> None:
    fox = salle.learner()
    if who == "themselves":
        seance = salle.seance()
        visitor = salle.inside(fox, seance)
        salle.store.seances.close(seance.id, salle.clock())
    else:
        visitor = salle.visitor()
    assert "Ce qui part" not in visitor.get(PAGE.format(fox.id)).text
    visitor.get()
    data = {"_xsrf": visitor.session.cookies.get("_xsrf"), "pseudo": fox.pseudo}
    sent = visitor.session.post(visitor.address + PAGE.format(fox.id), data=data, timeout=20)
    assert sent.status_code == 403
    assert salle.store.learners.get(fox.id) == fox


def test_somebody_unknown_has_no_such_page(salle: Any) -> None:
    assert salle.animator(sure=True).get(PAGE.format("jeune-zzzzzz")).status_code == 404


def test_the_page_that_tells_how_far_it_is_names_nobody(salle: Any) -> None:
    fox, samia = salle.learner(), salle.animator(sure=True)
    assert "C'est effacé" in samia.get(WATCH).text
    page = asked(salle, samia, fox, fox.pseudo)
    assert "pas encore fini" in page.text
    for word in (fox.id, fox.pseudo):
        assert word not in page.text + page.url


def test_somebody_erased_is_a_stranger_at_once(salle: Any) -> None:
    fox, seance = salle.learner(), salle.seance()
    browser = salle.inside(fox, seance)
    salle.store.seances.close(seance.id, salle.clock())
    asked(salle, salle.animator(sure=True), fox, fox.pseudo)
    limit = time.monotonic() + 20
    while not salle.hub.deleted:
        assert time.monotonic() < limit
        time.sleep(0.02)
    again = salle.seance()
    assert fox.pseudo not in browser.get("lecons").text
    assert salle.api(fox, "GET", "result?lesson=P01").status_code == 403
    newcomer = salle.visitor()
    newcomer.post("", code=again.code)
    assert fox.pseudo not in newcomer.get("qui?tous=1").text


def test_the_page_waits_for_the_end_when_it_comes_soon(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "PATIENCE", 60.0)
    fox, samia = salle.learner(), salle.animator(sure=True)
    over = threading.Event()

    def grade_at_rest() -> None:
        while not over.wait(0.05):
            erase_leavers(salle.room.settings, salle.store)

    grader = threading.Thread(target=grade_at_rest, daemon=True)
    grader.start()
    page = asked(salle, samia, fox, fox.pseudo).text
    over.set()
    grader.join(20)
    assert "C'est effacé" in page
    assert salle.learner().number > fox.number
