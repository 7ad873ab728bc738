"""The feedback: works, the sheet to print or take away, the grid of the learner and the adult."""

from __future__ import annotations

import base64
import io
import json
import re
import time
from typing import Any

import pytest
from PIL import Image

from quartiers.grading.inbox import drop
from quartiers.sessions import ExerciseResult, GradingResult

PIRATE = "<script>alert(1)</script>"


@pytest.fixture
def learner(salle: Any) -> Any:
    """A learner who handed P01 in and was graded."""
    learner, store = salle.learner(), salle.store
    key = store.submissions.new_id()
    shown = {"output_type": "stream", "name": "stdout", "text": f"coucou {PIRATE}"}
    cell = {
        "cell_type": "code",
        "source": "print('coucou')",
        "metadata": {"quartiers": {"role": "reponse", "exercice": 2, "etape": "cree"}},
        "outputs": [shown],
    }
    content = json.dumps({"cells": [cell]}).encode()
    drop(salle.room.settings.inbox, key, "01_initiale_neon", content)
    folder = salle.room.settings.home(learner.id) / "programmation" / "01_initiale_neon"
    folder.mkdir(parents=True)
    (folder / "01_initiale_neon.ipynb").write_bytes(content)
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, salle.clock(), id=key)
    result = GradingResult(1, 5, (ExerciseResult(2, 1, 3, "Je vois 2 traits."),))
    store.submissions.finish(key, result, salle.clock())
    return learner


@pytest.fixture
def inside(salle: Any, learner: Any) -> Any:
    return salle.inside(learner, salle.seance())


def test_the_works_handed_in_stand_beside_the_sentence_as_text(inside: Any) -> None:
    page = inside.get("retour/P01").text
    assert "coucou &lt;script&gt;" in page
    assert PIRATE not in page


def test_taking_the_lesson_up_again_is_offered_before_anything_else(
    salle: Any, learner: Any, inside: Any
) -> None:
    salle.clock.forward(minutes=1)
    salle.store.words.write(learner.id, "P01", None, "Un long mot.", True, salle.clock())
    page = inside.get("retour/P01").text
    assert page.count("Reprendre la leçon") == 1
    assert page.index("Reprendre la leçon") < page.index("Un long mot.")
    assert "Leçon suivante" not in page


def test_stars_still_to_win_are_offered_at_the_top_and_the_next_lesson_at_the_end(
    inside: Any,
) -> None:
    page = inside.get("retour/P01").text
    assert page.index("Chercher les autres étoiles") < page.index("Je vois 2 traits.")
    assert page.index("Je vois 2 traits.") < page.index("Leçon suivante")


def test_without_a_creation_nobody_is_asked_about_it(salle: Any) -> None:
    young, store = salle.learner("Panda jade"), salle.store
    key = store.submissions.new_id()
    drop(salle.room.settings.inbox, key, "01_initiale_neon", b'{"cells": []}')
    store.submissions.receive(young.id, "P01", "0" * 64, 10, salle.clock(), id=key)
    result = GradingResult(0, 5, (ExerciseResult(2, 0, 3, "Ajoute un trait."),))
    store.submissions.finish(key, result, salle.clock())
    visitor = salle.inside(young, salle.seance())
    for page in ("retour/P01", "retour/P01/feuille"):
        text = visitor.get(page).text
        assert "Ajoute un trait." in text
        assert "Ma création" not in text
    work = salle.animator().get(f"animation/jeunes/{young.id}?lecon=P01").text
    assert "Pas encore de création" in work
    assert "Voir le retour" not in work


