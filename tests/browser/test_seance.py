"""One séance from end to end in real browsers: one animator, three learners, no internet.

The tests follow each other as the afternoon does; each begins where the one before ended.
"""

import csv
import html
import io
import os
import re
import zipfile
from urllib.parse import quote

import pytest
from people import PASSWORD
from playwright.sync_api import expect
from traces import traces

from quartiers.sessions import open_store
from quartiers.settings import Settings

CORNER = """\
t = Tortue()
t.avance(150)
t.droite(90)
t.avance(150)
montrer(t, "Un grand coin dessiné par la tortue")
"""
PICTURES = [(0, 4, 7), (1, 2, 3), (11, 5, 8)]


@pytest.fixture(scope="module")
def browser(whole_browser):
    """The one that people use."""
    return whole_browser


def test_a_wrong_code_is_answered_as_a_closed_seance_is(house):
    nobody = house.new_learner()
    nobody.page.goto(house.base)
    nobody.show("entrer")
    nobody.page.get_by_label("Le code de la séance").fill("ABCDE")
    nobody.click("Entrer")
    house.refusal = nobody.page.get_by_role("alert").inner_text()
    assert house.refusal
    assert nobody.outside == []


def test_an_animator_opens_a_seance_and_reads_its_code(house):
    house.animator = house.new_animator()
    house.animator.enter("samia", PASSWORD)
    expect(house.animator.page.get_by_role("heading", name="Ouvrir une séance")).to_be_visible()
    house.animator.show("ouvrir-une-seance")
    house.code = house.animator.open_seance("Alma")
    assert re.fullmatch(r"[A-Z0-9]{5,6}", house.code)


def test_three_learners_enter_with_a_pseudonym_and_three_pictures(house):
    for pictures in PICTURES:
        learner = house.new_learner()
        learner.enter_as_newcomer(house.code, pictures)
        house.learners.append(learner)
    house.learners[0].page.wait_for_load_state("networkidle")
    house.learners[0].show("mes-lecons")
    assert len({learner.pseudo for learner in house.learners}) == 3
    for learner in house.learners:
        expect(house.animator.tile(learner.pseudo)).to_be_visible(timeout=20_000)


def test_a_right_answer_gets_its_stars_at_once_and_the_board_knows(house):
    ada = house.learners[0]
    ada.open_lesson("Mon initiale en néon")
    ada.write_answer(0, CORNER)
    assert "3 étoiles sur 3" in ada.check(0)
    ada.show("lecon")
    tile = house.animator.tile(ada.pseudo)
    expect(tile).to_contain_text("Mon initiale en néon", timeout=20_000)
    expect(tile).to_contain_text("3 / 15", timeout=20_000)


def test_an_answer_that_stops_gets_a_french_sentence_and_no_star(house):
    bob = house.learners[1]
    bob.open_lesson("Mon icône en pixels")
    bob.write_answer(0, "img = nouvelle_image(8, 8, 'white')\npeindre(img, 8, 8, 'red')\n")
    said = bob.check(0)
    bob.reads("La case (8, 8) est hors de la grille")
    assert "Lis le message juste au-dessus." in said
    assert "0 étoile sur 3" in said
    bob.show("message")


def test_a_raised_hand_is_first_on_the_board_until_somebody_came(house):
    bob, board = house.learners[1], house.animator.page
    bob.page.get_by_role("button", name="Lever la main").click()
    tile = house.animator.tile(bob.pseudo)
    expect(tile).to_contain_text("Main levée", timeout=20_000)
    expect(board.locator(".tuile").first).to_contain_text(bob.pseudo)
    house.animator.show("tableau")
    tile.get_by_role("button", name="C'est réglé").click()
    expect(tile).not_to_contain_text("Main levée")


