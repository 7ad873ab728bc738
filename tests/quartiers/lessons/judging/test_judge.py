"""The judge, on tiny cells: stars, answers that crash, loop, kill or try to spill over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quartiers.lessons.judging.judge import CUT_SHORT, NO_CARD, TOO_LONG, Judge
from quartiers.lessons.judging.mark import error_names
from quartiers.lessons.judging.model import Limits, RunCell, Trial, Verdict

CHECK = """c = controle(1)
c.etoile(c.valeur("taille") == 3, "Mets 3 dans taille.")
c.bilan("taille vaut 3.")"""
CELLS = [
    RunCell(1, "from atelier import *"),
    RunCell(2, "debut = 1"),
    RunCell(3, "taille = 3", exercise=1, check=CHECK, points=3),
    RunCell(4, CHECK),
    RunCell(5, "fin = debut + taille\nfin"),
]
FORKS = hasattr(os, "fork")


@pytest.fixture(scope="session", params=[True, False], ids=["forks", "processes"])
def either(request: pytest.FixtureRequest) -> Judge:
    """The two ways of judging, with little patience."""
    if request.param and not FORKS:
        pytest.skip("this system has no fork")
    limits = Limits(cpu=3, wall=60.0)
    with Judge(limits, forking=request.param) as judge:
        yield judge


def verdict(judge: Judge, answer: str, folder: Path) -> Verdict:
    """How one answer is judged."""
    return judge.judge(folder, CELLS, [Trial("une", 1, answer)])["une"]


def test_a_right_answer_gets_every_star_and_the_success_sentence(
    either: Judge, tmp_path: Path
) -> None:
    found = verdict(either, "taille = debut + 2", tmp_path)
    assert (found.stars, found.out_of, found.full) == (3, 3, True)
    assert found.sentence == "taille vaut 3."
    assert found.errors == ()


def test_a_wrong_answer_gets_no_star_and_its_sentence(either: Judge, tmp_path: Path) -> None:
    found = verdict(either, "taille = 4", tmp_path)
    assert (found.stars, found.full, found.sentence) == (0, False, "Mets 3 dans taille.")


def test_an_answer_that_crashes_is_judged_and_names_its_error(
    either: Judge, tmp_path: Path
) -> None:
    found = verdict(either, "taille = tailles", tmp_path)
    assert found.stars == 0
    assert found.errors[0] == "NameError"
    assert "tailles" in found.sentence


def test_an_answer_that_kills_its_process_is_judged(either: Judge, tmp_path: Path) -> None:
    found = verdict(either, "import os\nos.kill(os.getpid(), 9)", tmp_path)
    assert (found.stars, found.sentence) == (0, CUT_SHORT)


def test_an_answer_that_leaves_quietly_is_judged(either: Judge, tmp_path: Path) -> None:
    found = verdict(either, "import os\nos._exit(0)", tmp_path)
    assert (found.stars, found.sentence) == (0, CUT_SHORT)


def test_an_answer_that_loops_for_ever_is_judged(either: Judge, tmp_path: Path) -> None:
    found = verdict(either, "for i in iter(int, 1):\n    taille = 3", tmp_path)
    assert (found.stars, found.sentence) == (0, TOO_LONG)


def test_an_answer_that_silences_the_check_gets_no_star(either: Judge, tmp_path: Path) -> None:
    answer = "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"
    found = verdict(either, answer, tmp_path)
    assert (found.stars, found.sentence) == (0, NO_CARD)


def test_an_answer_that_sleeps_too_long_is_stopped(tmp_path: Path) -> None:
    with Judge(Limits(wall=1.0)) as judge:
        found = verdict(judge, "import time\ntime.sleep(60)", tmp_path)
    assert (found.stars, found.sentence) == (0, TOO_LONG)


def test_an_answer_that_asks_for_too_much_memory_is_judged(judge: Judge, tmp_path: Path) -> None:
    found = verdict(judge, "taille = bytearray(1 << 40)", tmp_path)
    assert (found.stars, found.errors[0]) == (0, "MemoryError")


def test_an_answer_that_reads_the_keyboard_is_judged(judge: Judge, tmp_path: Path) -> None:
    assert verdict(judge, "taille = input()", tmp_path).stars == 0


def test_answers_do_not_see_each_other(judge: Judge, tmp_path: Path) -> None:
    trials = [Trial("a", 1, "taille = 3\ndebut = 50"), Trial("b", 1, "taille = debut + 2")]
    found = judge.judge(tmp_path, CELLS, trials)
    assert found["a"].full
    assert found["b"].full


def test_an_answer_that_breaks_the_process_does_not_stop_the_others(
    judge: Judge, tmp_path: Path
) -> None:
    trials = [Trial("a", 1, "import os\nos.abort()"), Trial("b", 1, "taille = 3")]
    found = judge.judge(tmp_path, CELLS, trials)
    assert not found["a"].full
    assert found["b"].full


def test_answers_write_into_a_throw_away_home_and_folder(judge: Judge, tmp_path: Path) -> None:
    lesson = tmp_path / "lecon"
    lesson.mkdir()
    (lesson / "image.txt").write_text("vraie", encoding="utf-8")
    answer = (
        "from pathlib import Path\n"
        "Path('image.txt').write_text('autre')\n"
        "Path.home().joinpath('secret').write_text('x')\n"
        "taille = 3"
    )
    assert verdict(judge, answer, lesson).full
    assert (lesson / "image.txt").read_text(encoding="utf-8") == "vraie"
    assert not (Path.home() / "secret").exists()


def test_a_lesson_s_folder_comes_without_what_helps_to_judge(judge: Judge, tmp_path: Path) -> None:
    for name in ("reponses.toml", "lecon.toml", "carnet.ipynb", "image.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    cells = [RunCell(1, "import os\nsorted(os.listdir('.'))")]
    outputs = judge.run(tmp_path, cells)
    assert outputs[1][0]["data"]["text/plain"] == "['image.png']"


def test_running_goes_on_after_an_error_as_a_notebook_opened_by_hand(
    judge: Judge, tmp_path: Path
) -> None:
    outputs = judge.run(tmp_path, [RunCell(1, "1 / 0"), RunCell(2, "2 + 2")])
    assert error_names(outputs[1])[0] == "ZeroDivisionError"
    assert outputs[2][0]["data"]["text/plain"] == "4"


def test_printed_text_and_warnings_are_streams(judge: Judge, tmp_path: Path) -> None:
    source = "import sys\nprint('un')\nprint('deux', file=sys.stderr)"
    outputs = judge.run(tmp_path, [RunCell(1, source)])
    assert [(one["name"], one["text"]) for one in outputs[1]] == [
        ("stdout", "un\n"),
        ("stderr", "deux\n"),
    ]


def test_two_answers_that_do_the_same_have_the_same_fingerprint(
    judge: Judge, tmp_path: Path
) -> None:
    sources = {"a": "taille = 3", "b": "taille = 2 + 1", "c": "taille = 4", "d": "3\ntaille = 3\n3"}
    trials = [Trial(key, 1, source) for key, source in sources.items()]
    found = judge.judge(tmp_path, CELLS, trials)
    prints = {key: one.fingerprint for key, one in found.items()}
    assert prints["a"] == prints["b"]
    assert len({prints["a"], prints["c"], prints["d"]}) == 3
