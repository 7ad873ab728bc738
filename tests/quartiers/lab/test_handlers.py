"""The routes of a learner's server, asked over HTTP as her browser does."""

from __future__ import annotations

import html
import re
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from eyes import english_in
from learner_side import CARD, NOTEBOOK, FakeRoom, LearnerServer

from quartiers.lab.base import UNREADABLE
from quartiers.lab.handlers import describe

PLACE = "programmation/01_initiale_neon/01_initiale_neon.ipynb"


def test_opening_a_lesson_brings_it_and_shows_it_alone(server: LearnerServer) -> None:
    answer = server.ask("quartiers/open?lesson=P01")
    assert answer.status == 302
    assert answer.location == f"/user/jeune-abc/doc/tree/{PLACE}"
    assert (server.home / PLACE).is_file()


def test_opening_an_unknown_lesson_shows_a_french_page_and_a_way_back(
    server: LearnerServer,
) -> None:
    answer = server.ask("quartiers/open?lesson=../P01")
    assert answer.status == 404
    assert "animateur" in answer.body.decode()
    assert 'href="/services/salle/lecons"' in answer.body.decode()


@pytest.mark.parametrize(
    "path",
    ["lab", "lab/", "lab/tree", "lab/tree/absent.ipynb", "lab/workspaces/x", "doc", "doc/tree/x"],
)
def test_an_address_typed_by_hand_leads_to_my_lessons(server: LearnerServer, path: str) -> None:
    answer = server.ask(path)
    if answer.location.startswith("/user/"):  # JupyterLab takes the last slash away first
        answer = server.ask(answer.location.removeprefix("/user/jeune-abc/"))
    assert (answer.status, answer.location) == (302, "/services/salle/lecons")


def test_the_root_of_a_server_leads_to_my_lessons(server: LearnerServer) -> None:
    answer = server.ask("")
    assert answer.location.startswith("/user/jeune-abc/lab")
    assert server.ask("lab").location == "/services/salle/lecons"


def test_a_lesson_asked_in_the_bare_page_is_shown_alone(server: LearnerServer) -> None:
    alone = server.ask("quartiers/open?lesson=P01").location
    asked = server.ask(f"lab/tree/{PLACE}?reset")
    assert (asked.status, asked.location) == (302, alone)
    assert server.ask(f"doc/tree/{PLACE}").status == 200
    assert server.ask(f"doc/tree/%2e%2e/{PLACE}").status != 200


def test_somebody_alone_at_home_keeps_the_whole_of_jupyterlab(
    lonely_server: LearnerServer,
) -> None:
    assert lonely_server.ask("lab").status == 200


@pytest.mark.parametrize("path", ["nowhere", "files/absent.png", "nbconvert/html/absent.ipynb"])
def test_a_page_that_is_not_there_is_said_in_french_with_a_way_back(
    server: LearnerServer, path: str
) -> None:
    answer = server.ask(path)
    told = re.sub(r"<style.*?</style>|<[^>]*>", " ", answer.body.decode(), flags=re.DOTALL)
    assert answer.status == 404
    assert 'href="/"' in answer.body.decode()
    assert "Cette page n'existe pas" in html.unescape(told)
    assert english_in([told]) == {}


@pytest.mark.parametrize("route", ["open?lesson=P01", "lesson?path=x", "result?lesson=P01"])
def test_a_stranger_gets_nothing(server: LearnerServer, room: FakeRoom, route: str) -> None:
    answer = server.ask(f"quartiers/{route}", known=False)
    assert answer.status in {302, 403}
    assert "/doc/tree" not in answer.location
    assert room.heard == []


@pytest.mark.parametrize("route", ["progress", "hand", "pair", "submit", "words"])
def test_a_stranger_tells_the_room_nothing(
    server: LearnerServer, room: FakeRoom, route: str
) -> None:
    answer = server.ask(f"quartiers/{route}", {"lesson": "P01", "raised": True}, known=False)
    assert answer.status == 403
    assert room.heard == []