def test_a_sound_can_be_made_and_heard_without_internet(house):
    cleo = house.learners[2]
    cleo.open_lesson("Ma première sonnerie")
    player = cleo.page.locator("audio").first
    expect(player).to_have_attribute("src", re.compile("^data:audio/|media/"))
    cleo.write_answer(0, "son = note(880, 1)\nmontrer(son, 'Une note aiguë, tenue une seconde')")
    assert "3 étoiles sur 3" in cleo.check(0)


def test_a_lesson_that_is_handed_in_comes_back_with_stars_and_sentences(house):
    ada = house.learners[0]
    said = ada.hand_in()
    assert "3 étoiles sur 15" in said
    assert "pas encore fait" in said
    ada.show("retour")
    ada.page.get_by_role("button", name="Fermer").click()
    expect(house.animator.tile(ada.pseudo)).to_contain_text("A rendu", timeout=20_000)


def test_an_animator_sees_the_work_and_hands_it_back_with_a_word(house):
    ada, samia = house.learners[0], house.animator
    samia.click(ada.pseudo)
    expect(
        samia.page.get_by_role("img", name="Un grand coin dessiné par la tortue")
    ).to_be_visible()
    samia.page.get_by_label(f"Un mot pour {ada.pseudo}").fill("J'ai remarqué ton grand coin.")
    samia.page.get_by_label("À reprendre").check()
    samia.click("Envoyer le mot")
    samia.reads("pas encore lu")
    samia.show("un-jeune")


def test_the_learner_reads_the_word_and_the_animator_sees_that_it_was_read(house):
    ada, samia = house.learners[0], house.animator
    ada.click("Mes leçons")
    ada.click("Lire le mot")
    ada.reads("J'ai remarqué ton grand coin.")
    ada.reads("À reprendre")
    ada.show("le-mot")
    samia.page.reload()
    expect(samia.page.locator("blockquote.mot")).to_contain_text(re.compile(r"· lu"))


def test_a_learner_finds_the_work_again_on_another_computer(house):
    first, elsewhere = house.learners[0], house.new_learner()
    first.click("Au revoir")
    first.context.close()
    elsewhere.pseudo = first.pseudo
    elsewhere.come_back(house.code, PICTURES[0])
    elsewhere.click("Continuer")
    expect(elsewhere.page.locator(".qp-role-reponse").first).to_contain_text(
        "avance(150)", timeout=60_000
    )
    elsewhere.outside += first.outside
    house.learners[0] = elsewhere


def test_the_pictures_of_somebody_else_do_not_open_the_door(house):
    intruder = house.new_learner()
    intruder.pseudo = house.learners[1].pseudo
    intruder._type_code(house.code)
    intruder.click(intruder.pseudo)
    intruder.choose(PICTURES[2])
    expect(intruder.page.get_by_role("alert")).to_be_visible()
    expect(intruder.page.get_by_text("C'est bien toi ?")).to_have_count(0)


def test_a_learner_cannot_open_the_server_of_another(house):
    ada, bob = house.learners[0], house.learners[1]
    other = re.search(r"/user/([^/]+)/", bob.page.url)[1]
    answer = ada.context.request.get(f"{house.base}user/{other}/api/contents/", max_redirects=5)
    assert answer.status in {403, 404}
    assert bob.pseudo not in answer.text()


def test_an_animator_gives_a_learner_all_that_the_house_holds_of_them(house):
    samia, (ada, bob, *_) = house.animator, house.learners
    here = samia.page.url
    samia.click("Donner une copie")
    samia.reads("C'est bien vous, samia ?")
    samia.page.get_by_label("Votre mot de passe").fill(PASSWORD)
    samia.click("Continuer")
    with samia.page.expect_download() as download:
        samia.click("Enregistrer le fichier")
    samia.page.goto(here)
    samia.page.get_by_role("link", name="Donner une copie").scroll_into_view_if_needed()
    samia.show("donner-une-copie")
    samia.page.set_viewport_size({"width": 600, "height": 900})
    samia.page.get_by_role("link", name="Donner une copie").scroll_into_view_if_needed()
    samia.show("donner-une-copie-600")
    samia.page.set_viewport_size({"width": 1280, "height": 720})
    with zipfile.ZipFile(download.value.path()) as copy:
        assert copy.testzip() is None
        inside = {name: copy.read(name).decode("utf-8", "replace") for name in copy.namelist()}
    (handed_in,) = [text for name, text in inside.items() if name.startswith("rendus/P01/")]
    lesson = "01_initiale_neon/01_initiale_neon.ipynb"
    assert "t.avance(150)" in handed_in
    assert "t.avance(150)" in inside[f"dossier/programmation/{lesson}"]
    assert "J'ai remarqué ton grand coin." in html.unescape(inside["lisez-moi.html"])
    assert "Pas encore fait." in inside["donnees/etoiles.csv"]
    assert ada.pseudo in inside["retours/P01.html"]
    assert not any(bob.pseudo in text for text in inside.values())