def test_the_learner_ticks_first_and_the_animator_after(
    salle: Any, learner: Any, inside: Any
) -> None:
    adult, store = salle.animator(), salle.store
    page = f"animation/jeunes/{learner.id}?lecon=P01"
    text = adult.get(page).text.replace("\u00a0", " ")
    assert "cliquer « Voir le retour » dans Mes leçons" in text
    sent = inside.post("retour/P01/grille", form="retour/P01", ose="2", partage="1")
    assert sent.url.endswith("retour/P01#creation")
    assert store.grids.of(learner.id, "P01").learner == {"ose": 2, "partage": 1}
    assert "Cochez après" in adult.get(page).text
    form = f"animation/jeunes/{learner.id}"
    kept = adult.post(f"{form}/grille", form=page, lecon="P01", ose="3")
    assert (kept.status_code, "Vos choix sont gardés." in kept.text) == (200, True)
    assert store.grids.of(learner.id, "P01").animator == {"ose": 3}
    assert "✓ équipe" in inside.get("retour/P01").text
    assert store.submissions.latest(learner.id, "P01").result.stars == 1


def test_a_line_that_does_not_exist_is_not_kept(salle: Any, learner: Any, inside: Any) -> None:
    assert inside.post("retour/P01/grille", form="retour/P01", ose="9").status_code == 400
    inside.post("retour/P01/grille", form="retour/P01", chante="1", ose="²")
    assert salle.store.grids.of(learner.id, "P01").learner == {}


def test_the_sheet_carries_its_style_and_no_script(salle: Any, learner: Any, inside: Any) -> None:
    answers = [
        inside.get("retour/P01/feuille"),
        salle.animator().get(f"animation/jeunes/{learner.id}/feuille?lecon=P01"),
    ]
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "script-src" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "<script" not in answer.text
        assert "Je vois 2 traits." in answer.text
        assert learner.pseudo in answer.text


def test_the_sheet_leaves_with_the_learner_as_a_file(inside: Any) -> None:
    answer = inside.get("retour/P01/feuille?emporter=oui")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="retour-P01.html"'


def test_nobody_else_prints_the_sheet(salle: Any, learner: Any) -> None:
    other = salle.learner("Hérisson corail")
    visitor = salle.inside(other, salle.seance())
    assert visitor.get(f"animation/jeunes/{learner.id}/feuille?lecon=P01").status_code == 403
    assert "Je vois 2 traits." not in visitor.get("retour/P01/feuille").text


def test_a_poorer_try_says_that_the_best_one_is_kept(salle: Any, learner: Any, inside: Any) -> None:
    store, again = salle.store, salle.store.submissions.new_id()
    salle.clock.forward(minutes=1)
    store.submissions.receive(learner.id, "P01", "1" * 64, 10, salle.clock(), id=again)
    worse = GradingResult(0, 5, (ExerciseResult(2, 0, 3, "Je vois 1 trait."),))
    store.submissions.finish(again, worse, salle.clock())
    assert "Ton plus beau total est gardé : 1 étoile." in inside.get("retour/P01").text


def test_waiting_learners_are_told_how_many_works_come_before(
    salle: Any, learner: Any, inside: Any
) -> None:
    others = [salle.learner("Hérisson corail"), salle.learner("Panda jade")]
    for who in (*others, learner):
        salle.clock.forward(seconds=1)
        key = salle.store.submissions.new_id()
        salle.store.submissions.receive(who.id, "P01", "2" * 64, 10, salle.clock(), id=key)
    assert "2 travaux avant le tien." in inside.get("retour/P01").text
    assert salle.api(learner, "GET", "result?lesson=P01").json()["ahead"] == 2
    first = salle.store.submissions.claim_next(salle.clock())
    assert "2 travaux avant le tien." in inside.get("retour/P01").text
    done = GradingResult(1, 1, ())
    salle.store.submissions.finish(first.id, done, salle.clock())
    assert "1 travail avant le tien." in inside.get("retour/P01").text


