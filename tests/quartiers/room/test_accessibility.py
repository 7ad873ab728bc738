"""Every page of the room, for learners, phones and animators, judged by axe-core in a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import chromium
import eyes
import pytest
from eyes import AXE
from PIL import Image

from quartiers.kernels.disk import note
from quartiers.room.animation import learners_page
from quartiers.room.copies.contents import items_of
from quartiers.room.entry import newcomer_page
from quartiers.room.templates import make_templates
from quartiers.sessions import ExerciseResult, GradingResult
from quartiers.sessions.pseudonyms import ANIMALS, COLOURS, compose

LAPTOP, TABLET, PHONE = (1280, 720), (1024, 600), (390, 844)
ANIMATORS_WORDS = "quatre mots bien choisis"

pytestmark = [
    pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not in lab-extension/node_modules"),
    pytest.mark.skipif(not chromium.PROGRAM, reason=chromium.MISSING),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium.PROGRAM, args=[*chromium.ALONE])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def judge(page: Any, size: tuple[int, int] = LAPTOP) -> None:
    """No barrier, no English word, and nothing to scroll sideways; every text is looked at."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    eyes.judge(page)
    if size == LAPTOP:
        eyes.sees_grey_on_grey(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0], page.url


def enter(
    page: Any, salle: Any, learner: Any, seance: Any, judge: Callable[[Any], None] = lambda _: None
) -> None:
    """The whole way in; `judge` is called at each step."""
    page.goto(salle.address)
    judge(page)
    page.fill("input[name=code]", seance.code)
    page.keyboard.press("Enter")
    for value in (learner.id, "tram", "velo", "micro", "oui"):
        page.wait_for_selector(f"button[value={value}]")
        judge(page)
        page.click(f"button[value={value}]")
    page.wait_for_url("**/lecons")


def keep_a_work(salle: Any, learner: Any) -> None:
    place = salle.room.settings.home(learner.id) / "creations"
    place.mkdir(parents=True)
    Image.new("RGB", (50, 50), "teal").save(place / "n.png")
    for name in ("n.png", "bip.wav"):
        card = {"fichier": name, "titre": f"Ma création {name}", "description": "Un essai"}
        (place / name).with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")
    (place / "bip.wav").write_bytes(b"RIFF")


def hand_in(salle: Any, learner: Any) -> None:
    """A graded lesson, with a word that gives it back."""
    store, now = salle.store, salle.clock()
    store.progress.record(learner.id, "P01", "modifie", {2: 1}, now, ["predis"], stuck=True)
    key = store.submissions.new_id()
    store.submissions.receive(learner.id, "P01", "0" * 64, 10, now, id=key)
    store.submissions.claim_next(now)
    line = ExerciseResult(2, 2, 3, "Ton coin est presque là.")
    store.submissions.finish(key, GradingResult(2, 5, (line,)), now)
    store.words.write(learner.id, "P01", None, "J'ai remarqué ton coin.", True, now)


def test_what_is_refused_is_said_to_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance()
    page.goto(salle.address)
    page.fill("input[name=code]", "ABCDE")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    judge(page)
    page.fill("input[name=code]", seance.code)
    page.keyboard.press("Enter")
    page.click(f"button[value={learner.id}]")
    for value in ("velo", "tram", "micro"):
        page.wait_for_selector(f"button[value={value}]")
        page.click(f"button[value={value}]")
    page.get_by_role("alert").wait_for()
    judge(page)


def test_unexpected_pages_say_it_to_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    enter(page, salle, learner, seance)
    for path, status in (("nulle-part", 404), ("animation/", 403), ("ouvrir/Z99", 404)):
        assert page.goto(salle.address + path).status == status
        judge(page)
    salle.room.store.comfort.get = lambda _: 1 / 0  # the room stumbles
    assert page.goto(salle.address + "lecons").status == 500
    judge(page)