def test_the_stars_leave_in_a_file_that_french_spreadsheets_open(house):
    samia = house.animator
    samia.click("Revenir à la salle")
    with samia.page.expect_download() as download:
        samia.click("Exporter les étoiles")
    content = download.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    ada = next(row for row in rows if row["Pseudo"] == house.learners[0].pseudo)
    assert ada["P01 Mon initiale en néon : étoiles"] == "3"
    assert ada["P01 : sur"] == "15"
    assert len(rows) == 3


def test_a_closed_seance_keeps_the_work_and_lets_nobody_in(house):
    samia, bob = house.animator, house.learners[1]
    samia.click("Fermer la séance")
    samia.click("Fermer la séance")
    expect(samia.page.get_by_role("heading", name="Ouvrir une séance")).to_be_visible()
    bob.page.goto(house.base + "services/salle/lecons")
    bob.reads("La séance est fermée")
    late = house.new_learner()
    late._type_code(house.code)
    assert late.page.get_by_role("alert").inner_text() == house.refusal


def test_an_animator_erases_a_learner_and_the_house_keeps_no_trace(house):
    samia, ada, cleo = house.animator, house.learners[0], house.learners[2]
    name = learner_called(house, ada.pseudo)
    ada.page.goto(house.base + "services/salle/lecons")  # a lesson left open writes its address
    ada.reads("La séance est fermée")
    assert traces(house.data, [name, ada.pseudo])
    samia.page.goto(f"{house.base}services/salle/animation/jeunes/{name}")
    samia.click("Effacer ce jeune")
    samia.page.get_by_label("tapez son pseudo").fill(ada.pseudo.upper())
    if samia.page.get_by_label("Et votre mot de passe").count():  # five minutes may have passed
        samia.page.get_by_label("Et votre mot de passe").fill(PASSWORD)
    samia.show("effacer")
    samia.click("Effacer pour toujours")
    samia.page.get_by_role("link", name="Mes séances").last.wait_for()
    while samia.page.get_by_role("link", name="Regarder encore").count():
        samia.click("Regarder encore")
        samia.page.wait_for_load_state()
    samia.reads("C'est effacé")
    words = (name, ada.pseudo, quote(ada.pseudo))
    lessons = ("publie/", "cours/programmation/release/")
    found = [one for one in traces(house.data, words) if not one.startswith(lessons)]
    assert found == []
    assert traces(house.data, [cleo.pseudo])
    ada.page.goto(house.base + "services/salle/lecons")
    expect(ada.page.get_by_label("Le code de la séance")).to_be_visible()


def learner_called(house, pseudo: str) -> str:
    """The Hub user of the learner who has this pseudonym."""
    store = open_store(Settings(data=house.data).store_url)
    (name,) = [one.id for one in store.learners.of_centre("Alma") if one.pseudo == pseudo]
    store.close()
    return name


def test_no_page_asked_anything_of_another_machine(house):
    assert [person.outside for person in (house.animator, *house.learners)] == [[]] * 4


def test_root_runs_all_of_this_in_an_empty_network(no_network):
    assert no_network or os.geteuid() != 0
