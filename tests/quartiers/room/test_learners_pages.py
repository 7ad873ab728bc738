"""The learner's pages, over HTTP: map, opening, feedback, closed séance, pictures."""

from __future__ import annotations

import io
import json
import threading
import time
from typing import Any

import pytest
from PIL import Image

from quartiers.room.learners import open_page
from quartiers.sessions import ExerciseResult, GradingResult


@pytest.fixture
def learner(salle: Any) -> Any:
    return salle.learner()


@pytest.fixture
def inside(salle: Any, learner: Any) -> Any:
    return salle.inside(learner, salle.seance(lessons=["P01"]))


def test_the_map_shows_tracks_lessons_and_the_lesson_of_the_day(inside: Any) -> None:
    page = inside.get("lecons").text
    for text in ("Renard turquoise", "Mon initiale en néon", "Mandala express", "Aujourd&#39;hui"):
        assert text in page.replace("Aujourd'hui", "Aujourd&#39;hui")


def test_the_map_counts_the_steps_of_the_lesson_as_its_own_header_does(
    salle: Any, learner: Any, inside: Any
) -> None:
    card = salle.room.settings.published / "programmation" / "01_initiale_neon" / "lecon.json"
    card.write_text(json.dumps({"chemin": ["predis", "lance", "modifie", "garder"]}))
    salle.store.progress.record(learner.id, "P01", "lance", {}, salle.clock(), ["predis"])
    assert "1 étape faite sur 4" in inside.get("lecons").text


def test_the_map_shows_the_learners_own_creation(salle: Any, learner: Any, inside: Any) -> None:
    place = salle.room.settings.home(learner.id) / "creations"
    place.mkdir(parents=True)
    Image.new("RGB", (50, 50), "red").save(place / "mon-n.png")
    card = {"fichier": "mon-n.png", "titre": "Mon <N>", "lecon": "01_initiale_neon"}
    (place / "mon-n.json").write_text(json.dumps(card), encoding="utf-8")
    page = inside.get("lecons").text
    assert f"creation/{learner.id}/mon-n.png?v=" in page
    assert "Mon &lt;N&gt;" in page
    picture = inside.get(f"creation/{learner.id}/mon-n.png")
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert Image.open(io.BytesIO(picture.content)).size == (50, 50)


def test_a_learner_does_not_see_anothers_creation_but_an_animator_does(
    salle: Any, inside: Any
) -> None:
    other = salle.learner("Panda azur")
    place = salle.room.settings.home(other.id) / "creations"
    place.mkdir(parents=True)
    Image.new("RGB", (50, 50), "red").save(place / "a.png")
    assert inside.get(f"creation/{other.id}/a.png").status_code == 404
    assert salle.visitor().get(f"creation/{other.id}/a.png").status_code == 404
    assert salle.animator().get(f"creation/{other.id}/a.png").status_code == 200


def test_comfort_chosen_in_the_panel_is_on_every_page(inside: Any) -> None:
    assert '<html lang="fr">' in inside.get("lecons").text
    usual = {"size": "larger", "spacing": "normal", "font": "dyslexic", "contrast": "normal"}
    page = inside.post("confort", form="lecons", **usual, theme="dark", motion="normal").text
    assert '<html lang="fr" class="size-larger font-dyslexic theme-dark">' in page
    assert 'class="size-larger font-dyslexic theme-dark"' in inside.get("retour/P01").text
    assert inside.post("confort", form="lecons", **usual).status_code == 400


def wait_for(condition: Any) -> None:
    for _ in range(200):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it never happened")


def test_opening_a_lesson_starts_the_server_once_waits_and_goes_there(
    salle: Any, learner: Any, inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_page, "HOLD", 0.1)
    page = inside.get("ouvrir/P01")
    assert "Ta leçon arrive" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    wait_for(lambda: salle.hub.starts)
    assert inside.get("ouvrir/P01/etat").json() == {"go": None}
    assert salle.hub.starts == [learner.id]
    salle.hub.servers[learner.id] = "ready"
    target = f"/user/{learner.id}/quartiers/open?lesson=P01"
    assert inside.get("ouvrir/P01/etat").json() == {"go": target}
    assert inside.get("ouvrir/P01").url.endswith(target)


def test_the_answer_waits_for_the_server_rather_than_be_asked_again(
    salle: Any, learner: Any, inside: Any
) -> None:
    salle.hub.servers[learner.id] = "pending"
    soon = threading.Timer(0.3, lambda: salle.hub.servers.update({learner.id: "ready"}))
    soon.start()
    target = f"/user/{learner.id}/quartiers/open?lesson=P01"
    assert inside.get("ouvrir/P01/etat").json() == {"go": target}
    soon.join()


def test_a_start_still_on_its_way_to_the_hub_is_waited_for(
    salle: Any, learner: Any, inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_page, "HOLD", 0.1)
    assert inside.get("ouvrir/P01/etat").json() == {"go": None}
    assert salle.hub.starts == [learner.id]


def test_a_server_that_has_just_ended_is_started_again_although_the_hub_says_ready(
    salle: Any, learner: Any, inside: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_page, "HOLD", 0.1)
    salle.hub.servers[learner.id] = "ready"
    salle.hub.ended.add(learner.id)
    page = inside.get("ouvrir/P01")
    assert "Ta leçon arrive" in page.text
    assert salle.hub.starts == [learner.id]
    salle.hub.servers[learner.id] = "ready"
    assert inside.get("ouvrir/P01").url.endswith("/quartiers/open?lesson=P01")


