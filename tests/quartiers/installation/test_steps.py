"""Going through the steps: each is done once, again when it changes, and told when it cannot."""

from pathlib import Path

import pytest

from quartiers.installation import steps as module
from quartiers.installation.calls import SetupFailure, call
from quartiers.installation.elsewhere import ensure_ready
from quartiers.installation.learn import learn
from quartiers.installation.place import Place
from quartiers.installation.stamps import stamp
from quartiers.installation.steps import Step, prepare
from quartiers.kernels.template.learned import Learned, read_learned


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


def test_what_was_never_learned_is_learned_at_the_next_start(place):
    """On any route: the file may be missing beside a stamp that says it was made."""
    (essai,) = [one for one in module.steps(place, for_tests=False) if one.name == "essai"]
    stamp(place, "essai").write_text(module.mark_of(essai, place))
    assert not module.is_ready(essai, place, module.mark_of(essai, place))
    place.learned.write_text("{}")
    assert module.is_ready(essai, place, module.mark_of(essai, place))


def test_where_nothing_can_be_learned_it_is_not_tried_at_each_start(place):
    place.python.parent.mkdir(parents=True)
    place.python.symlink_to("/bin/false")
    learn(place, None)
    assert place.learned.exists()
    assert read_learned(place.learned) == Learned()


def test_an_environment_of_somebody_else_gets_what_it_lacks_and_no_more(tmp_path, monkeypatch):
    ran: list[str] = []

    def noting(name):
        return Step(name, name, (), lambda place, _: ran.append(f"{name} {place.venv.name}"), "…")

    names = ("python", "base", "projet", "node", "proxy", "ecran", "compresse", "essai")
    monkeypatch.setattr(module, "steps", lambda *_, **__: [noting(name) for name in names])
    (tmp_path / "courses").mkdir()
    conda = tmp_path / "conda"
    conda.mkdir()
    ensure_ready(tmp_path, conda)
    ensure_ready(tmp_path, conda)
    assert ran == ["proxy conda", "ecran conda", "compresse conda", "essai conda"]


def test_our_own_environment_was_prepared_by_the_door(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "steps", lambda *_, **__: 1 / 0)
    ensure_ready(tmp_path, Place(tmp_path).venv)


def test_a_program_far_from_its_lessons_says_how_to_be_installed(tmp_path):
    with pytest.raises(SetupFailure, match="pip install"):
        ensure_ready(tmp_path, tmp_path / "conda")


def test_the_words_of_an_installer_are_kept_in_the_log(place):
    with pytest.raises(SetupFailure, match="sh"):
        call(place, ["sh", "-c", "echo une ligne de détail; exit 3"])
    assert "une ligne de détail" in place.log.read_text()


def test_the_tests_packages_are_enough_for_opening_a_seance():
    from quartiers.settings import REPOSITORY

    names = [step.name for step in module.steps(Place(REPOSITORY), for_tests=True)]
    assert names == ["python", "tests", "projet", "node", "proxy", "ecran", "compresse", "essai"]