def test_another_site_cannot_hand_in_with_the_learners_cookie(
    server: LearnerServer, room: FakeRoom
) -> None:
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    server.ask("quartiers/open?lesson=P01")
    browser.open(f"{server.base}doc/tree/{PLACE}?token={server.token}", timeout=30).close()
    assert browser.open(f"{server.base}quartiers/lesson?path=x", timeout=30).status == 200
    with pytest.raises(HTTPError, match="403"):
        browser.open(f"{server.base}quartiers/submit", b'{"lesson": "P01"}', timeout=30)
    assert "submit" not in [route for route, _, _ in room.heard]


def test_a_lesson_is_told_with_its_exercises_and_the_learners_pseudonym(
    server: LearnerServer, room: FakeRoom
) -> None:
    told = server.ask(f"quartiers/lesson?path={PLACE}").json
    assert (told["known"], told["room"], told["pseudo"]) == (True, True, "Lynx")
    assert (told["code"], told["title"]) == ("P01", "Mon initiale en néon")
    assert told["exercises"][0]["etoiles"] == 3


def test_a_lesson_is_told_with_its_recorded_voices() -> None:
    voices = {"consigne-2": "media/voix/consigne-2.mp3"}
    assert describe({**CARD, "voix": voices}, None, {})["voices"] == voices
    assert describe(CARD, None, {})["voices"] == {}


def test_another_notebook_is_not_a_lesson(server: LearnerServer, room: FakeRoom) -> None:
    told = server.ask("quartiers/lesson?path=mes_essais.ipynb").json
    assert (told["known"], told["room"]) == (False, False)


def test_progress_reaches_the_room_with_the_hubs_token(
    server: LearnerServer, room: FakeRoom
) -> None:
    body = {"lesson": "P01", "step": "modifie", "steps_done": ["lance"], "stars": {"2": 3}}
    assert server.ask("quartiers/progress", {**body, "more": "dropped"}).status == 200
    assert room.heard == [("progress", "token of-the-hub", body)]


def test_progress_on_a_lesson_that_does_not_exist_stays_here(
    server: LearnerServer, room: FakeRoom
) -> None:
    assert server.ask("quartiers/progress", {"lesson": "Z99"}).status == 400
    assert room.heard == []


def test_a_raised_hand_reaches_the_room(server: LearnerServer, room: FakeRoom) -> None:
    room.answers["hand"] = (200, {"raised": True})
    assert server.ask("quartiers/hand", {"lesson": "P01", "raised": True}).json == {"raised": True}


def test_whether_the_hand_is_up_is_for_the_room_to_say(
    server: LearnerServer, room: FakeRoom
) -> None:
    room.answers["hand"] = (200, {"raised": False})
    assert server.ask("quartiers/hand").json == {"raised": False}
    assert room.heard == [("hand", "token of-the-hub", None)]


def test_the_pair_is_the_rooms_and_so_are_its_gestures(
    server: LearnerServer, room: FakeRoom
) -> None:
    room.answers["pair"] = (200, {"pair": None})
    assert server.ask("quartiers/pair").json == {"pair": None}
    server.ask("quartiers/pair", {"do": "swap", "guest": "jeune-xyz"})
    assert room.heard[-1] == ("pair", "token of-the-hub", {"do": "swap"})


def test_a_work_handed_in_by_two_says_so(server: LearnerServer, room: FakeRoom) -> None:
    room.answers["submit"] = (202, {"submission": "s1", "together": "Panda azur"})
    server.ask("quartiers/open?lesson=P01")
    answer = server.ask("quartiers/submit", {"lesson": "P01"})
    assert answer.json == {"submission": "s1", "together": "Panda azur"}


