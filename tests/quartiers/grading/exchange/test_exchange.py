"""Our seven verbs, from Python and from nbgrader's own command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange import abc as stock
from traitlets.config import Config

from quartiers.grading import choices, exchange
from quartiers.grading.client import RoomRefused
from quartiers.grading.course import open_course
from quartiers.lessons.release import environment
from quartiers.settings import REPOSITORY

TRACK, ASSIGNMENT = "programmation", "01_exemple"


@pytest.fixture
def learner_side(classroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's home, with the environment that the Hub gives and nothing else of ours."""
    for name in [name for name in os.environ if name.startswith("QUARTIERS")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("QUARTIERS_PUBLISHED", str(classroom.settings.published))
    monkeypatch.setenv("QUARTIERS_ROOM_URL", "http://127.0.0.1:9/services/salle")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "le-jeton")
    return tmp_path


def verb(kind: Any, home: Path, **options: Any) -> Any:
    directory = CourseDirectory(
        course_id=TRACK, assignment_id=ASSIGNMENT, root=str(home), **options
    )
    return kind(directory, assignment_dir=str(home))


def test_nbgraders_factory_takes_the_seven_of_them() -> None:
    config = Config()
    choices.apply(config)
    factory = ExchangeFactory(config=config)
    for name in choices.VERBS:
        kind = getattr(factory, name)
        assert kind.__module__.startswith("quartiers.grading.exchange")
        assert issubclass(kind, getattr(stock, kind.__name__))
    assert factory.exchange is exchange.Exchange


def test_fetching_twice_keeps_the_learners_work(learner_side: Path) -> None:
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    notebook = learner_side / TRACK / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    assert "DÉBUT SOLUTION" not in notebook.read_text(encoding="utf-8")
    notebook.write_text("mon travail")
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    assert notebook.read_text() == "mon travail"


@pytest.mark.parametrize("name", ["inconnue", "..", "../../accueil"])
def test_what_is_not_published_is_not_fetched(learner_side: Path, name: str) -> None:
    fetch = verb(exchange.ExchangeFetchAssignment, learner_side)
    fetch.coursedir.assignment_id = name
    with pytest.raises(ExchangeError):
        fetch.start()


def test_submitting_goes_to_the_room_in_the_name_of_the_token(
    learner_side: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, ...]] = []
    monkeypatch.setattr(
        "quartiers.grading.exchange.submit.submit", lambda *words: sent.append(words) or "abc"
    )
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    submitting = verb(exchange.ExchangeSubmit, learner_side)
    submitting.start()
    assert submitting.submission == "abc"
    url, token, code, text = sent[0]
    assert (url, token, code) == ("http://127.0.0.1:9/services/salle", "le-jeton", "P01")
    assert json.loads(text)["nbformat"] == 4


def test_nobody_submits_for_somebody_else(learner_side: Path) -> None:
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    submitting = verb(exchange.ExchangeSubmit, learner_side, student_id="jeune-autre1")
    with pytest.raises(ExchangeError, match="son propre travail"):
        submitting.start()


def test_a_link_to_a_secret_is_not_submitted(learner_side: Path) -> None:
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    notebook = learner_side / TRACK / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook.unlink()
    notebook.symlink_to("/etc/passwd")
    with pytest.raises(ExchangeError, match="Rien à rendre"):
        verb(exchange.ExchangeSubmit, learner_side).start()


