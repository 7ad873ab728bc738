"""An animator gives one learner a copy of all that the house holds of them."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZipFile

import pytest

from quartiers.grading.inbox import drop
from quartiers.sessions import ExerciseResult, GradingResult

HANDED_IN = b'{"cells": [], "x": "octets \xff tels quels"}'


def lived(salle: Any, pseudo: str, said: str) -> Any:
    learner, store, now = salle.learner(pseudo), salle.store, salle.clock()
    seance = salle.seance()
    store.seances.join(seance.id, learner.id, now)
    home = salle.room.settings.home(learner.id)
    for path in ("creations/n.png", "programmation/01_initiale_neon/01_initiale_neon.ipynb"):
        (home / path).parent.mkdir(parents=True)
        (home / path).write_text(said)
    key = store.submissions.new_id()
    drop(salle.room.settings.inbox, key, "01_initiale_neon", HANDED_IN)
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, now, id=key)
    store.submissions.claim_next(now)
    result = GradingResult(2, 5, (ExerciseResult(2, 2, 3, f"Phrase : {said}"),))
    store.submissions.finish(key, result, now)
    store.words.write(learner.id, "P01", None, f"<b>Mot</b> : {said}", True, now)
    waiting = salle.room.settings.handovers / learner.id
    waiting.mkdir(parents=True)
    (waiting / "1.json").write_text(said)
    return learner


def copy_of(samia: Any, learner: Any) -> tuple[Any, ZipFile]:
    answer = samia.get(f"animation/jeunes/{learner.id}/copie")
    assert answer.status_code == 200
    return answer, ZipFile(io.BytesIO(answer.content))


def test_all_that_the_house_holds_of_a_learner_is_in_one_file(salle: Any) -> None:
    fox = lived(salle, "Renard turquoise", "au renard")
    answer, copy = copy_of(salle.animator(sure=True), fox)
    assert "copie-Renard-turquoise-2026-11-18.zip" in answer.headers["Content-Disposition"]
    assert copy.testzip() is None
    handed_in = [name for name in copy.namelist() if name.startswith("rendus/")]
    assert {*copy.namelist()} - {*handed_in} == {
        "dossier/creations/n.png",
        "dossier/programmation/01_initiale_neon/01_initiale_neon.ipynb",
        "en_route/1.json",
        "retours/P01.html",
        "donnees/etoiles.csv",
        "donnees/mots.csv",
        "donnees/donnees.json",
        "lisez-moi.html",
    }
    assert [copy.read(name) for name in handed_in] == [HANDED_IN]
    page = copy.read("lisez-moi.html").decode()
    for words in (
        "Mon initiale en néon",
        "Phrase : au renard",
        "&lt;b&gt;Mot&lt;/b&gt; : au renard",
    ):
        assert words in page
    assert "n'a pas pu être copié" not in page
    assert json.loads(copy.read("donnees/donnees.json"))["words"][0]["rework"] is True


def test_nothing_of_another_learner_is_in_it(salle: Any) -> None:
    fox, otter = lived(salle, "Renard turquoise", "à moi"), lived(salle, "Loutre safran", "secrets")
    _, copy = copy_of(salle.animator(sure=True), fox)
    for name in copy.namelist():
        content = copy.read(name).decode("utf-8", "replace")
        for others in (otter.id, otter.pseudo, "secrets"):
            assert others not in content + name


def test_what_could_not_be_copied_is_told(salle: Any) -> None:
    fox = lived(salle, "Renard turquoise", "au renard")
    (salle.room.settings.home(fox.id) / "lien").symlink_to("/etc/passwd")
    _, copy = copy_of(salle.animator(sure=True), fox)
    page = copy.read("lisez-moi.html").decode()
    assert "n'a pas pu être copié" in page
    assert "dossier/lien" in page


def test_somebody_who_just_came_has_a_copy_too(salle: Any) -> None:
    _, copy = copy_of(salle.animator(sure=True), salle.learner())
    assert "Renard turquoise" in copy.read("lisez-moi.html").decode()


def test_the_button_is_on_the_learners_page(salle: Any) -> None:
    learner = salle.learner()
    page = salle.animator(sure=True).get(f"animation/jeunes/{learner.id}").text
    assert f'jeunes/{learner.id}/copie"' in page


@pytest.mark.parametrize("who", ["themselves", "stranger"])
def test_only_animators_give_copies(salle: Any, who: str) -> None:
    fox = lived(salle, "Renard turquoise", "au renard")
    visitor = salle.inside(fox, salle.seance()) if who == "themselves" else salle.visitor()
    answer = visitor.get(f"animation/jeunes/{fox.id}/copie")
    assert b"PK" not in answer.content[:2]
    assert "au renard" not in answer.text


def test_there_is_no_copy_of_nobody(salle: Any) -> None:
    assert salle.animator(sure=True).get("animation/jeunes/jeune-zzzzzz/copie").status_code == 404


def test_a_copy_that_stops_half_way_does_not_look_whole(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fox = lived(salle, "Renard turquoise", "au renard")
    monkeypatch.setattr("quartiers.room.copies.contents.page", lambda *_: 1 / 0)
    samia = salle.animator(sure=True)
    with pytest.raises(OSError, match=r"(?i)connection|incomplete|chunk|prematurely"):
        samia.get(f"animation/jeunes/{fox.id}/copie")