def test_a_lesson_that_opens_then_does_not_is_told_to_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    enter(page, salle, learner, seance)
    salle.hub.servers[learner.id] = "pending"
    page.goto(salle.address + "ouvrir/P01")
    judge(page)
    salle.hub.servers.clear()
    salle.hub.refuses = True
    for tries in (1, 2, 3):
        page.goto(salle.address + "ouvrir/P01")
        page.wait_for_timeout(300)
        assert len(salle.hub.starts) == tries
        salle.clock.forward(seconds=15)
    page.goto(salle.address + "ouvrir/P01")
    page.get_by_text("L'atelier ne s'ouvre pas").first.wait_for()
    judge(page)


def test_the_learners_pages_hold_for_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    keep_a_work(salle, learner)
    enter(page, salle, learner, seance, judge)
    for path in ("lecons", "creations", "medias", "retour/P01", "nulle-part"):
        page.goto(salle.address + path)
        for size in (LAPTOP, TABLET, PHONE, (640, 360)):  # the last one is 1280 x 720 at 200 %
            judge(page, size)
    hand_in(salle, learner)
    for path in ("lecons", "retour/P01"):
        page.goto(salle.address + path)
        judge(page)
    salle.store.seances.close(seance.id, salle.clock())
    page.goto(salle.address + "lecons")
    judge(page)


