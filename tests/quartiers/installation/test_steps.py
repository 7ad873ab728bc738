"""Going through the steps: each is done once, again when it changes, and told when it cannot."""

from pathlib import Path

import pytest

from quartiers.installation import steps as module
from quartiers.installation.calls import SetupFailure, call
from quartiers.installation.place import Place
from quartiers.installation.steps import Step, prepare


@pytest.fixture
def place(tmp_path):
    here = Place(tmp_path)
    here.venv.mkdir(parents=True)
    (tmp_path / "verrou.txt").write_text("un==1")
    return here


@pytest.fixture
def done(place, monkeypatch):
    """Two steps that note their name; the list of what was done."""
    names: list[str] = []

    def noting(name, *inputs: Path, made=()):
        return Step(name, name, inputs, lambda *_: names.append(name), "Relancez.", made)

    both = [
        noting("paquets", place.root / "verrou.txt"),
        noting("ecran", place.root / "verrou.txt"),
    ]
    monkeypatch.setattr(module, "steps", lambda *_, **__: both)
    return names


def test_a_second_start_does_nothing(place, done):
    prepare(place, for_tests=False)
    prepare(place, for_tests=False)
    assert done == ["paquets", "ecran"]


def test_a_changed_input_does_its_steps_again(place, done):
    prepare(place, for_tests=False)
    (place.root / "verrou.txt").write_text("un==2")
    prepare(place, for_tests=False)
    assert done == ["paquets", "ecran"] * 2


def test_a_step_that_stops_says_what_to_do_and_the_next_start_continues_there(place, monkeypatch):
    ran: list[str] = []
    network = [False]

    def second(place, progress):
        ran.append("second")
        if not network[0]:
            call(place, ["false"])

    both = [
        Step("premier", "Premier", (), lambda *_: ran.append("premier"), "…"),
        Step("second", "Second", (), second, "Branchez cette machine à Internet."),
    ]
    monkeypatch.setattr(module, "steps", lambda *_, **__: both)
    with pytest.raises(SetupFailure, match="Branchez cette machine à Internet"):
        prepare(place, for_tests=False)
    network[0] = True
    prepare(place, for_tests=False)
    assert ran == ["premier", "second", "second"]


def test_what_a_step_made_and_somebody_deleted_is_made_again(place, monkeypatch):
    made = place.root / "ecran.js"
    only = Step("ecran", "Écran", (), lambda *_: made.write_text("x"), "…", (made,))
    monkeypatch.setattr(module, "steps", lambda *_, **__: [only])
    prepare(place, for_tests=False)
    made.unlink()
    prepare(place, for_tests=False)
    assert made.exists()


def test_the_words_of_an_installer_are_kept_in_the_log(place):
    with pytest.raises(SetupFailure, match="sh"):
        call(place, ["sh", "-c", "echo une ligne de détail; exit 3"])
    assert "une ligne de détail" in place.log.read_text()


def test_the_tests_packages_are_enough_for_opening_a_seance():
    from quartiers.settings import REPOSITORY

    names = [step.name for step in module.steps(Place(REPOSITORY), for_tests=True)]
    assert names == ["python", "tests", "projet", "node", "proxy", "ecran", "compresse", "essai"]