def test_a_crowded_room_asks_to_come_back_and_keeps_nothing_of_the_work(
    salle: Any, learner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quartiers.room.api.submit.MOST_WAITING", 1)
    notebook = json.dumps({"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    work = {"lesson": "P01", "notebook": notebook}
    assert salle.api(learner, "POST", "submit", work).status_code == 202
    other = salle.learner("Hérisson corail")
    before = len(list(salle.room.settings.inbox.iterdir()))
    refused = salle.api(other, "POST", "submit", work)
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "5"
    assert "Beaucoup de travaux attendent" in refused.json()["sentence"]
    assert len(list(salle.room.settings.inbox.iterdir())) == before


def test_works_that_arrive_together_come_in_by_turns(salle: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    names = [f"{animal} jade" for animal in ("Bison", "Castor", "Chat", "Chouette", "Crabe")]
    names += [f"{animal} corail" for animal in ("Bison", "Castor", "Chat", "Chouette", "Crabe")]
    learners = [salle.learner(name) for name in names]
    notebook = json.dumps({"cells": [], "nbformat": 4, "nbformat_minor": 5, "metadata": {}})
    work = {"lesson": "P01", "notebook": notebook}
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda one: salle.api(one, "POST", "submit", work), learners))
    assert {answer.status_code for answer in found} == {202}
    assert salle.store.submissions.count_pending() == 10
    for _ in range(200):  # a place is free again just after its answer was sent
        if salle.room.handing_in._places._busy == 0:
            return
        time.sleep(0.01)
    raise AssertionError("a place was never given back")


def test_a_picture_of_twelve_pixels_is_large_on_both_pages_and_on_the_sheet(
    salle: Any, learner: Any, inside: Any
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (12, 12), "teal").save(file, "PNG")
    picture = {"image/png": base64.b64encode(file.getvalue()).decode()}
    cell = {
        "cell_type": "code",
        "source": "montre(image)",
        "metadata": {"quartiers": {"role": "reponse", "exercice": 2, "etape": "cree"}},
        "outputs": [{"output_type": "display_data", "data": picture, "metadata": {}}],
    }
    content = json.dumps({"cells": [cell]}).encode()
    key = salle.store.submissions.latest(learner.id, "P01").id
    name = "01_initiale_neon"
    for path in (
        salle.room.settings.home(learner.id) / "programmation" / name / f"{name}.ipynb",
        next((salle.room.settings.inbox / key).rglob("*.ipynb")),
    ):
        path.write_bytes(content)
    adult = salle.animator().get(f"animation/jeunes/{learner.id}?lecon=P01").text
    for page in (adult, inside.get("retour/P01").text, inside.get("retour/P01/feuille").text):
        (shown,) = [tag for tag in page.split("<img ")[1:] if "data:image/png" in tag]
        assert 'width="240" height="240"' in shown.split(">")[0]
        assert "pixels" in shown.split(">")[0]


def test_nobody_is_sent_to_a_feedback_before_a_work_is_handed_in(salle: Any, learner: Any) -> None:
    young = salle.learner("Panda jade")
    name = "01_initiale_neon"
    mine = salle.room.settings.home(learner.id) / "programmation" / name / f"{name}.ipynb"
    place = salle.room.settings.home(young.id) / "programmation" / name
    place.mkdir(parents=True)
    (place / f"{name}.ipynb").write_bytes(mine.read_bytes())
    page = salle.animator().get(f"animation/jeunes/{young.id}?lecon=P01").text
    assert "viendront quand le travail sera rendu" in page
    assert "Voir le retour" not in page


def test_screen_and_paper_call_a_word_by_the_same_name(
    salle: Any, learner: Any, inside: Any
) -> None:
    salle.clock.forward(minutes=1)
    salle.store.words.write(learner.id, "P01", None, "Bravo.", False, salle.clock())

    def titles() -> list[str]:
        pages = (inside.get(path).text for path in ("retour/P01", "retour/P01/feuille"))
        return [re.findall(r"<h2[^>]*>([^<]*mot[^<]*)</h2>", one)[0] for one in pages]

    assert titles() == ["Le mot de l'équipe"] * 2
    salle.clock.forward(minutes=1)
    key = salle.store.submissions.new_id()
    salle.store.submissions.receive(learner.id, "P01", "1" * 64, 10, salle.clock(), id=key)
    salle.store.submissions.finish(key, GradingResult(1, 5), salle.clock())
    assert titles() == ["Le mot sur ta version d'avant"] * 2
