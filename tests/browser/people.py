"""The people of a séance, each with a browser of their own, doing what people do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from isolation import is_local
from playwright.sync_api import Browser, BrowserContext, Page, expect

PASSWORD = "quatre petits mots ici"
SCREEN = {"width": 1280, "height": 720}
PATIENCE = 60_000  # milliseconds; a shared machine may be slow, a missing thing is missing anyway
expect.set_options(timeout=PATIENCE / 3)


@dataclass
class Person:
    """Somebody at a computer; `outside` gathers what their pages asked of other machines."""

    base: str
    context: BrowserContext
    page: Page
    artefacts: Path
    outside: list[str] = field(default_factory=list)

    @classmethod
    def arrive(cls, browser: Browser, base: str, artefacts: Path, **options):
        """A new browser profile, as on another computer."""
        context = browser.new_context(viewport=SCREEN, locale="fr-FR", **options)
        context.set_default_timeout(PATIENCE)
        person = cls(base, context, context.new_page(), artefacts)
        context.on("request", person._note)
        return person

    def _note(self, request) -> None:
        if not is_local(request.url):
            self.outside.append(request.url)

    def show(self, name: str) -> None:
        """Keep a screenshot, for people to look at."""
        self.page.screenshot(path=self.artefacts / f"{name}.png")

    def click(self, words: str) -> None:
        """Click on the button or link that says this."""
        button = self.page.get_by_role("button", name=words)
        link = self.page.get_by_role("link", name=words)
        button.or_(link).first.click()

    def reads(self, words: str | re.Pattern[str]) -> None:
        """These words are on the screen, soon."""
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


class Animator(Person):
    """A youth worker."""

    def enter(self, login: str, password: str) -> None:
        """By the animators' door."""
        self.page.goto(self.base)
        self.click("Espace des animateurs")
        self.page.get_by_label("Votre identifiant").fill(login)
        self.page.get_by_label("Votre mot de passe").fill(password)
        self.click("Entrer")

    def open_seance(self, centre: str) -> str:
        """Open a séance; its code."""
        self.page.get_by_role("radio", name=centre).check()
        self.click("Ouvrir la séance")
        return self.page.locator(".code-grand").inner_text().strip()

    def tile(self, pseudo: str):
        """The tile of a learner on the board."""
        name = self.page.locator(".pseudo", has_text=pseudo)
        return self.page.locator(".tuile").filter(has=name)


class Learner(Person):
    """A young person."""

    pseudo = ""

    def enter_as_newcomer(self, code: str, pictures: tuple[int, int, int]) -> None:
        """From the code to «Mes leçons», for the first time."""
        self._type_code(code)
        self.click("Je suis nouveau ou nouvelle")
        tile = self.page.locator("button.tuile").first
        self.pseudo = tile.inner_text().strip()
        tile.click()
        self.choose(pictures)
        self.choose(pictures)
        self._confirm()

    def come_back(self, code: str, pictures: tuple[int, int, int]) -> None:
        """From the code to «Mes leçons», with the tile and the pictures of last time."""
        self._type_code(code)
        self.click(self.pseudo)
        self.choose(pictures)
        self._confirm()

    def choose(self, pictures: tuple[int, int, int]) -> None:
        """The three secret pictures, by their place in the grid."""
        for done, place in enumerate(pictures):
            self.page.locator("button.image").nth(place).click()
            if done < 2:
                expect(self.page.locator(".case.pleine")).to_have_count(done + 1)

    def open_lesson(self, title: str) -> None:
        """From «Mes leçons» to the lesson, ready to work."""
        self.page.get_by_role("link", name=title, exact=True).click()
        expect(self.page.locator(".jp-Notebook")).to_be_visible(timeout=PATIENCE)
        expect(self.page.locator(".qp-live")).to_have_text("Ta leçon est prête.", timeout=PATIENCE)

    def _type_code(self, code: str) -> None:
        self.page.goto(self.base)
        self.page.get_by_label("Le code de la séance").fill(code)
        self.click("Entrer")

    def _confirm(self) -> None:
        self.reads("C'est bien toi ?")
        self.reads(self.pseudo)
        self.click("Oui, c'est moi")
        expect(self.page.get_by_role("heading", name="Mes leçons")).to_be_visible()

    def write_answer(self, place: int, code: str) -> None:
        """Replace the text of the answer cell number `place` (0 is the first)."""
        editor = self.page.locator(".qp-role-reponse .cm-content").nth(place)
        while not editor.is_visible():
            self.page.locator(".qp-way-button:visible").last.click()
        editor.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def check(self, place: int) -> str:
        """Click on the «Vérifier» of exercise number `place`; what the card says."""
        cell = self.page.locator(".qp-role-controle").nth(place)
        cell.get_by_role("button", name="Vérifier").click()
        card = cell.locator(".qp-stars")
        expect(card).to_be_visible(timeout=PATIENCE)
        expect(cell.get_by_text("Ça tourne")).to_have_count(0)
        return card.inner_text()

    def hand_in(self) -> str:
        """Click on «Rendre» and wait for the stars; what the panel says."""
        self.page.get_by_role("button", name="Rendre").first.click()
        results = self.page.locator(".qp-dialog .qp-results")
        expect(results).to_be_visible(timeout=PATIENCE)
        return self.page.locator(".qp-dialog").inner_text()