@pytest.mark.parametrize(
    "choices",
    [
        {"theme": "dark"},
        {"contrast": "high"},
        {"theme": "dark", "contrast": "high", "size": "larger", "font": "dyslexic"},
    ],
)
def test_comfort_keeps_every_text_readable(salle: Any, page: Any, choices: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    enter(page, salle, learner, seance)
    keep_a_work(salle, learner)
    hand_in(salle, learner)
    salle.store.comfort.change(learner.id, choices)
    for path in ("lecons", "creations", "medias", "retour/P01"):
        page.goto(salle.address + path)
        judge(page)
        judge(page, PHONE)
    page.goto(salle.address + "lecons")
    page.click("summary")
    judge(page)


@pytest.mark.parametrize("choices", [{}, {"theme": "dark", "contrast": "high"}])
def test_coming_beside_somebody_holds_for_everybody(salle: Any, page: Any, choices: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    guest = salle.learner("Panda azur")
    enter(page, salle, learner, seance)
    salle.store.comfort.change(learner.id, choices)
    page.goto(salle.address + "a-deux")
    for value in (guest.id, "tram", "velo", "micro", "oui"):
        page.wait_for_selector(f"button[value={value}]")
        for size in (LAPTOP, TABLET, PHONE):
            judge(page, size)
        page.click(f"button[value={value}]")
    page.wait_for_selector(".a-deux")
    for size in (LAPTOP, TABLET, PHONE, (640, 360)):
        judge(page, size)


def test_a_phones_pages_hold_for_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance()
    keep_a_work(salle, learner)
    inside = salle.inside(learner, seance)
    forms = [
        ("creations/partage", "creations", {"fichier": "n.png"}),
        ("creations/partage", "creations", {}),
        ("medias/telephone", "medias", {}),
    ]
    for path, form, fields in forms:
        shown = inside.post(path, form=form, **fields).text
        link = re.search(r"(partage|envoi)/[A-Za-z0-9_-]{24}", shown)
        assert link
        page.goto(salle.address + link[0])
        judge(page, PHONE)
    page.goto(salle.address + "partage/" + "a" * 24)
    judge(page, PHONE)


def test_the_animators_pages_hold_for_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    keep_a_work(salle, learner)
    salle.inside(learner, seance)
    hand_in(salle, learner)
    salle.store.animators.create("samia", ANIMATORS_WORDS, salle.clock())
    page.goto(salle.address + "animation/entrer")
    judge(page)
    page.fill("[name=login]", "samia")
    page.fill("[name=password]", ANIMATORS_WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/animation/")
    here = f"animation/seances/{seance.id}"
    young = f"animation/jeunes/{learner.id}?lecon=P01"
    for path in (
        "animation/",
        "animation/compte",
        "animation/jeunes",
        "animation/boite",
        here,
        here + "/fermer",
        young,
    ):
        page.goto(salle.address + path)
        judge(page)
        judge(page, TABLET)
    the_box_holds_for_everybody(salle, page, here, learner)


def the_box_holds_for_everybody(salle: Any, page: Any, here: str, learner: Any) -> None:
    """Its page and the board, when the disk fills, somebody was stopped and the clock is wrong."""
    settings = salle.room.settings
    settings.hub_folder.mkdir(exist_ok=True)
    stopped = {learner.id: note.Stopped(612_000_000, "share")}
    note.write(settings.hub_folder, note.Note(stopped, {learner.id: 612_000_000}))
    for path in ("animation/", "animation/boite", here):
        page.goto(salle.address + path)
        assert page.locator("#ecart").is_visible(), path  # the room's clock is that of the test
        for size in (LAPTOP, TABLET, PHONE):
            judge(page, size)
    page.goto(salle.address + "animation/boite")
    heard: list[datetime] = []
    salle.room.set_clock = heard.append
    page.click("text=Mettre la boîte à cette heure")
    page.wait_for_selector(".fait")
    assert abs(heard[0] - datetime.now(UTC)) < timedelta(minutes=1)
    judge(page)


def test_a_centre_whose_pseudonyms_run_out_is_told_to_everybody(
    salle: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = {compose(animal, colour) for animal in ANIMALS for colour in COLOURS}
    monkeypatch.setattr(salle.room.store.learners, "pseudos", lambda centre: taken)
    monkeypatch.setattr(learners_page, "simple_left", lambda taken: 0)
    salle.learner("Grenouille framboise 2")
    page.goto(salle.address)
    page.fill("input[name=code]", salle.seance().code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/qui")
    for size in (LAPTOP, TABLET, PHONE):
        page.goto(salle.address + "nouveau")
        judge(page, size)
        assert page.locator("button.tuile").count() == 6
    monkeypatch.setattr(newcomer_page, "offer", lambda *_: [])
    for size in (LAPTOP, TABLET, PHONE):
        page.goto(salle.address + "nouveau")
        judge(page, size)
        assert "Appelle un animateur" in page.get_by_role("alert").inner_text()
    sign_in(page, salle)
    page.goto(salle.address + "animation/jeunes")
    assert "Tous les pseudos sans numéro sont pris." in page.locator("main").inner_text()
    for size in (LAPTOP, TABLET, PHONE):
        judge(page, size)


def sign_in(page: Any, salle: Any) -> None:
    """An animator at their first page."""
    salle.store.animators.create("samia", ANIMATORS_WORDS, salle.clock())
    page.goto(salle.address + "animation/entrer")
    page.fill("[name=login]", "samia")
    page.fill("[name=password]", ANIMATORS_WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/animation/")


def choose_new_pictures(page: Any, salle: Any, learner: Any, seance: Any) -> None:
    """The way in of a learner who was given new pictures, up to the page that waits."""
    page.goto(salle.address)
    page.fill("input[name=code]", seance.code)
    page.keyboard.press("Enter")
    for value in (learner.id, *("tram", "velo", "micro") * 2, "oui"):
        page.wait_for_selector(f"button[value={value}]:not([disabled])")
        page.click(f"button[value={value}]")
    page.wait_for_url("**/attends")


def test_who_waits_for_a_yes_and_who_says_it_meet_no_barrier(
    salle: Any, browser: Any, page: Any
) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    salle.inside(salle.learner("Panda azur"), seance)
    salle.store.learners.reset_secret(learner.id)
    adult = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    sign_in(adult, salle)
    choose_new_pictures(page, salle, learner, seance)
    for size in (LAPTOP, TABLET, PHONE):
        judge(page, size)
    adult.goto(salle.address + f"animation/seances/{seance.id}")
    for size in (LAPTOP, TABLET, PHONE):
        judge(adult, size)
    number = page.locator(".pseudo-geant").inner_text()
    assert adult.locator(".demande .numero").inner_text() == number
    adult.get_by_role("button", name="Non, pour Renard turquoise").click()
    page.get_by_text("va lui parler").wait_for()
    for size in (LAPTOP, TABLET, PHONE):
        judge(page, size)
    choose_new_pictures(page, salle, learner, seance)
    adult.get_by_role("button", name="Oui, pour Renard turquoise").click()
    page.wait_for_url("**/lecons")
    adult.context.close()


def test_the_password_asked_again_holds_for_everybody(salle: Any, page: Any) -> None:
    seance = salle.seance()
    learner = salle.learner()
    salle.inside(learner, seance)
    salle.store.seances.close(seance.id, salle.clock())
    salle.store.animators.create("nadia", ANIMATORS_WORDS, salle.clock())
    sign_in(page, salle)
    for path in ("animation/compte", f"animation/seances/{seance.id}/nouveaux"):
        page.goto(salle.address + path)
        for size in (LAPTOP, TABLET, PHONE):
            judge(page, size)
    page.goto(salle.address + f"animation/jeunes/{learner.id}")
    page.get_by_role("link", name="Donner une copie").click()
    for words, heading in (("pas celui-ci", "C'est bien vous"), (ANIMATORS_WORDS, "Merci")):
        for size in (LAPTOP, TABLET, PHONE):
            judge(page, size)
        page.get_by_label("Votre mot de passe").fill(words)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=heading).wait_for()
    for size in (LAPTOP, TABLET, PHONE):
        judge(page, size)
    with page.expect_download() as download:
        page.get_by_role("link", name="Enregistrer le fichier").click()
    assert download.value.suggested_filename.endswith(".zip")


def test_erasing_somebody_holds_for_everybody(
    salle: Any, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quartiers.room.erasing.pages.PATIENCE", 0.0)
    learner, seance = salle.learner("Hérisson émeraude"), salle.seance()
    salle.store.animators.create("samia", ANIMATORS_WORDS, salle.clock())
    page.goto(salle.address + "animation/entrer")
    page.fill("[name=login]", "samia")
    page.fill("[name=password]", ANIMATORS_WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/animation/")

    def judge_at_each_size() -> None:
        for size in (LAPTOP, TABLET, PHONE):
            judge(page, size)

    page.goto(salle.address + f"animation/jeunes/{learner.id}/effacer")
    judge_at_each_size()
    salle.store.seances.close(seance.id, salle.clock())
    page.reload()
    judge_at_each_size()
    page.get_by_label("Et votre mot de passe").fill(ANIMATORS_WORDS)
    page.get_by_label("tapez son pseudo").fill("Loutre")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    judge_at_each_size()
    page.get_by_label("tapez son pseudo").fill("hérisson émeraude")
    page.keyboard.press("Enter")
    page.wait_for_url("**/effacements")
    judge_at_each_size()
    while waiting := salle.store.erasures.waiting():
        for one in waiting:
            salle.store.erasures.advance(one)
    page.get_by_role("link", name="Regarder encore").click()
    page.get_by_role("heading", name="C'est effacé").wait_for()
    judge_at_each_size()


def test_the_copy_that_is_given_is_read_by_everybody(salle: Any, page: Any) -> None:
    learner, seance = salle.learner(), salle.seance(lessons=["P01"])
    salle.inside(learner, seance)
    hand_in(salle, learner)
    salle.store.help.raise_hand(learner.id, "P01", salle.clock())
    (salle.room.settings.home(learner.id)).mkdir(parents=True)
    (salle.room.settings.home(learner.id) / "lien").symlink_to("/etc/passwd")
    *_, last = items_of(salle.room, make_templates(), learner, salle.clock())
    page.set_content(last.content.read().decode())
    for size in (LAPTOP, TABLET, PHONE):
        judge(page, size)