def test_a_hand_neither_up_nor_down_is_refused(server: LearnerServer, room: FakeRoom) -> None:
    answer = server.ask("quartiers/hand", {"lesson": "P01", "raised": "peut-être"})
    assert answer.status == 400
    assert room.heard == []


@pytest.mark.parametrize("route", ["progress", "comfort", "hand", "pair"])
def test_a_request_that_cannot_be_read_says_to_load_the_page_again(
    server: LearnerServer, room: FakeRoom, route: str
) -> None:
    answer = server.ask(f"quartiers/{route}", ["not", "an", "object"])  # type: ignore[arg-type]
    assert (answer.status, answer.json) == (400, {"sentence": UNREADABLE})
    assert server.ask("quartiers/submit", []).status == 404  # type: ignore[arg-type]
    assert room.heard == []


def test_handing_in_sends_what_is_on_the_disk_byte_for_byte(
    server: LearnerServer, room: FakeRoom
) -> None:
    room.answers["submit"] = (202, {"submission": "s1"})
    server.ask("quartiers/open?lesson=P01")
    answer = server.ask("quartiers/submit", {"lesson": "P01"})
    assert (answer.status, answer.json) == (202, {"submission": "s1"})
    text = (server.home / PLACE).read_text(encoding="utf-8")
    assert room.heard == [("submit", "token of-the-hub", {"lesson": "P01", "notebook": text})]
    assert str(NOTEBOOK["nbformat"]) in text


def test_handing_in_what_a_cut_has_broken_says_what_to_do_and_it_mends(
    server: LearnerServer, room: FakeRoom
) -> None:
    server.ask("quartiers/open?lesson=P01")
    for broken in (b"", b"\xff\xfe", b"{"):
        (server.home / PLACE).write_bytes(broken)
        answer = server.ask("quartiers/submit", {"lesson": "P01"})
        assert answer.status == 409
        assert "Recharge la page" in answer.json["sentence"]
        page = server.ask(f"doc/tree/{PLACE}")
        assert "Ton cahier s'est abîmé" in html.unescape(page.body.decode())
        assert "Ton cahier" not in html.unescape(server.ask(f"doc/tree/{PLACE}").body.decode())
        room.answers["submit"] = (202, {"submission": "s1"})
        assert server.ask("quartiers/submit", {"lesson": "P01"}).status == 202


def test_a_broken_notebook_is_put_back_before_anybody_sees_it(server: LearnerServer) -> None:
    server.ask("quartiers/open?lesson=P01")
    (server.home / PLACE).write_bytes(b"")
    page = server.ask("quartiers/open?lesson=P01")
    assert page.status == 200
    said = html.unescape(page.body.decode())
    assert english_in(re.findall(r">([^<]+)<", said.partition("<body>")[2])) == {}
    assert f"doc/tree/{PLACE}" in said
    assert server.ask("quartiers/open?lesson=P01").status == 302


def test_work_on_the_screen_takes_the_place_of_what_a_cut_has_broken(
    server: LearnerServer,
) -> None:
    server.ask("quartiers/open?lesson=P01")
    (server.home / PLACE).write_bytes(b"{")
    body = {"path": PLACE, "notebook": NOTEBOOK, "base": "unknown", "screen": "a"}
    answer = server.ask("quartiers/work", body)
    assert (answer.status, answer.json["other"]) == (200, False)


def test_handing_in_before_opening_says_what_to_do(server: LearnerServer, room: FakeRoom) -> None:
    server.ask("quartiers/open?lesson=P01")
    (server.home / PLACE).unlink()
    answer = server.ask("quartiers/submit", {"lesson": "P01"})
    assert answer.status == 404
    assert "Mes leçons" in answer.json["sentence"]
    assert room.heard == []


def test_a_refusal_of_the_room_reaches_the_learner_in_its_own_words(
    server: LearnerServer, room: FakeRoom
) -> None:
    server.ask("quartiers/open?lesson=P01")
    room.answers["submit"] = (403, {"sentence": "La séance est fermée."})
    answer = server.ask("quartiers/submit", {"lesson": "P01"})
    assert (answer.status, answer.json) == (403, {"sentence": "La séance est fermée."})


