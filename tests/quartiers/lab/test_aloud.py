"""Reading aloud: only on demand, by a recorded voice or by a French voice of the machine.

The machine of the tests has no voice: one is lent to the page, which notes what it is asked.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from learner_side import CARD, LearnerServer, start_server
from lesson_page import browser_page, cell, needs_a_browser, notebook, open_lesson, put
from playwright.sync_api import BrowserContext, expect

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
HINTS = """<details><summary>Indice 1 · Une question</summary>

Combien de traits ?

</details>"""
NOTE_PLAYS = """
window.played = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.played.push(this.src);
  return play.call(this);
};
"""
LESSON = notebook(
    cell("markdown", "titre", "titre", "# Mon initiale en néon"),
    cell("markdown", "consigne", "modifie", "Trace **deux** traits.", 2),
    cell("code", "reponse", "modifie", "# À toi", 2),
    cell("markdown", "indices", "modifie", HINTS, 2),
)
FOLDER = f"{CARD['parcours']}/{CARD['assignment']}"


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the learner's server."""
    return tmp_path_factory.mktemp("aloud")


@pytest.fixture(scope="module")
def school(box: Path) -> Iterator[LearnerServer]:
    """A learner's server."""
    for server in start_server(box, None):
        put(server, LESSON)
        yield server


def half_a_second() -> bytes:
    """A sound of half a second, as a volunteer's recorder writes it."""
    sound = io.BytesIO()
    with av.open(sound, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000)
        silence = np.zeros((1, 24_000), dtype="int16")
        frame = av.AudioFrame.from_ndarray(silence, format="s16", layout="mono")
        frame.sample_rate = 48_000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return sound.getvalue()


@contextmanager
def recorded(box: Path, sound: bytes) -> Iterator[None]:
    """The lesson is published with a voice for its instruction and one for its hint."""
    names = ("consigne-2", "indices-2-1")
    voices = {name: f"media/voix/{name}.ogg" for name in names}
    for home in (box / "publie", box / "home"):
        (home / FOLDER / "media" / "voix").mkdir(parents=True, exist_ok=True)
        for file in voices.values():
            (home / FOLDER / file).write_bytes(sound)
    index = box / "publie" / "index.json"
    index.write_text(json.dumps([{**CARD, "voix": voices}]), encoding="utf-8")
    yield
    index.write_text(json.dumps([CARD]), encoding="utf-8")


def test_an_instruction_is_read_on_demand_with_its_word_marked(
    school: LearnerServer, browser: BrowserContext
) -> None:
    with browser_page(school, browser) as page:
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


def test_without_a_french_voice_nothing_is_offered(
    school: LearnerServer, browser: BrowserContext
) -> None:
    with browser_page(school, browser) as page:
        page.add_init_script(LENT_VOICE.replace("LANG", "en-US"))
        open_lesson(school, page)
        expect(page.locator(".qp-read")).to_have_count(1)
        expect(page.locator(".qp-read:visible")).to_have_count(0)


def test_a_recorded_voice_is_played_on_demand_even_where_the_machine_has_none(
    school: LearnerServer, box: Path, browser: BrowserContext
) -> None:
    with recorded(box, half_a_second()), browser_page(school, browser) as page:
        page.add_init_script(NOTE_PLAYS)
        open_lesson(school, page)
        button = page.get_by_role("button", name="Écouter")
        assert page.evaluate("played") == []
        with page.expect_response("**/consigne-2.ogg*") as answer:
            button.click()
        assert answer.value.ok
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_attribute("aria-pressed", "false")  # the sound has ended
        page.get_by_role("button", name="Indice 1").click()
        page.locator(".qp-hint .qp-read").click()
        names = [address.split("/")[-1].split("?")[0] for address in page.evaluate("played")]
        assert names == ["consigne-2.ogg", "indices-2-1.ogg"]


def test_a_recorded_voice_takes_the_place_of_the_machine_s(
    school: LearnerServer, box: Path, browser: BrowserContext
) -> None:
    with recorded(box, half_a_second()), browser_page(school, browser) as page:
        page.add_init_script(LENT_VOICE.replace("LANG", "fr-FR"))
        open_lesson(school, page)
        button = page.get_by_role("button", name="Écouter")
        expect(button).to_have_attribute("data-voice", "recorded")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "false")
        assert page.evaluate("said") == []
        assert page.evaluate("CSS.highlights.has('qp-word')") is False


def test_a_recording_that_cannot_be_played_gives_way_to_the_machine_s_voice(
    school: LearnerServer, box: Path, browser: BrowserContext
) -> None:
    with recorded(box, b"no sound at all"), browser_page(school, browser) as page:
        page.add_init_script(LENT_VOICE.replace("LANG", "fr-FR"))
        open_lesson(school, page)
        button = page.get_by_role("button", name="Écouter")
        expect(button).to_have_attribute("data-voice", "recorded")
        button.click()
        page.wait_for_function("said.length > 0")
        assert [text.strip() for text in page.evaluate("said")] == ["Trace deux traits."]
