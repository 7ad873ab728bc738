"""A whole lesson by keyboard alone, from the entry page to «Rendre»: Tab, Enter, Space and letters.

Nothing here clicks, and nothing gives the focus but the keys.
"""

from __future__ import annotations

from people import PASSWORD
from playwright.sync_api import Page, expect

SECRET = (0, 4, 7)
TITLE = "Mon initiale en néon"
CORNER = "t = Tortue()\nt.avance(150)\nt.droite(90)\nt.avance(150)\nmontrer(t, 'Un grand coin')"
READY = "Ta leçon est prête."
PATIENCE = 60_000
WHO = """() => {
  const one = document.activeElement;
  const text = one.matches('a, button, summary') ? one.innerText : '';
  return (one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? text).trim();
}"""
SEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  let ring = one.matches('.cm-content');  // the editor around it has the ring
  for (let node = one; node !== document.body; node = node.parentElement) {
    ring ||= getComputedStyle(node).outlineStyle !== 'none';  // a card wears that of its link
  }
  return [inside, ring];
}"""


def reach(page: Page, words: str, tabs: int = 60) -> None:
    """Press Tab until the focus is on what has these words, which must be in sight and ringed."""
    met = []
    for _ in range(tabs):
        if page.evaluate("document.activeElement.matches('.cm-content')"):
            page.keyboard.press("Escape")  # as the tip under the code says
        page.keyboard.press("Tab")
        met.append(page.evaluate(WHO))
        if words.lower() in met[-1].lower():
            assert page.evaluate(SEEN) == [True, True], met[-1]
            return
    raise AssertionError(f"Tab never reached «{words}»: {met}")


def follow(page: Page, key: str) -> None:
    """Press a key that leads to another page, and be there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def enter(page: Page, house, code: str) -> None:
    """From the code to «Mes leçons», as a newcomer."""
    page.goto(house.base)
    reach(page, "Le code de la séance")
    page.keyboard.type(code)
    follow(page, "Enter")
    reach(page, "Je suis nouveau")
    follow(page, "Enter")
    expect(page.locator("button.tuile").first).to_be_visible()
    reach(page, page.locator("button.tuile").first.inner_text().strip())
    follow(page, "Enter")
    for _ in range(2):
        for done, place in enumerate(SECRET):
            picture = page.locator("button.image").nth(place)
            reach(page, picture.inner_text().strip())
            follow(page, "Space")
            if done < 2:
                expect(page.locator(".case.pleine")).to_have_count(done + 1)
    expect(page.get_by_text("C'est bien toi ?")).to_be_visible()
    reach(page, "Oui, c'est moi")
    follow(page, "Enter")
    expect(page.get_by_role("heading", name="Mes leçons")).to_be_visible()


def pass_on(page: Page) -> None:
    """«Passer» or «Étape suivante», then the next step has the focus."""
    before = page.locator(".qp-stone[aria-current]").inner_text()
    way = page.locator(".qp-way-button:visible").last.inner_text()
    reach(page, way)
    page.keyboard.press("Enter")
    expect(page.locator(".qp-stone[aria-current]")).not_to_have_text(before)


def test_a_learner_without_mouse_goes_from_the_door_to_the_stars(house):
    samia = house.new_animator()
    samia.enter("samia", PASSWORD)
    code = samia.open_seance("Alma")
    learner = house.new_learner()
    page = learner.page
    enter(page, house, code)
    reach(page, TITLE)
    page.keyboard.press("Enter")
    expect(page.locator(".qp-live")).to_have_text(READY, timeout=PATIENCE)
    while not page.locator(".qp-role-reponse:visible").count():
        pass_on(page)
    reach(page, "Code de l’étape Modifie")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(CORNER)
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".qp-role-reponse .jp-OutputArea img").first).to_be_visible(
        timeout=PATIENCE
    )
    page.keyboard.press("Escape")
    reach(page, "Vérifier")
    page.keyboard.press("Space")
    expect(page.locator(".qp-stars-all")).to_be_visible(timeout=PATIENCE)
    reach(page, "Indice 1")
    page.keyboard.press("Enter")
    expect(page.locator(".qp-hint")).to_have_count(1)
    reach(page, "Rendre")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] .qp-results")).to_be_visible(timeout=PATIENCE)
    assert "3 étoiles sur 15" in page.locator("dialog[open]").inner_text()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert "Rendre" in page.evaluate(WHO)
    assert learner.outside == []
