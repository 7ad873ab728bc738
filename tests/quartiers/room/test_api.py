"""The API of learners' servers: tokens, sizes, and work that is safe before it is announced."""

from __future__ import annotations

import contextlib
import hashlib
import json
from typing import Any

import pytest
import requests
from sqlalchemy.exc import OperationalError

from quartiers.grading.client import LARGEST_NOTEBOOK
from quartiers.grading.inbox import take
from quartiers.grading.labels import Label, read_label
from quartiers.sessions import ExerciseResult, GradingResult

NOTEBOOK = json.dumps({"cells": [], "metadata": {"é": "🎈"}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def learner(salle: Any) -> Any:
    return salle.learner()


def test_me_says_who_and_whether_the_seance_is_open(salle: Any, learner: Any) -> None:
    known = {"id": learner.id, "pseudo": "Renard turquoise", "raised": False}
    assert salle.api(learner, "GET", "me").json() == {**known, "seance_open": False}
    salle.store.seances.join(salle.seance().id, learner.id, salle.clock())
    assert salle.api(learner, "GET", "me").json() == {**known, "seance_open": True}


def test_me_says_that_the_hand_is_up(salle: Any, learner: Any) -> None:
    salle.store.help.raise_hand(learner.id, "P01", salle.clock())
    assert salle.api(learner, "GET", "me").json()["raised"] is True


def test_comfort_is_kept_choice_by_choice(salle: Any, learner: Any) -> None:
    usual = salle.api(learner, "GET", "comfort").json()
    assert usual == {
        "size": "normal",
        "spacing": "normal",
        "font": "normal",
        "contrast": "normal",
        "theme": "light",
        "motion": "normal",
    }
    changed = salle.api(learner, "POST", "comfort", {"theme": "dark"}).json()
    assert changed == {**usual, "theme": "dark"}
    salle.api(learner, "POST", "comfort", {"size": "large"})
    assert salle.api(learner, "GET", "comfort").json() == {**changed, "size": "large"}


@pytest.mark.parametrize("body", [{"theme": "pink"}, {"colour": "dark"}, {"size": ["large"]}, []])
def test_a_comfort_that_does_not_exist_gets_a_sentence(salle: Any, learner: Any, body: Any) -> None:
    answer = salle.api(learner, "POST", "comfort", body)
    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_a_learner_who_is_stuck_says_so_until_something_moves(salle: Any, learner: Any) -> None:
    def report(**more: Any) -> bool:
        salle.api(learner, "POST", "progress", {"lesson": "P01", "step": "modifie", **more})
        return salle.store.progress.get(learner.id, "P01").stuck_at is not None

    assert not report()
    assert report(stuck=True)
    assert report()
    assert not report(stars={"2": 1})
    assert report(stuck=True)
    assert not report(stuck=False)


def test_without_a_good_token_nothing_answers(salle: Any) -> None:
    for headers in ({}, {"Authorization": "token faux"}):
        for path in ("me", "result?lesson=P01"):
            answer = requests.get(f"{salle.address}api/{path}", headers=headers, timeout=20)
            assert answer.status_code == 403
            assert "sentence" in answer.json()


def test_a_cookie_never_opens_the_api(salle: Any, learner: Any) -> None:
    inside = salle.inside(learner, salle.seance())
    assert inside.get("lecons").status_code == 200
    assert inside.get("api/me").status_code == 403


def test_an_animators_token_is_no_learners(salle: Any) -> None:
    token = salle.hub.token_for("anim-samia")
    headers = {"Authorization": f"token {token}"}
    answer = requests.get(f"{salle.address}api/me", headers=headers, timeout=20)
    assert answer.status_code == 403


def test_progress_is_kept_within_what_the_lesson_gives(salle: Any, learner: Any) -> None:
    body = {
        "lesson": "P01",
        "step": "modifie",
        "steps_done": ["lance", "predis", "inconnue"],
        "stars": {"2": 99, "3": 1, "7": 3, "x": 1},
    }
    assert salle.api(learner, "POST", "progress", body).json() == {}
    kept = salle.store.progress.get(learner.id, "P01")
    assert (kept.step, kept.steps_done) == ("modifie", ("predis", "lance"))
    assert kept.stars == {2: 3, 3: 1}


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"lesson": "P01"},
        {"lesson": "P01", "step": "ailleurs"},
        {"lesson": "P01", "step": "modifie", "stars": [1]},
        {"lesson": ["P01"], "step": "modifie"},
        {"lesson": "Z99", "step": "modifie"},
    ],
)
def test_a_report_that_makes_no_sense_gets_a_sentence(salle: Any, learner: Any, body: Any) -> None:
    answer = salle.api(learner, "POST", "progress", body)
    assert answer.status_code in (400, 404)
    assert answer.json()["sentence"]


