"""The way in, driven as a browser without script would."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import quote

import pytest

from quartiers.room.entry import newcomer_page
from quartiers.sessions.pseudonyms import ANIMALS, COLOURS, compose

PICKED = ("tram", "velo", "micro")


def test_a_learner_enters_with_code_tile_pictures_and_confirmation(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    visitor = salle.visitor()
    assert "Renard turquoise" in visitor.post("", code=seance.code.lower()).text
    assert "dans l'ordre" in visitor.post("qui", learner=learner.id).text
    for name in PICKED:
        page = visitor.post("images", picture=name)
    assert "C'est bien toi ?" in page.text.replace("&#39;", "'")
    page = visitor.post("toi", reponse="oui")
    assert page.url.endswith("/services/salle/lecons")
    assert "Mes leçons" in page.text
    assert [one.learner.id for one in salle.store.seances.present(seance.id)] == [learner.id]


def test_a_newcomer_chooses_a_pseudonym_and_pictures_twice(salle: Any) -> None:
    seance, visitor = salle.seance(), salle.visitor()
    visitor.post("", code=seance.code)
    offered = re.findall(r'name="pseudo" value="([^"]+)"', visitor.get("nouveau").text)
    assert len(set(offered)) == 6
    visitor.post("nouveau", pseudo=offered[0])
    for name in PICKED * 2:
        page = visitor.post("images", picture=name)
    assert offered[0] in page.text
    visitor.post("toi", reponse="oui")
    (presence,) = salle.store.seances.present(seance.id)
    assert presence.learner.pseudo == offered[0]
    assert salle.store.learners.verify_secret(presence.learner.id, PICKED)


def test_when_all_simple_pseudonyms_are_taken_newcomers_get_a_number(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seance, visitor = salle.seance(), salle.visitor()
    taken = {compose(animal, colour) for animal in ANIMALS for colour in COLOURS}
    monkeypatch.setattr(salle.room.store.learners, "pseudos", lambda centre: taken)
    visitor.post("", code=seance.code)
    offered = re.findall(r'name="pseudo" value="([^"]+)"', visitor.get("nouveau").text)
    assert len(offered) == 6
    assert all(pseudo.endswith(" 2") for pseudo in offered)
    assert visitor.get(f"avatar/{quote(offered[0])}.svg").status_code == 200
    visitor.post("nouveau", pseudo=offered[0])
    for name in PICKED * 2:
        visitor.post("images", picture=name)
    visitor.post("toi", reponse="oui")
    (presence,) = salle.store.seances.present(seance.id)
    assert presence.learner.pseudo == offered[0]


def test_when_nothing_is_left_at_all_the_page_says_who_can_help(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = salle.visitor()
    visitor.post("", code=salle.seance().code)
    monkeypatch.setattr(newcomer_page, "offer", lambda *_: [])
    page = visitor.get("nouveau").text
    assert "Tous les pseudos de ton centre sont pris" in page
    assert "Regarder encore" in page
    assert "Retour aux tuiles" in page


def test_the_secret_never_appears_in_an_address(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    visitor = salle.visitor()
    visitor.post("", code=seance.code)
    visitor.post("qui", learner=learner.id)
    for name in PICKED:
        assert name not in visitor.post("images", picture=name).url


def test_after_a_picture_the_keyboard_is_on_the_next_free_one(salle: Any) -> None:
    visitor = salle.visitor()
    visitor.post("", code=salle.seance().code)
    visitor.post("nouveau", pseudo="Loutre safran")
    page = visitor.post("images", picture="ballon").text
    assert re.search(r'value="casque"[^>]* autofocus', page)


def test_pictures_that_differ_the_second_time_are_chosen_again(salle: Any) -> None:
    visitor = salle.visitor()
    visitor.post("", code=salle.seance().code)
    visitor.post("nouveau", pseudo="Loutre safran")
    for name in (*PICKED, "tram", "velo", "bobine"):
        page = visitor.post("images", picture=name)
    assert "Les deux fois ne sont pas pareilles" in page.text
    assert "choisies : 0 sur 3" in page.text
    for name in (
        "tram",
        "velo",
    ):  # what was said stays: the pictures must not move under the finger
        page = visitor.post("images", picture=name)
        assert "Les deux fois ne sont pas pareilles" in page.text
    assert "pas pareilles" not in visitor.post("images", picture="bobine").text


def test_a_closed_seance_gives_the_same_answer_as_a_wrong_code(salle: Any) -> None:
    seance = salle.seance()
    salle.store.seances.close(seance.id, salle.clock())
    closed = salle.visitor().post("", code=seance.code)
    wrong = salle.visitor().post("", code="CCCCC")
    assert closed.status_code == wrong.status_code == 403

    def without_what_varies(text: str, code: str) -> str:
        return re.sub(r'name="_xsrf" value="[^"]+"', "", text).replace(code, "")

    assert without_what_varies(closed.text, seance.code) == without_what_varies(wrong.text, "CCCCC")


def test_after_many_wrong_codes_even_the_right_one_must_wait(salle: Any) -> None:
    seance, visitor = salle.seance(), salle.visitor()
    for _ in range(15):
        assert visitor.post("", code="CCCCC").status_code == 403
    answer = visitor.post("", code=seance.code)
    assert answer.status_code == 429
    assert "Attends 20 secondes" in answer.text
    salle.clock.is_set(days=400)
    assert visitor.post("", code=seance.code).status_code == 429
    salle.clock.is_set(days=-4000)
    salle.clock.forward(seconds=20)
    assert visitor.post("", code=seance.code).status_code == 200


def test_wrong_pictures_are_counted_then_only_an_animator_can_help(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    visitor = salle.visitor()
    visitor.post("", code=seance.code)
    visitor.post("qui", learner=learner.id)
    for left in (4, 3, 2, 1):
        for name in reversed(PICKED):
            page = visitor.post("images", picture=name)
        assert f"essayer encore {left} fois" in page.text
    for name in reversed(PICKED):
        page = visitor.post("images", picture=name)
    assert "Demande à ton animateur" in page.text
    salle.store.learners.reset_secret(learner.id)
    visitor.post("qui", learner=learner.id)
    for name in ("bobine", "usine", "ballon") * 2:
        visitor.post("images", picture=name)
    assert visitor.post("toi", reponse="oui").url.endswith("/attends")
    salle.say(True, seance)
    assert visitor.get("attends").url.endswith("/lecons")


def test_a_learner_tried_from_everywhere_does_not_get_in_with_the_right_pictures(
    salle: Any,
) -> None:
    seance, learner = salle.seance(), salle.learner()
    for _ in range(15):
        salle.store.learners.verify_secret(learner.id, ("usine", "tram", "velo"))
    page = salle.inside(learner, seance).get("lecons")
    assert "Entre dans la séance" in page.text


def test_wrong_pictures_at_another_computer_keep_nobody_out(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    bully = from_elsewhere(salle, "10.0.0.66")
    bully.post("", code=seance.code)
    bully.post("qui", learner=learner.id)
    for name in (*reversed(PICKED),) * 7:
        bully.post("images", picture=name)
    assert "Demande à ton animateur" in bully.get("images").text
    assert "Mes leçons" in salle.inside(learner, seance).get("lecons").text
    assert salle.store.learners.get(learner.id).wrong_tries == 4


def from_elsewhere(salle: Any, address: str) -> Any:
    """A visitor whom the proxy saw at this address."""
    visitor = salle.visitor()
    visitor.session.headers["X-Forwarded-For"] = address
    return visitor


def test_wrong_passwords_elsewhere_keep_no_animator_out(salle: Any) -> None:
    samia = salle.animator()
    samia.session.headers["X-Forwarded-For"] = "10.0.0.1"
    for number in range(60):
        stranger = from_elsewhere(salle, f"10.0.1.{number // 10}")
        stranger.post("animation/entrer", login="samia", password="pas celui-ci")
    right = {"login": "samia", "password": "quatre mots bien choisis"}
    fresh = from_elsewhere(salle, "10.0.0.2").post("animation/entrer", **right)
    assert fresh.url.endswith("/animation/")
    refused = stranger.post("animation/entrer", **right)
    assert refused.status_code == 429
    assert "Il y a eu beaucoup d'essais" in html.unescape(refused.text)


def test_a_browser_where_the_password_was_right_keeps_tries_of_its_own(salle: Any) -> None:
    samia, wrong = salle.animator(), {"login": "samia", "password": "pas celui-ci"}
    samia.post("sortir", form="animation/")
    for _ in range(12):
        answer = salle.visitor().post("animation/entrer", **wrong)
    assert answer.status_code == 429  # the same address
    assert samia.post("animation/entrer", **wrong).status_code == 403
    other = samia.post("animation/entrer", login="karim", password="pas celui-ci")
    assert other.status_code == 429  # it is samia's browser only


def test_no_step_can_be_skipped(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    visitor = salle.visitor()
    for path in ("qui", "nouveau", "images", "toi"):
        assert visitor.get(path).url == salle.address
    visitor.post("", code=seance.code)
    visitor.post("qui", learner=learner.id)
    assert visitor.get("toi").url.endswith("/images")
    assert visitor.post("toi", form="images", reponse="oui").url.endswith("/images")
    assert salle.store.seances.present(seance.id) == []


def test_a_forged_cookie_is_worth_nothing(salle: Any) -> None:
    visitor = salle.visitor()
    visitor.session.cookies.set("salle-entree", '{"seance": 1, "proved": true}')
    assert visitor.get("toi").url == salle.address


def test_only_the_learners_of_the_centre_are_offered_and_accepted(salle: Any) -> None:
    seance, other = salle.seance(), salle.learner("Panda azur", centre="Écho")
    visitor = salle.visitor()
    assert "Panda azur" not in visitor.post("", code=seance.code).text
    assert visitor.post("qui", learner=other.id).url.endswith("/qui")


def test_a_group_sees_its_own_tiles_first_and_the_centre_on_demand(salle: Any) -> None:
    group = salle.store.groups.ensure("Alma", "Mercredi")
    inside, outside = salle.learner("Panda azur"), salle.learner("Tigre prune")
    salle.store.groups.add(group.id, inside.id)
    visitor = salle.visitor()
    page = visitor.post("", code=salle.seance(group_id=group.id).code)
    assert "Panda azur" in page.text
    assert "Tigre prune" not in page.text
    assert outside.pseudo in visitor.get("qui?tous=1").text


@pytest.mark.parametrize("typed", ["Yanis Benali", "yanis@exemple.fr", "", "Renard"])
def test_a_pseudonym_that_we_never_offer_is_refused(salle: Any, typed: str) -> None:
    visitor = salle.visitor()
    visitor.post("", code=salle.seance().code)
    assert visitor.post("nouveau", pseudo=typed).url.endswith("/nouveau")


def test_a_pseudonym_taken_meanwhile_leads_to_other_ideas(salle: Any) -> None:
    visitor = salle.visitor()
    visitor.post("", code=salle.seance().code)
    visitor.post("nouveau", pseudo="Loutre safran")
    for name in PICKED * 2:
        visitor.post("images", picture=name)
    salle.learner("Loutre safran")
    page = visitor.post("toi", reponse="oui")
    assert page.url.endswith("/nouveau")
    assert "Choisis une autre idée" in page.text


def test_saying_no_goes_back_to_the_tiles(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    visitor = salle.visitor()
    visitor.post("", code=seance.code)
    visitor.post("qui", learner=learner.id)
    for name in PICKED:
        visitor.post("images", picture=name)
    assert visitor.post("toi", reponse="non").url.endswith("/qui")
    assert visitor.get("toi").url.endswith("/qui")


def test_a_form_without_its_hidden_field_is_refused(salle: Any) -> None:
    visitor = salle.visitor()
    visitor.get()
    sent = visitor.session.post(salle.address, data={"code": salle.seance().code}, timeout=20)
    assert sent.status_code == 403


def test_leaving_says_good_bye_and_stops_the_server(salle: Any) -> None:
    learner = salle.learner()
    visitor = salle.inside(learner, salle.seance())
    salle.hub.servers[learner.id] = "ready"
    page = visitor.post("sortir", form="lecons")
    assert "Tout est gardé" in page.text
    assert visitor.get("lecons").url.startswith(salle.address + "?next=")
    assert salle.hub.stops == [learner.id]


def test_an_animator_who_leaves_is_out_in_every_browser(salle: Any) -> None:
    samia, phone = salle.animator(), salle.visitor()
    phone.post("animation/entrer", login="samia", password="quatre mots bien choisis")
    assert "Bonjour samia" in phone.get("animation/").text
    samia.post("sortir", form="animation/")
    assert "Bonjour samia" not in phone.get("animation/").text


def test_an_animator_enters_with_login_and_password(salle: Any) -> None:
    salle.store.animators.create("samia", "quatre mots bien choisis", salle.clock())
    visitor = salle.visitor()
    refused = visitor.post("animation/entrer", login="samia", password="pas celui-ci")
    unknown = visitor.post("animation/entrer", login="autre", password="pas celui-ci")
    assert refused.status_code == unknown.status_code == 403
    page = visitor.post("animation/entrer", login=" Samia ", password="quatre mots bien choisis")
    assert "/services/salle/animation/" in page.url


def test_a_visitor_of_the_animators_pages_is_led_to_their_door(salle: Any) -> None:
    assert salle.visitor().get("animation/").url.endswith("animation/entrer")