def test_without_the_hub_there_is_no_identity(
    learner_side: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JUPYTERHUB_API_TOKEN")
    verb(exchange.ExchangeFetchAssignment, learner_side).start()
    with pytest.raises(ExchangeError, match="Mes leçons"):
        verb(exchange.ExchangeSubmit, learner_side).start()


def test_the_feedback_fetched_is_what_the_room_says(
    learner_side: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "quartiers.grading.exchange.fetch_feedback.result", lambda *_: {"status": "done"}
    )
    verb(exchange.ExchangeFetchFeedback, learner_side).start()
    written = learner_side / TRACK / ASSIGNMENT / "feedback" / "retour.json"
    assert json.loads(written.read_text(encoding="utf-8")) == {"status": "done"}


def test_a_room_that_refuses_is_heard(learner_side: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise RoomRefused("La séance est fermée.", 403)

    monkeypatch.setattr("quartiers.grading.exchange.fetch_feedback.result", refuse)
    with pytest.raises(ExchangeError, match="La séance est fermée"):
        verb(exchange.ExchangeFetchFeedback, learner_side).start()


def test_collecting_believes_the_store_and_not_the_file(classroom: Any) -> None:
    first, second = classroom.learner(), classroom.learner()
    classroom.hand_in(first, b"avant")
    classroom.hand_in(first, b"apres")
    classroom.hand_in(second, b"\x00 octets \xff")
    with environment(classroom.settings.to_env()):
        course = open_course(classroom.settings, TRACK)
        directory = course.directory("*", ASSIGNMENT)
        exchange.ExchangeCollect(directory, config=course.config).start()
    for learner, content in ((first, b"apres"), (second, b"\x00 octets \xff")):
        folder = course.path("submitted", learner, ASSIGNMENT)
        assert (folder / f"{ASSIGNMENT}.ipynb").read_bytes() == content
        assert directory.get_existing_timestamp(str(folder)) is not None


def test_one_bad_box_does_not_stop_the_collection_of_the_others(classroom: Any) -> None:
    bad, good = classroom.learner(), classroom.learner()
    submission = classroom.hand_in(bad, b"x")
    path = next((classroom.settings.inbox / submission).iterdir())
    path.unlink()
    path.symlink_to(classroom.settings.courses / "parcours.toml")
    classroom.hand_in(good, b"bien")
    with environment(classroom.settings.to_env()):
        course = open_course(classroom.settings, TRACK)
        exchange.ExchangeCollect(course.directory("*", ASSIGNMENT), config=course.config).start()
    assert not course.path("submitted", bad, ASSIGNMENT).exists()
    assert course.path("submitted", good, ASSIGNMENT).is_dir()


def test_nothing_handed_in_is_ever_removed_by_a_list(classroom: Any) -> None:
    with environment(classroom.settings.to_env()):
        course = open_course(classroom.settings, TRACK)
        listing = exchange.ExchangeList(course.directory(), config=course.config, remove=True)
        with pytest.raises(ExchangeError, match="Rien ne s'efface"):
            listing.start()


# nbgrader's command line as `python -m nbgrader` runs it, its three seconds of imports paid once:
# each command has a fork of its own, and what it says on stderr is told with its exit status.
COMMANDS = """
import json, os, sys, tempfile
from nbgrader.apps.nbgraderapp import main
for words in json.loads(sys.argv[1]):
    said = tempfile.TemporaryFile()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(said.fileno(), 2)
        sys.argv[1:] = words
        sys.exit(main())
    status = os.waitpid(child, 0)[1]
    said.seek(0)
    print(json.dumps([status, said.read().decode()]), flush=True)
"""


def nbgrader(classroom: Any, *commands: tuple[str, ...]) -> list[str]:
    """Run nbgrader's own command line from the top of the repository; what each command said."""
    environ = {
        **os.environ,
        **classroom.settings.to_env(),
        "QUARTIERS_TRACK": TRACK,
        "USER": os.environ.get("USER", "quartiers"),
        "TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR": "1",
    }
    command = [sys.executable, "-c", COMMANDS, json.dumps(commands)]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    ended = [json.loads(line) for line in done.stdout.splitlines()]
    assert [status for status, _ in ended] == [0] * len(commands), ended
    return [said for _, said in ended]


def test_nbgraders_commands_release_list_collect_grade_and_give_feedback(classroom: Any) -> None:
    learner = classroom.learner()
    classroom.hand_in(learner, classroom.answered({1: "un = 6"}))
    one = f"--student={learner}"
    _, listed, inbound, *_ = nbgrader(
        classroom,
        ("release_assignment", ASSIGNMENT),
        ("list",),
        ("list", "--inbound", one),
        ("collect", ASSIGNMENT, one),
        ("autograde", ASSIGNMENT, one),
        ("generate_feedback", ASSIGNMENT, one),
        ("release_feedback", ASSIGNMENT, one),
    )
    assert f"{TRACK} {ASSIGNMENT} released" in listed
    assert learner in inbound
    folder = classroom.settings.course_folder(TRACK)
    page = folder / "retours" / learner / f"{ASSIGNMENT}.html"
    assert "3 sur 3" in page.read_text(encoding="utf-8")
    card = classroom.settings.published / TRACK / ASSIGNMENT / "lecon.json"
    assert json.loads(card.read_text(encoding="utf-8"))["code"] == "P01"


@pytest.mark.parametrize(
    ("course", "said"), [("abc101", "Aucun parcours ne s'appelle abc101"), ("../x", "« ../x »")]
)
@pytest.mark.parametrize("kind", [exchange.ExchangeCollect, exchange.ExchangeList])
def test_a_course_that_is_not_ours_ends_in_a_french_sentence(
    classroom: Any, kind: Any, course: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in classroom.settings.to_env().items():
        monkeypatch.setenv(name, value)
    asked = verb(kind, classroom.settings.data)
    asked.coursedir.course_id = course
    asked.inbound = True
    with pytest.raises(ExchangeError, match=said):
        asked.start()


def test_a_store_that_cannot_be_opened_ends_in_a_french_sentence(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in classroom.settings.to_env().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("QUARTIERS_DATABASE_URL", "mysql://nulle.part/x")
    with pytest.raises(ExchangeError, match="Il me manque le programme"):
        verb(exchange.ExchangeCollect, classroom.settings.data).start()
