"""Reading aloud: only on demand, only with a French voice of the machine.

The machine of the tests has no voice: one is lent to the page, which notes what it is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from learner_side import LearnerServer, start_server
from lesson_page import browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import expect

pytestmark = needs_a_browser
LENT_VOICE = """
window.said = [];
const voices = [{lang: 'LANG', localService: true, name: 'Voix'}];
window.SpeechSynthesisUtterance = class { text = ''; };
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => voices,
  addEventListener: () => undefined,
  cancel: () => undefined,
  speak: one => { window.said.push(one.text); one.onboundary({charIndex: 0}); }
}});
"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "Trace **deux** traits.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LearnerServer]:
    """A learner's server."""
    for server in start_server(tmp_path_factory.mktemp("aloud"), None):
        put(server, LESSON)
        yield server


def test_an_instruction_is_read_on_demand_with_its_word_marked(school: LearnerServer) -> None:
    with browser_page(school) as page:
        page.add_init_script(LENT_VOICE.replace("LANG", "fr-FR"))
        open_lesson(school, page)
        assert page.evaluate("said") == []
        expect(page.locator(".qp-role-consigne")).to_contain_text("Trace deux traits.")
        button = page.get_by_role("button", name="Écouter")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")
        assert [text.strip() for text in page.evaluate("said")] == ["Trace deux traits."]
        marked = "[...CSS.highlights.get('qp-word')].map(range => range.toString())"
        assert page.evaluate(marked) == ["Trace"]
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert page.evaluate("CSS.highlights.has('qp-word')") is False


def test_without_a_french_voice_nothing_is_offered(school: LearnerServer) -> None:
    with browser_page(school) as page:
        page.add_init_script(LENT_VOICE.replace("LANG", "en-US"))
        open_lesson(school, page)
        expect(page.locator(".qp-read")).to_have_count(1)
        expect(page.locator(".qp-read:visible")).to_have_count(0)