def test_a_server_that_does_not_start_calls_an_animator_after_three_times(
    salle: Any, inside: Any
) -> None:
    salle.hub.refuses = True
    for tries in (1, 2, 3):
        assert inside.get("ouvrir/P01").status_code == 200
        wait_for(lambda tries=tries: len(salle.hub.starts) == tries)
        salle.clock.forward(seconds=15)
    trouble = inside.get("ouvrir/P01")
    assert trouble.status_code == 503
    assert "Appelle un animateur" in trouble.text
    salle.hub.refuses = False
    assert "Ta leçon arrive" in inside.post("ouvrir/P01").text


def test_a_lesson_that_does_not_exist_is_a_kind_404(inside: Any) -> None:
    for path in ("ouvrir/Z99", "retour/Z99", "nulle-part"):
        page = inside.get(path)
        assert page.status_code == 404
        assert "existe pas" in page.text


def test_feedback_shows_stars_sentences_and_marks_the_word_read(
    salle: Any, learner: Any, inside: Any
) -> None:
    store = salle.store
    key = store.submissions.new_id()
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, salle.clock(), id=key)
    assert "La machine lit ton travail" in inside.get("retour/P01").text
    result = GradingResult(1, 5, (ExerciseResult(2, 1, 3, "Je vois <2> traits."),))
    store.submissions.finish(key, result, salle.clock())
    salle.clock.forward(minutes=1)
    store.words.write(learner.id, "P01", None, "Un mot d'avant.", False, salle.clock())
    word = store.words.write(learner.id, "P01", None, "J'ai remarqué…", True, salle.clock())
    assert "propose d" in inside.get("lecons").text
    page = inside.get("retour/P01").text
    for text in ("Je vois &lt;2&gt; traits.", "J&#39;ai remarqué…", "À reprendre", "Le grand coin"):
        assert text in page
    assert store.words.latest(learner.id, "P01").id == word.id
    assert {one.read_at for one in store.words.of_lesson(learner.id, "P01")} == {salle.clock()}
    assert store.words.latest(learner.id, "P01").read_at == salle.clock()


def test_a_word_about_an_earlier_work_comes_after_the_stars_and_says_so(
    salle: Any, learner: Any, inside: Any
) -> None:
    store = salle.store
    store.words.write(learner.id, "P01", None, "Change la couleur.", True, salle.clock())
    salle.clock.forward(minutes=1)
    key = store.submissions.new_id()
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, salle.clock(), id=key)
    result = GradingResult(1, 5, (ExerciseResult(2, 1, 3, "Je vois deux traits."),))
    store.submissions.finish(key, result, salle.clock())
    page = inside.get("retour/P01").text
    told = ("Je vois deux traits.", "Le mot sur ta version d'avant", "Change la couleur.")
    assert sorted(told, key=page.index) == list(told)


def test_when_the_seance_closes_the_pages_say_so_kindly(salle: Any, inside: Any) -> None:
    (seance,) = salle.store.seances.current()
    salle.store.seances.close(seance.id, salle.clock())
    for path in ("lecons", "ouvrir/P01", "retour/P01"):
        page = inside.get(path)
        assert page.status_code == 403
        assert "La séance est fermée" in page.text
    assert salle.hub.starts == []


def test_a_seance_that_one_did_not_enter_opens_nothing(salle: Any, inside: Any) -> None:
    (seance,) = salle.store.seances.current()
    salle.store.seances.close(seance.id, salle.clock())
    salle.seance()
    assert "La séance est fermée" in inside.get("lecons").text


def test_a_new_code_leads_from_the_closed_seance_to_the_new_one(
    salle: Any, inside: Any, learner: Any
) -> None:
    (seance,) = salle.store.seances.current()
    salle.store.seances.close(seance.id, salle.clock())
    assert "J'ai un nouveau code" in inside.get("lecons").text
    page = inside.post("sortir", form="lecons", nouveau="oui")
    assert "Le code de la séance" in page.text
    assert "Qui es-tu" in inside.post("", code=salle.seance().code).text


def test_learners_have_no_animators_page_and_animators_no_learners_page(
    salle: Any, inside: Any
) -> None:
    assert inside.get("animation/").status_code == 403
    assert salle.animator().get("lecons").status_code == 403


@pytest.mark.parametrize(
    "path", ["", "lecons", "nulle-part", "static/css/base.css", "avatar/x.svg"]
)
def test_every_answer_carries_the_safe_headers(inside: Any, path: str) -> None:
    headers = inside.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_an_inline_script_or_style(salle: Any, inside: Any) -> None:
    pages = [inside.get(path).text for path in ("lecons", "ouvrir/P01", "retour/P01")]
    pages += [salle.visitor().get(path).text for path in ("", "animation/entrer")]
    for page in pages:
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == page.count("<script src=")


def test_files_with_their_hash_are_kept_for_years_and_others_a_day(salle: Any) -> None:
    visitor = salle.visitor()
    page = visitor.get().text
    start = page.index("/services/salle/static/css/base.css?v=")
    address = page[start : page.index('"', start)]
    assert (
        "immutable"
        in visitor.session.get(salle.host + address, timeout=20).headers["Cache-Control"]
    )
    plain = visitor.get("polices/AtkinsonHyperlegibleNext-Regular.ttf")
    assert plain.status_code == 200
    assert plain.headers["Cache-Control"] == "public, max-age=86400"


def test_an_avatar_exists_for_each_pseudonym_we_offer_and_no_other(salle: Any) -> None:
    visitor = salle.visitor()
    assert visitor.get("avatar/Hérisson émeraude.svg").text.startswith("<svg")
    assert visitor.get("avatar/Yanis Benali.svg").status_code == 404