def test_the_result_is_the_rooms(server: LearnerServer, room: FakeRoom) -> None:
    room.answers["result?lesson=P01"] = (200, {"status": "pending", "result": None})
    assert server.ask("quartiers/result?lesson=p01").json["status"] == "pending"


def test_the_words_that_were_shown_are_told_to_the_room(
    server: LearnerServer, room: FakeRoom
) -> None:
    assert server.ask("quartiers/words", {"read": [3, 4], "more": "dropped"}).status == 200
    assert room.heard == [("words", "token of-the-hub", {"read": [3, 4]})]
    assert server.ask("quartiers/words", {"read": "3"}).status == 400


@pytest.mark.parametrize("route", ["progress", "hand", "submit"])
def test_without_a_room_the_learner_is_told_so(lonely_server: LearnerServer, route: str) -> None:
    answer = lonely_server.ask(f"quartiers/{route}", {"lesson": "P01", "raised": True})
    assert answer.status == 409
    assert "sans la salle" in answer.json["sentence"]


def test_without_a_room_a_lesson_opens_all_the_same(lonely_server: LearnerServer) -> None:
    assert lonely_server.ask("quartiers/open?lesson=P01").status == 302
    told = lonely_server.ask(f"quartiers/lesson?path={PLACE}").json
    assert (told["known"], told["room"], told["lessons_page"]) == (True, False, None)


def test_comfort_goes_to_the_card_and_comes_back(server: LearnerServer, room: FakeRoom) -> None:
    room.answers["comfort"] = (200, {"size": "large"})
    assert server.ask("quartiers/comfort").json == {"size": "large"}
    assert server.ask("quartiers/comfort", {"size": "large"}).status == 200
    assert room.heard[-1][2] == {"size": "large"}


def test_being_stuck_reaches_the_room(server: LearnerServer, room: FakeRoom) -> None:
    body = {"lesson": "P01", "step": "modifie", "steps_done": [], "stars": {}, "stuck": True}
    server.ask("quartiers/progress", body)
    assert room.heard == [("progress", "token of-the-hub", body)]


@pytest.mark.parametrize("path", ["../x.ipynb", "/etc/passwd", ".ssh/x.ipynb", "notes.txt", ""])
def test_the_work_s_routes_stay_in_the_home(server: LearnerServer, path: str) -> None:
    notebook = {**NOTEBOOK, "cells": []}
    body = {"path": path, "notebook": notebook, "base": None, "screen": "a"}
    assert server.ask("quartiers/work", body).status == 400
    assert server.ask(f"quartiers/work?path={path}").status == 400
    assert server.ask(f"quartiers/version?path={path}&name=present").status == 400


@pytest.mark.parametrize("route", ["work", "version", "released"])
def test_a_stranger_reads_and_writes_no_work(server: LearnerServer, route: str) -> None:
    answer = server.ask(f"quartiers/{route}?path={PLACE}&name=present", known=False)
    assert answer.status in {302, 403}
    body = {"path": PLACE, "notebook": NOTEBOOK, "reason": "depart"}
    assert server.ask(f"quartiers/{route}", body, known=False).status in {403, 405}


def test_what_is_not_a_notebook_is_not_written(server: LearnerServer) -> None:
    server.ask("quartiers/open?lesson=P01")
    body = {"path": PLACE, "notebook": {"cells": "none", "nbformat": 4}, "base": None}
    assert server.ask("quartiers/work", body).status == 400


def test_the_released_cells_are_given_by_their_id(server: LearnerServer) -> None:
    assert server.ask(f"quartiers/released?path={PLACE}").json == {"cells": {}}
    assert server.ask("quartiers/released?path=mes_essais.ipynb").json == {"cells": {}}
