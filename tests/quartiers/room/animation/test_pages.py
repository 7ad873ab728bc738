"""The animators' pages, driven as a browser without script would."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from typing import Any

import pytest

from quartiers.lessons.model import Blocker
from quartiers.sessions import ExerciseResult, GradingResult, StoreError

NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "metadata": {"quartiers": {"role": "reponse", "etape": "modifie", "exercice": 2}},
            "source": "print('<script>alert(1)</script>')",
            "outputs": [
                {"output_type": "stream", "name": "stdout", "text": "<script>alert(2)</script>"},
                {
                    "output_type": "display_data",
                    "data": {"text/html": "<img src=x onerror=alert(3)>"},
                    "metadata": {},
                },
            ],
        }
    ]
}


def keep_notebook(salle: Any, learner: Any, content: str) -> None:
    home = salle.room.settings.home(learner.id)
    folder = home / "programmation" / "01_initiale_neon"
    folder.mkdir(parents=True)
    (folder / "01_initiale_neon.ipynb").write_text(content, encoding="utf-8")


def handed_in(salle: Any, learner: Any, stars: int) -> None:
    store, now = salle.store, salle.clock()
    new = store.submissions.new_id()
    one = store.submissions.receive(learner.id, "P01", "0" * 64, 10, now, id=new)
    store.submissions.claim_next(now)
    lines = (ExerciseResult(2, stars, 3, "Ton coin a grandi."),)
    store.submissions.finish(one.id, GradingResult(stars, 5, lines), now)


def test_an_animator_opens_a_seance_for_a_new_group_and_lessons_of_the_day(salle: Any) -> None:
    samia = salle.animator()
    page = samia.post("animation/", centre="Alma", **{"nouveau-groupe": "Mercredi", "lecon": "P01"})
    (seance,) = salle.store.seances.current()
    assert page.url.endswith(f"animation/seances/{seance.id}")
    assert seance.code in page.text
    assert seance.lessons == ("P01",)
    assert salle.store.groups.get(seance.group_id).name == "Mercredi"


def test_all_lessons_chosen_means_that_the_day_is_free(salle: Any) -> None:
    samia = salle.animator()
    samia.post("animation/", centre="Alma", lecon=["C00", "P01", "P02"])
    assert salle.store.seances.current()[0].lessons == ()


@pytest.mark.parametrize("centre", ["", "Lille", "<b>"])
def test_a_centre_that_is_not_ours_opens_nothing(salle: Any, centre: str) -> None:
    page = salle.animator().post("animation/", centre=centre)
    assert "Choisissez le centre" in page.text
    assert salle.store.seances.current() == []


def test_the_address_for_the_others_is_on_the_board_with_its_qr_code(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    page = samia.get(f"animation/seances/{seance.id}").text
    assert f"{salle.host}/" in page
    assert "<svg" in page.split('class="qr"')[1]


def test_the_board_without_change_costs_an_empty_answer(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    salle.inside(salle.learner(), seance)
    page = samia.get(f"animation/seances/{seance.id}").text
    token = re.search(r'data-xsrf="([^"]+)"', page)
    headers = {"X-XSRFToken": token[1] if token else ""}
    first = samia.get(f"animation/seances/{seance.id}/tableau", headers=headers)
    assert "Renard turquoise" in first.text
    again = samia.get(
        f"animation/seances/{seance.id}/tableau",
        headers={**headers, "If-None-Match": first.headers["ETag"]},
    )
    assert (again.status_code, again.text) == (304, "")


@pytest.mark.parametrize(
    "path",
    ["animation/", "animation/compte", "animation/jeunes", "animation/effacements",
     "animation/seances/1", "animation/seances/1/tableau",
     "animation/seances/1/etoiles.csv", "animation/jeunes/{learner}"],
)  # fmt: skip
def test_learners_and_strangers_see_no_page_of_the_animators(salle: Any, path: str) -> None:
    seance, learner = salle.seance(), salle.learner()
    young = salle.inside(learner, seance)
    assert young.get(path.format(learner=learner.id)).status_code == 403
    stranger = salle.visitor().get(path.format(learner=learner.id))
    assert "Renard turquoise" not in stranger.text
    assert seance.code not in stranger.text


def test_a_form_of_the_animators_sent_by_a_learner_changes_nothing(salle: Any) -> None:
    seance, learner = salle.seance(), salle.learner()
    young = salle.inside(learner, seance)
    young.post(f"animation/seances/{seance.id}/fermer", form="lecons")
    young.post(f"animation/jeunes/{learner.id}/mot", form="lecons", lecon="P01", mot="Bravo")
    assert salle.store.seances.get(seance.id).is_open
    assert salle.store.words.latest(learner.id, "P01") is None


def test_a_works_script_is_shown_as_text_or_not_at_all(salle: Any) -> None:
    learner = salle.learner()
    keep_notebook(salle, learner, json.dumps(NOTEBOOK))
    page = salle.animator().get(f"animation/jeunes/{learner.id}?lecon=P01").text
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;script&gt;alert(2)" in page
    assert "<script>alert" not in page
    assert "onerror" not in page


def test_a_notebook_that_is_a_link_to_another_file_is_not_read(salle: Any) -> None:
    learner = salle.learner()
    secret = salle.room.settings.data / "secret.ipynb"
    secret.write_text(json.dumps(NOTEBOOK))
    folder = salle.room.settings.home(learner.id) / "programmation" / "01_initiale_neon"
    folder.mkdir(parents=True)
    os.symlink(secret, folder / "01_initiale_neon.ipynb")
    page = salle.animator().get(f"animation/jeunes/{learner.id}?lecon=P01").text
    assert "alert" not in page
    assert "pas encore ouverte" in page


def test_a_notebook_cut_short_is_told_with_what_to_do(salle: Any) -> None:
    learner = salle.learner()
    keep_notebook(salle, learner, '{"cells": [')
    page = salle.animator().get(f"animation/jeunes/{learner.id}?lecon=P01").text
    assert "Demandez au jeune" in page


def test_a_word_is_kept_and_hands_the_lesson_back_when_asked(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    work, path = f"animation/jeunes/{learner.id}?lecon=P01", f"animation/jeunes/{learner.id}/mot"
    samia.post(path, form=work, lecon="P01", mot="J'ai remarqué ton néon.", reprendre="oui")
    word = salle.store.words.latest(learner.id, "P01")
    assert (word.text, word.rework) == ("J'ai remarqué ton néon.", True)
    samia.post(path, form=work, lecon="P01", mot="Continue.")
    assert not salle.store.words.latest(learner.id, "P01").rework


def test_a_word_sent_is_confirmed_where_it_was_written(salle: Any) -> None:
    samia, seance, learner = salle.animator(), salle.seance(), salle.learner()
    salle.inside(learner, seance)
    salle.store.help.raise_hand(learner.id, "P01", salle.clock())
    work, path = f"animation/jeunes/{learner.id}?lecon=P01", f"animation/jeunes/{learner.id}/mot"
    page = samia.post(path, form=work, lecon="P01", mot="Continue.")
    assert page.url.endswith("#fait")
    panel = page.text.split('id="mot"')[1].split("<form", 1)[0]
    assert "Votre mot est envoyé. Renard turquoise" in panel
    assert 'role="status" tabindex="-1"' in panel
    assert page.text.count("Main levée : c") == 2
    assert "Votre mot est envoyé" not in samia.get(work).text


def test_the_board_says_first_how_many_need_somebody(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    fox, otter = salle.learner(), salle.learner("Loutre safran")
    for one in (fox, otter, salle.learner("Panda azur")):
        salle.inside(one, seance)
    salle.store.help.raise_hand(fox.id, "P01", salle.clock())
    salle.store.progress.record(otter.id, "P01", "lance", {}, salle.clock())
    handed_in(salle, otter, 2)
    page = samia.get(f"animation/seances/{seance.id}").text
    assert counted(page) == ["1 main levée", "1 travail à lire", "3 jeunes entrés"]


def counted(board: str) -> list[str]:
    """What the headline of a board says."""
    return re.findall(r">([^<>\n]+)<", board.split('class="resume"')[1].split("</p>")[0])


def test_a_hand_and_a_work_to_read_are_both_shown_and_both_counted(salle: Any) -> None:
    samia, seance, fox = salle.animator(), salle.seance(), salle.learner()
    salle.inside(fox, seance)
    handed_in(salle, fox, 2)
    salle.clock.forward(minutes=1)
    salle.store.progress.record(fox.id, "P02", "lance", {}, salle.clock())
    salle.store.help.raise_hand(fox.id, "P02", salle.clock())
    page = samia.get(f"animation/seances/{seance.id}").text
    assert counted(page) == ["1 main levée", "1 travail à lire", "1 jeune entré"]
    card = page.split('class="tuiles"')[1]
    assert "Main levée" in card
    assert f'{fox.id}?lecon=P01">1 travail à lire</a>' in card


def test_c_est_lu_takes_the_work_off_the_board_and_says_so(salle: Any) -> None:
    samia, seance, fox = salle.animator(), salle.seance(), salle.learner()
    salle.inside(fox, seance)
    handed_in(salle, fox, 2)
    work = f"animation/jeunes/{fox.id}?lecon=P01"
    key = salle.store.submissions.latest(fox.id, "P01").id
    assert "C'est lu</button>" not in samia.get(work.replace("P01", "P02")).text
    assert "C'est lu</button>" in samia.get(work).text
    page = samia.post(f"animation/jeunes/{fox.id}/lu", form=work, lecon="P01", travail=key)
    assert "noté : ce travail est lu." in page.text
    assert "C'est lu</button>" not in page.text
    assert counted(samia.get(f"animation/seances/{seance.id}").text) == ["1 jeune entré"]


def test_a_work_handed_in_after_the_page_was_drawn_is_still_to_read(salle: Any) -> None:
    samia, fox = salle.animator(), salle.learner()
    handed_in(salle, fox, 2)
    key, work = salle.store.submissions.latest(fox.id, "P01").id, f"animation/jeunes/{fox.id}"
    salle.clock.forward(minutes=1)
    handed_in(salle, fox, 3)
    page = samia.post(f"{work}/lu", form=f"{work}?lecon=P01", lecon="P01", travail=key)
    assert "C'est lu</button>" in page.text


def test_a_work_of_somebody_else_is_not_marked_as_read(salle: Any) -> None:
    samia, fox, otter = salle.animator(), salle.learner(), salle.learner("Loutre safran")
    handed_in(salle, otter, 2)
    key, page = salle.store.submissions.latest(otter.id, "P01").id, f"animation/jeunes/{fox.id}"
    samia.post(f"{page}/lu", form=page, lecon="P01", travail=key)
    assert salle.store.submissions.get(key).read_at is None


def test_ticking_the_four_lines_is_reading_the_work(salle: Any) -> None:
    samia, seance, fox = salle.animator(), salle.seance(), salle.learner()
    salle.inside(fox, seance)
    handed_in(salle, fox, 2)
    salle.store.grids.tick(fox.id, "P01", "jeune", {"ose": 2}, salle.clock())
    work = f"animation/jeunes/{fox.id}?lecon=P01"
    form = samia.get(work).text.split("/grille")[1].split("</form>")[0]
    found = re.search(r'name="travail" value="([^"]+)"', form)
    samia.post(
        f"animation/jeunes/{fox.id}/grille",
        form=work, lecon="P01", ose="2", travail=found[1] if found else "",
    )  # fmt: skip
    assert counted(samia.get(f"animation/seances/{seance.id}").text) == ["1 jeune entré"]
    assert "C'est lu</button>" not in samia.get(work).text


def test_a_word_that_is_too_long_comes_back_with_its_text(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    work = f"animation/jeunes/{learner.id}?lecon=P01"
    path = f"animation/jeunes/{learner.id}/mot?lecon=P01"
    page = samia.post(path, form=work, lecon="P01", mot="bravo " * 300)
    assert "Il en faut de 1 à 1000" in page.text
    assert "bravo bravo" in page.text
    assert salle.store.words.latest(learner.id, "P01") is None


def test_lost_pictures_are_forgotten_and_the_work_stays(salle: Any) -> None:
    samia, learner = salle.animator(sure=True), salle.learner()
    handed_in(salle, learner, 3)
    samia.post(f"animation/jeunes/{learner.id}/images", form=f"animation/jeunes/{learner.id}")
    assert not salle.store.learners.get(learner.id).has_secret
    assert salle.store.submissions.best(learner.id, "P01").result.stars == 3


def test_a_hand_goes_down_and_the_animator_is_back_at_the_board(salle: Any) -> None:
    samia, seance, learner = salle.animator(), salle.seance(), salle.learner()
    salle.inside(learner, seance)
    salle.store.help.raise_hand(learner.id, "P01", salle.clock())
    board = f"animation/seances/{seance.id}"
    page = samia.post(f"animation/jeunes/{learner.id}/main", form=board, seance=str(seance.id))
    assert page.url.endswith(board)
    assert salle.store.help.open_requests() == []


def test_closing_stops_the_servers_of_those_who_have_no_other_seance(salle: Any) -> None:
    samia, first, second = salle.animator(), salle.seance(), salle.seance()
    leaves, stays = salle.learner(), salle.learner("Loutre safran")
    salle.inside(leaves, first)
    salle.inside(stays, first)
    salle.store.seances.join(second.id, stays.id, salle.clock())
    salle.hub.stops.clear()
    samia.post(f"animation/seances/{first.id}/fermer", certain="oui")
    assert not salle.store.seances.get(first.id).is_open
    assert salle.hub.stops == [leaves.id]


def test_closing_asks_first_and_names_who_is_inside(salle: Any) -> None:
    samia, seance, fox = salle.animator(), salle.seance(), salle.learner()
    board = f"animation/seances/{seance.id}"
    samia.get(board)  # drawn while nobody was inside
    salle.inside(fox, seance)
    page = samia.post(f"{board}/fermer", form=board)
    assert salle.store.seances.get(seance.id).is_open
    for text in ("Fermer la séance ?", "Renard turquoise", "Rien ne se perd", "Revenir"):
        assert text in page.text
    page = samia.post(f"{board}/fermer", certain="oui")
    assert not salle.store.seances.get(seance.id).is_open
    assert "La séance est fermée. Tout est gardé." in page.text


def test_a_seance_where_nobody_is_inside_closes_at_once(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    board = f"animation/seances/{seance.id}"
    samia.post(f"{board}/fermer", form=board)
    assert not salle.store.seances.get(seance.id).is_open
    assert samia.get(f"{board}/fermer").url.endswith(board)


def test_the_marks_file_holds_those_who_entered_and_the_lessons_of_the_day(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance(lessons=["P01"])
    learner, absent = salle.learner(), salle.learner("Loutre safran")
    salle.inside(learner, seance)
    handed_in(salle, learner, 2)
    answer = samia.get(f"animation/seances/{seance.id}/etoiles.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="etoiles-2026-11-18.csv"'
    text = answer.content.decode("utf-8-sig")
    assert '"Renard turquoise";"2";"5"' in text
    assert absent.pseudo not in text
    assert "P02" not in text


def test_a_seance_or_a_learner_that_does_not_exist_is_told_kindly(salle: Any) -> None:
    samia = salle.animator()
    for path in ("animation/seances/99", "animation/jeunes/jeune-zzzzzz"):
        answer = samia.get(path)
        assert answer.status_code == 404
        assert "Cette page n'existe pas" in answer.text.replace("&#39;", "'")


def test_a_colleague_is_added_and_a_password_changed(salle: Any) -> None:
    samia, store = salle.animator(), salle.store.animators
    old, other = "quatre mots bien choisis", "un autre mot de passe"
    nadia = {"geste": "ajouter", "login": "nadia", "nouveau": "encore quatre mots"}
    assert "Ce mot de passe ne va pas" in samia.post("animation/compte", ancien="", **nadia).text
    assert store.by_login("nadia") is None
    samia.post("animation/compte", ancien=old, **nadia)
    assert store.verify("nadia", "encore quatre mots") is not None
    page = samia.post("animation/compte", geste="changer", ancien="non", nouveau=other)
    assert "Ce mot de passe ne va pas" in page.text
    assert store.verify("samia", old) is not None
    page = samia.post("animation/compte", geste="changer", ancien=old, nouveau=other)
    assert "Votre mot de passe est changé" in page.text
    assert store.verify("samia", other) is not None


def test_a_changed_password_ends_what_was_opened_with_the_former(salle: Any) -> None:
    samia, thief = salle.animator(), salle.visitor()
    thief.session.cookies.update(samia.session.cookies)
    assert "Bonjour samia" in thief.get("animation/").text
    words = {"ancien": "quatre mots bien choisis", "nouveau": "un autre mot de passe"}
    page = samia.post("animation/compte", geste="changer", **words)
    assert "Comptes des animateurs" in page.text
    thief.session.cookies.pop("faux-hub", None)  # the Hub's own cookie: proved on a real house
    assert "Bonjour samia" not in thief.get("animation/").text


def test_a_colleague_who_leaves_enters_no_more(salle: Any) -> None:
    samia, nadia, store = salle.animator(), salle.animator("nadia"), salle.store.animators
    gesture = {"geste": "retirer", "login": "nadia"}
    assert "ne va pas" in samia.post("animation/compte", ancien="non", **gesture).text
    assert store.by_login("nadia") is not None
    page = samia.post("animation/compte", ancien="quatre mots bien choisis", **gesture)
    assert "nadia ne peut plus entrer" in page.text
    assert store.by_login("nadia") is None
    assert "Bonjour nadia" not in nadia.get("animation/").text


def test_nobody_removes_themselves_nor_the_last_account(salle: Any) -> None:
    samia = salle.animator()
    words = {"geste": "retirer", "ancien": "quatre mots bien choisis"}
    page = samia.post("animation/compte", login="samia", **words)
    assert "Choisissez dans la liste" in page.text
    (me,) = salle.store.animators.all()
    with pytest.raises(StoreError, match="dernier compte"):
        salle.store.animators.remove(me.id)


def test_everybody_is_found_again_however_long_ago_they_came(salle: Any) -> None:
    samia, long_ago = salle.animator(), salle.seance()
    fox, far = salle.learner(), salle.learner("Loutre safran", centre="Roseraie")
    salle.store.seances.join(long_ago.id, fox.id, salle.clock())
    salle.store.seances.close(long_ago.id, salle.clock())
    for _ in range(10):
        salle.clock.forward(days=7)
        salle.store.seances.close(salle.seance().id, salle.clock())
    assert 'animation/jeunes"' in samia.get("animation/").text
    page = samia.get("animation/jeunes").text
    for one in (fox, far):
        assert f'animation/jeunes/{one.id}">{one.pseudo}' in page
    assert "Alma · 1 jeune" in page
    assert page.index("Alma") < page.index("Roseraie")
    assert page.count("dernière séance le 18 novembre") == page.count("jamais entré") == 1


def test_a_house_where_nobody_came_says_so(salle: Any) -> None:
    assert "Aucun jeune" in salle.animator().get("animation/jeunes").text


def test_a_closed_seance_where_nobody_came_asks_for_no_code(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    board = f"animation/seances/{seance.id}"
    assert "Donnez le code aux jeunes" in samia.get(board).text
    salle.store.seances.close(seance.id, salle.clock())
    page = samia.get(board).text
    assert "Personne n'est entré. Cette séance est fermée." in page
    assert seance.code not in page


def test_closing_says_that_it_is_final_and_counts_who_is_inside(salle: Any) -> None:
    samia, seance = salle.animator(), salle.seance()
    page = f"animation/seances/{seance.id}/fermer"
    final = "Une séance fermée ne se rouvre pas : ouvrez-en une autre ; le travail reste."
    empty = samia.get(page).text
    assert final in empty
    assert "fermer" not in empty.split("Personne n'est entré.")[1].split("code")[0]
    salle.inside(salle.learner(), seance)
    one = samia.get(page).text
    assert final in one
    assert "Sa leçon se fermera, et le code" in one
    salle.inside(salle.learner("Loutre safran"), seance)
    assert "Leurs leçons se fermeront, et le code" in samia.get(page).text


def test_a_group_of_another_centre_is_told_and_what_was_typed_is_kept(salle: Any) -> None:
    samia, group = salle.animator(), salle.store.groups.ensure("Écho", "Les mardis")
    page = samia.post("animation/", centre="Alma", groupe=str(group.id), lecon="P02").text
    assert "Le groupe « Les mardis » est dans un autre centre : Écho." in page
    assert salle.store.seances.current() == []
    assert f'<option value="{group.id}" selected>' in page
    assert re.findall(r'name="centre" value="([^"]+)" required checked', page) == ["Alma"]
    assert re.findall(r'name="lecon" value="([^"]+)" checked', page) == ["P02"]
    samia.post("animation/", centre="Écho", groupe=str(group.id))
    assert [one.group_id for one in salle.store.seances.current()] == [group.id]


def test_a_name_typed_for_a_new_group_survives_a_forgotten_centre(salle: Any) -> None:
    page = salle.animator().post("animation/", **{"nouveau-groupe": "Les <mardis>"}).text
    assert 'value="Les &lt;mardis&gt;"' in page


def test_an_identifier_that_does_not_fit_stays_typed_and_gets_an_example(salle: Any) -> None:
    samia = salle.animator()
    words = {"geste": "ajouter", "nouveau": "x" * 12, "ancien": "quatre mots bien choisis"}
    page = samia.post("animation/compte", login="Zoé B", **words).text
    assert "Exemple : samia." in page
    assert 'name="login" value="Zoé B"' in page
    done = samia.post("animation/compte", login="zoe", **words).text
    assert 'name="login" value=""' in done


def test_an_error_page_says_vous_to_adults_and_tu_to_the_others(salle: Any) -> None:
    missing = salle.animator().get("animation/jeunes/jeune-zzzzzz")
    assert missing.status_code == 404
    assert "Revenez à l" in missing.text
    young = salle.inside(salle.learner(), salle.seance())
    assert "Reviens à l" in young.get("retour/P99").text


def test_a_misconception_is_never_written_as_a_fact(salle: Any) -> None:
    blocker = Blocker("Les guillemets sont décoratifs.", "Mets des guillemets.")
    courses = salle.room.courses
    (track,) = (one for one in courses.tracks if one.id == "programmation")
    first = replace(track.lessons[0], blockers=(blocker,))
    salle.room.courses = replace(courses, tracks=(replace(track, lessons=(first,)),))
    learner = salle.learner()
    page = salle.animator().get(f"animation/jeunes/{learner.id}?lecon=P01").text
    text = page.replace("\u00a0", " ")
    assert "Si le jeune croit que « Les guillemets sont décoratifs » : dites" in text
    assert "« Mets des guillemets. »" in text