def test_a_hand_goes_up_in_an_open_seance_and_down_at_any_time(salle: Any, learner: Any) -> None:
    up, down = {"lesson": "P01", "raised": True}, {"lesson": "P01", "raised": False}
    assert salle.api(learner, "POST", "hand", up).status_code == 409
    salle.store.seances.join(salle.seance().id, learner.id, salle.clock())
    assert salle.api(learner, "POST", "hand", up).json() == {"raised": True}
    assert [one.learner_id for one in salle.store.help.open_requests()] == [learner.id]
    assert salle.api(learner, "GET", "hand").json() == {"raised": True}
    assert salle.api(learner, "POST", "hand", down).json() == {"raised": False}
    assert salle.store.help.open_requests() == []


def test_work_handed_in_lies_in_the_box_byte_for_byte(salle: Any, learner: Any) -> None:
    answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK})
    assert answer.status_code == 202
    submission = salle.store.submissions.get(answer.json()["submission"])
    kept = take(salle.room.settings.inbox, submission.id, "01_initiale_neon")
    assert kept == NOTEBOOK.encode()
    assert submission.sha256 == hashlib.sha256(kept).hexdigest()
    assert (submission.status, submission.size) == ("pending", len(kept))


def test_work_in_the_box_says_whose_it_is(salle: Any, learner: Any) -> None:
    salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK})
    (folder,) = salle.room.settings.inbox.iterdir()
    assert read_label(folder) == Label(learner.id, "P01")


def test_a_database_that_stays_busy_leaves_nothing_in_the_box(
    salle: Any, learner: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(type(salle.room.store.submissions), "receive", busy)
        answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK})
    assert answer.status_code >= 500
    assert answer.json()["sentence"]
    assert list(salle.room.settings.inbox.iterdir()) == []
    again = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK})
    assert again.status_code == 202


def test_the_same_work_sent_twice_waits_once(salle: Any, learner: Any) -> None:
    body = {"lesson": "P01", "notebook": NOTEBOOK}
    first, second = (salle.api(learner, "POST", "submit", body).json() for _ in range(2))
    assert first == second
    salle.store.submissions.claim_next(salle.clock())
    salle.store.submissions.fail(first["submission"], "Souci.", salle.clock())
    assert salle.api(learner, "POST", "submit", body).json() != first


def test_work_is_taken_even_just_after_the_seance_closed(salle: Any, learner: Any) -> None:
    body = {"lesson": "P01", "notebook": NOTEBOOK}
    assert salle.api(learner, "POST", "submit", body).status_code == 202


@pytest.mark.parametrize("size", [LARGEST_NOTEBOOK, 3 * LARGEST_NOTEBOOK])
def test_work_over_the_limit_is_refused_with_its_size(salle: Any, learner: Any, size: int) -> None:
    text = json.dumps({"cells": ["x" * size]})
    answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": text})
    assert answer.status_code == 413
    assert f"pèse {size // 1_000_000} Mo" in answer.json()["sentence"]
    assert not salle.room.settings.inbox.exists()


def test_work_of_nine_megabytes_full_of_accents_is_taken(salle: Any, learner: Any) -> None:
    text = json.dumps({"cells": ["é" * 4_500_000]}, ensure_ascii=False)
    answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": text})
    assert answer.status_code == 202


@pytest.mark.parametrize("notebook", ["", "{", "[]", '{"cells": 3}', 12, None, "[" * 100_000])
def test_what_is_no_notebook_is_refused(salle: Any, learner: Any, notebook: Any) -> None:
    answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": notebook})
    assert answer.status_code == 400
    assert answer.json()["sentence"]


