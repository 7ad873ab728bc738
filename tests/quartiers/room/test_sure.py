"""What an animator's unattended screen lets nobody do: the password is asked again."""

from __future__ import annotations

import html
from typing import Any

import pytest

WORDS = "quatre mots bien choisis"
FIELD = "certain-mot-de-passe"


def text_of(answer: Any) -> str:
    return html.unescape(answer.text)


def test_a_copy_is_given_after_the_password_and_not_asked_again_for_a_while(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    path = f"animation/jeunes/{learner.id}/copie"
    assert "C'est bien vous, samia ?" in text_of(samia.get(path))
    refused = samia.post(path, **{FIELD: "pas celui-ci"})
    assert refused.status_code == 403
    assert "Ce mot de passe ne va pas" in text_of(refused)
    assert "Le fichier est prêt" in text_of(samia.post(path, **{FIELD: WORDS}))
    assert samia.get(path).headers["Content-Type"] == "application/zip"
    assert "Le fichier est prêt" in text_of(samia.post(path, form="animation/"))
    salle.clock.is_set(days=-100)
    salle.clock.forward(minutes=6)
    assert "C'est bien vous" in text_of(samia.get(path))


def test_new_pictures_ask_for_the_password_then_go_on_where_they_were(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    page = f"animation/jeunes/{learner.id}"
    asked = samia.post(page + "/images", form=page)
    assert "C'est bien vous" in text_of(asked)
    assert salle.store.learners.get(learner.id).has_secret
    done = samia.post(page + "/images", form=page, **{FIELD: WORDS})
    assert done.url.endswith("#images")
    assert not salle.store.learners.get(learner.id).has_secret


def test_erasing_asks_for_the_password_on_its_own_page(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    path = f"animation/jeunes/{learner.id}/effacer"
    assert FIELD in samia.get(path).text
    page = samia.post(path, pseudo=learner.pseudo)
    assert "Ce geste demande votre mot de passe" in page.text
    samia.post(path, pseudo=learner.pseudo, **{FIELD: "non"})
    assert salle.store.learners.get(learner.id)
    samia.post(path, pseudo="Loutre", **{FIELD: WORDS})
    assert FIELD not in samia.get(path).text
    samia.post(path, pseudo=learner.pseudo)
    assert salle.store.learners.get(learner.id) is None


def test_the_password_given_in_one_browser_is_not_given_in_another(salle: Any) -> None:
    samia, learner = salle.animator(sure=True), salle.learner()
    path = f"animation/jeunes/{learner.id}/copie"
    elsewhere = salle.visitor()
    elsewhere.post("animation/entrer", login="samia", password=WORDS)
    assert "C'est bien vous" in text_of(elsewhere.get(path))
    samia.post("sortir", form="animation/")
    samia.post("animation/entrer", login="samia", password=WORDS)
    assert "C'est bien vous" in text_of(samia.get(path))


def test_another_animator_is_asked_for_their_own(salle: Any) -> None:
    samia, learner = salle.animator(sure=True), salle.learner()
    salle.store.animators.create("nadia", "encore quatre mots", salle.clock())
    samia.post("animation/entrer", form="animation/", login="nadia", password="encore quatre mots")
    assert "nadia" in text_of(samia.get(f"animation/jeunes/{learner.id}/copie"))


def test_whoever_guesses_at_the_screen_is_stopped_and_the_animator_is_not(salle: Any) -> None:
    samia, learner = salle.animator(), salle.learner()
    path = f"animation/jeunes/{learner.id}/copie"
    for _ in range(12):
        last = samia.post(path, **{FIELD: "essai"})
    assert "Il y a eu beaucoup d'essais" in text_of(last)
    other = salle.visitor()
    page = other.post("animation/entrer", login="samia", password=WORDS)
    assert page.url.endswith("animation/")


@pytest.mark.parametrize("path", ["animation/jeunes/{}/copie", "animation/seances/1/nouveaux"])
def test_learners_and_strangers_are_not_even_asked(salle: Any, path: str) -> None:
    seance, learner = salle.seance(), salle.learner()
    young = salle.inside(learner, seance)
    assert young.get(path.format(learner.id)).status_code == 403
    assert "mot de passe" not in young.get(path.format(learner.id)).text
    assert learner.pseudo not in salle.visitor().get(path.format(learner.id)).text


def test_new_pseudonyms_made_for_play_are_erased_all_at_once_after_the_seance(salle: Any) -> None:
    samia, before = salle.animator(), salle.learner("Ours jade")
    salle.clock.forward(days=1)
    seance = salle.seance()
    new = [salle.learner(f"Loup {colour}") for colour in ("jade", "olive", "prune")]
    for one in (before, *new):
        salle.inside(one, seance)
    path = f"animation/seances/{seance.id}/nouveaux"
    assert "Après la séance" in samia.get(path).text
    salle.store.seances.close(seance.id, salle.clock())
    assert "3 nouveaux pseudos" in samia.get(f"animation/seances/{seance.id}").text
    page = samia.get(path).text
    assert "Ours jade" not in page
    gone = [new[0].id, new[1].id, before.id]
    samia.post(path, jeune=gone)
    assert len(salle.store.learners.everybody()) == 4
    samia.post(path, jeune=gone, **{FIELD: WORDS})
    assert {one.pseudo for one in salle.store.learners.everybody()} == {"Ours jade", "Loup prune"}
