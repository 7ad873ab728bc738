"""Two learners at one computer, in real browsers: the door, the swap, the credit, the work found.

The tests follow each other as the afternoon does; each begins where the one before ended.
"""

import re

from people import PASSWORD
from playwright.sync_api import expect

CORNER = """\
t = Tortue()
t.avance(150)
t.droite(90)
t.avance(150)
montrer(t, "Un grand coin dessiné par la tortue")
"""
ADA, BOB = (0, 4, 7), (1, 2, 3)
LESSON = "Mon initiale en néon"


def by_role(person, role):
    """The line of the pilot or of the copilot, in the pair's bar."""
    return person.page.locator(".qp-member").filter(has_text=role)


def test_two_learners_enter_each_with_their_pictures(house):
    house.animator = house.new_animator()
    house.animator.enter("samia", PASSWORD)
    house.code = house.animator.open_seance("Alma")
    for pictures in (ADA, BOB):
        learner = house.new_learner()
        learner.enter_as_newcomer(house.code, pictures)
        house.learners.append(learner)
    # Bob's computer is wanted elsewhere: he goes beside Ada.
    house.learners[1].click("Au revoir")


def test_the_second_one_comes_beside_without_the_first_one_going_out(house):
    ada, bob = house.learners
    ada.open_lesson(LESSON)
    ada.page.set_viewport_size({"width": 1024, "height": 600})
    ada.show("a-deux-0-avant-1024")
    ada.page.set_viewport_size({"width": 1280, "height": 720})
    ada.page.get_by_role("button", name="À deux").click()
    ada.reads(f"Qui vient à côté de {ada.pseudo}")
    ada.show("a-deux-1-qui")
    ada.click(bob.pseudo)
    ada.show("a-deux-2-images")
    ada.choose(BOB)
    ada.reads("C'est bien toi ?")
    ada.reads(f"Tu vas travailler avec {ada.pseudo}")
    ada.show("a-deux-3-toi")
    ada.click("Oui, c'est moi")
    expect(ada.page.locator(".qp-live")).to_have_text("Ta leçon est prête.", timeout=60_000)
    expect(by_role(ada, "pilote, au clavier")).to_contain_text(ada.pseudo)
    expect(by_role(ada, "copilote, guide")).to_contain_text(bob.pseudo)
    expect(ada.page.get_by_role("button", name="À deux", exact=True)).to_have_count(0)


def test_the_keyboard_changes_hands_and_it_is_said(house):
    ada, bob = house.learners
    ada.page.get_by_role("button", name="Échanger").focus()
    ada.page.keyboard.press("Enter")
    expect(by_role(ada, "pilote, au clavier")).to_contain_text(bob.pseudo)
    expect(ada.page.locator(".qp-told")).to_have_text(f"{bob.pseudo} prend le clavier.")
    expect(ada.page.get_by_role("button", name="Échanger")).to_be_focused()
    ada.show("a-deux-4-echange")
    ada.page.set_viewport_size({"width": 1024, "height": 600})
    ada.show("a-deux-4-echange-1024")
    ada.page.set_viewport_size({"width": 1280, "height": 720})
    ada.page.reload()
    expect(by_role(ada, "pilote, au clavier")).to_contain_text(bob.pseudo, timeout=60_000)
    expect(ada.page.locator(".qp-live")).to_have_text("Ta leçon est prête.", timeout=60_000)


def test_stars_won_together_are_on_both_tiles_of_the_board(house):
    ada, bob = house.learners
    ada.write_answer(0, CORNER)
    assert "3 étoiles sur 3" in ada.check(0)
    for me, other in ((ada, bob), (bob, ada)):
        tile = house.animator.tile(me.pseudo)
        expect(tile).to_contain_text("3 / 15", timeout=20_000)
        expect(tile).to_contain_text(f"avec {other.pseudo}")
    house.animator.show("a-deux-5-tableau")


def test_one_work_handed_in_is_graded_for_both(house):
    ada, bob = house.learners
    assert "3 étoiles sur 15" in ada.hand_in()
    expect(ada.page.locator(".qp-told")).to_have_text(f"C’est rendu pour toi et pour {bob.pseudo}.")
    ada.page.get_by_role("button", name="Fermer").click()
    for me in (ada, bob):
        expect(house.animator.tile(me.pseudo)).to_contain_text("A rendu", timeout=60_000)


def test_the_pair_ends_when_both_say_so(house):
    ada, bob = house.learners
    ada.page.get_by_role("button", name="Finir à deux").click()
    ada.show("a-deux-6-finir")
    ada.page.get_by_role("button", name="Oui, on arrête").click()
    expect(ada.page.locator(".qp-told")).to_contain_text(f"{bob.pseudo} retrouve ce travail")
    expect(ada.page.get_by_role("button", name="À deux")).to_be_focused()
    expect(ada.page.locator(".qp-pair")).to_be_hidden()
    expect(house.animator.tile(bob.pseudo)).not_to_contain_text("avec", timeout=20_000)


def test_the_copilot_finds_the_work_and_the_stars_later_on_another_computer(house):
    ada, bob = house.learners
    elsewhere = house.new_learner()
    elsewhere.pseudo = bob.pseudo
    elsewhere.come_back(house.code, BOB)
    card = elsewhere.page.locator("li.lecon").filter(has_text=LESSON)
    expect(card).to_contain_text(re.compile("3 étoiles sur 15"))
    elsewhere.show("a-deux-7-mes-lecons")
    elsewhere.open_lesson(LESSON)
    expect(elsewhere.page.locator(".qp-role-reponse").first).to_contain_text("avance(150)")
    expect(elsewhere.page.locator(".qp-total")).to_contain_text("3 étoiles sur 15")
    elsewhere.show("a-deux-8-retrouve")
    elsewhere.page.get_by_role("button", name="Mes versions").click()
    expect(elsewhere.page.locator(".qp-version-list")).to_contain_text(
        f"fait à deux avec {ada.pseudo}"
    )
    elsewhere.show("a-deux-9-versions")
    house.learners.append(elsewhere)


def test_no_page_asked_anything_of_another_machine(house):
    assert [person.outside for person in (house.animator, *house.learners)] == [[]] * 4