def test_a_large_body_is_refused_everywhere_else(salle: Any, learner: Any) -> None:
    body = {"lesson": "P01", "step": "modifie", "steps_done": ["x" * 400_000]}
    # Tornado answers 400, or hangs up while we still send: both are a refusal.
    with contextlib.suppress(requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
        assert salle.api(learner, "POST", "progress", body).status_code == 400
    assert salle.store.progress.get(learner.id, "P01") is None


def test_handing_in_all_the_time_is_slowed_down(salle: Any, learner: Any) -> None:
    for number in range(60):
        key = salle.store.submissions.new_id()
        now = salle.clock()
        salle.store.submissions.receive(learner.id, "P02", str(number), 1, now, id=key)
    body = {"lesson": "P01", "notebook": NOTEBOOK}
    assert salle.api(learner, "POST", "submit", body).status_code == 429
    salle.clock.forward(minutes=61)
    assert salle.api(learner, "POST", "submit", body).status_code == 202


def test_the_result_has_the_shape_of_the_contract(salle: Any, learner: Any) -> None:
    nothing = salle.api(learner, "GET", "result?lesson=P01").json()
    assert nothing == {
        "status": "none",
        "result": None,
        "sentence": None,
        "words": [],
        "submission": None,
        "ahead": 0,
    }
    sent = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK}).json()
    assert salle.api(learner, "GET", "result?lesson=P01").json()["status"] == "pending"
    result = GradingResult(3, 5, (ExerciseResult(2, 3, 3, "Bien tourné."),), "Une note.")
    salle.store.submissions.finish(sent["submission"], result, salle.clock())
    word = salle.store.words.write(learner.id, "P01", None, "Continue.", False, salle.clock())
    assert salle.api(learner, "GET", "result?lesson=P01").json() == {
        "status": "done",
        "result": {
            "stars": 3,
            "out_of": 5,
            "exercises": [
                {
                    "exercise": 2,
                    "stars": 3,
                    "out_of": 3,
                    "sentence": "Bien tourné.",
                    "untouched": False,
                }
            ],
            "notice": "Une note.",
        },
        "sentence": None,
        "words": [
            {
                "id": word.id,
                "text": "Continue.",
                "rework": False,
                "date": salle.clock().isoformat(),
                "read": False,
                "earlier": False,
            }
        ],
        "submission": sent["submission"],
        "ahead": 0,
    }


def words_told(salle: Any, learner: Any) -> list[tuple[str, bool, bool]]:
    """The words that the lesson is told, whether each is read, and older than the last work."""
    words = salle.api(learner, "GET", "result?lesson=P01").json()["words"]
    return [(one["text"], one["read"], one["earlier"]) for one in words]


def test_a_word_written_before_the_last_work_is_told_as_earlier(salle: Any, learner: Any) -> None:
    def write(text: str) -> None:
        salle.clock.forward(minutes=1)
        salle.store.words.write(learner.id, "P01", None, text, True, salle.clock())
        salle.clock.forward(minutes=1)

    write("Un.")
    assert words_told(salle, learner) == [("Un.", False, False)]
    salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": NOTEBOOK})
    write("Deux.")
    assert words_told(salle, learner) == [("Deux.", False, False), ("Un.", False, True)]


def test_words_shown_in_the_lesson_are_read_and_only_by_their_learner(
    salle: Any, learner: Any
) -> None:
    write, other = salle.store.words.write, salle.learner("Panda corail")
    ids = [write(learner.id, "P01", None, text, False, salle.clock()).id for text in "ab"]
    assert salle.api(other, "POST", "words", {"read": ids}).json() == {}
    assert [read for _, read, _ in words_told(salle, learner)] == [False, False]
    assert salle.api(learner, "POST", "words", {"read": ids}).json() == {}
    assert [read for _, read, _ in words_told(salle, learner)] == [True, True]
    assert salle.store.words.latest(learner.id, "P01").read_at == salle.clock()


@pytest.mark.parametrize("body", [{}, {"read": 1}, {"read": ["1"]}, {"read": [2**70]}, []])
def test_words_read_that_make_no_sense_get_a_sentence(salle: Any, learner: Any, body: Any) -> None:
    answer = salle.api(learner, "POST", "words", body)
    assert answer.status_code == 400
    assert answer.json()["sentence"]
