"""What the faults' oracle decides, without any house."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from faults import counts, plan, texts
from faults.counts import Campaign, Outcome
from faults.ledger import Hand, Ledger, Row, Saves, judge_queue, judge_work, waiting
from faults.roles import Seen, parts
from faults.young import mark_of, marked

STARS = {"plein": 15.0, "vide": 0.0}


def handed(*ids: str) -> Ledger:
    ledger = Ledger()
    for number, id in enumerate(ids, 1):
        ledger.handed(id, Hand("zoe", number, "plein"))
    return ledger


def row(id: str, number: int = 1, **other: object) -> Row:
    values = {
        "id": id,
        "learner": "zoe",
        "status": "done",
        "stars": 15.0,
        "finished": "midi",
        "intact": True,
        "found": ("zoe", number),
    }
    return Row(**{**values, **other})  # type: ignore[arg-type]


def kinds(ledger: Ledger, *rows: Row) -> list[str]:
    return [problem.kind for problem in judge_queue(ledger, rows, STARS)]


def test_the_last_work_acknowledged_or_a_later_one_is_what_must_be_there() -> None:
    saves = Saves(asked=7, kept=5, digest="abc")
    assert judge_work("zoe", saves, ("zoe", 5), "abc") == []
    assert judge_work("zoe", saves, ("zoe", 7), "xyz") == []


@pytest.mark.parametrize(
    ("found", "digest", "kind"),
    [
        (None, "", "lost"),
        (("zoe", 4), "abc", "lost"),
        (("zoe", 8), "abc", "lost"),
        (("zoe", 5), "other bytes", "lost"),
        (("leo", 5), "abc", "wrong"),
    ],
)
def test_anything_else_is_a_work_lost_or_somebody_elses(
    found: tuple[str, int] | None, digest: str, kind: str
) -> None:
    (problem,) = judge_work("zoe", Saves(asked=7, kept=5, digest="abc"), found, digest)
    assert problem.kind == kind


def test_nothing_is_owed_to_who_was_promised_nothing() -> None:
    assert judge_work("zoe", Saves(asked=3), None, "") == []


def test_each_hand_in_is_there_once_with_its_stars() -> None:
    assert kinds(handed("a", "b"), row("a"), row("b", 2)) == []


def test_a_hand_in_without_a_row_or_without_its_bytes_is_lost() -> None:
    assert kinds(handed("a")) == ["lost"]
    assert kinds(handed("a"), row("a", intact=False)) == ["lost"]


def test_other_stars_or_somebody_elses_work_are_wrong() -> None:
    assert kinds(handed("a"), row("a", stars=0.0)) == ["wrong"]
    assert kinds(handed("a"), row("a", found=("leo", 1))) == ["wrong"]


def test_a_row_that_nobody_asked_for_is_doubled_unless_an_answer_was_lost() -> None:
    ledger = handed("a")
    assert kinds(ledger, row("a"), row("b", 2)) == ["doubled"]
    ledger.not_answered("zoe")
    assert kinds(ledger, row("a"), row("b", 2)) == []


def test_a_work_that_is_finished_at_another_time_was_graded_twice() -> None:
    ledger = handed("a")
    assert kinds(ledger, row("a", finished="midi")) == []
    assert kinds(ledger, row("a", finished="une heure")) == ["doubled"]


def test_what_has_no_stars_yet_waits() -> None:
    ledger = handed("a", "b")
    assert waiting(ledger, [row("a"), row("b", 2, status="running")]) == ["b"]


def test_a_mark_says_whose_work_it_is_and_leaves_the_original_alone() -> None:
    given = {"metadata": {}, "cells": []}
    assert mark_of(json.dumps(marked(given, "zoe", 3)).encode()) == ("zoe", 3)
    assert given["metadata"] == {}
    assert mark_of(b"") is None
    assert mark_of(b'{"metadata": {}}') is None


def test_a_seed_draws_the_same_faults_and_each_round_has_every_kind() -> None:
    every = ["a", "b", "c"]
    first = [kind for kind, _ in zip(plan.drawn(every, 4), range(6), strict=False)]
    again = [kind for kind, _ in zip(plan.drawn(every, 4), range(6), strict=False)]
    assert first == again
    assert sorted(first[:3]) == sorted(first[3:]) == every


def test_a_campaign_goes_on_where_it_stopped() -> None:
    every = ["a", "b", "c"]
    all_ = plan.remaining(every, 4, Counter(), 6)
    done = Counter(all_[:2])
    assert Counter(plan.remaining(every, 4, done, 6)) + done == Counter(all_)


def test_a_kind_that_does_not_exist_is_refused() -> None:
    assert plan.chosen(["kill-hub", "cut"], ["kill"]) == ["kill-hub"]
    with pytest.raises(LookupError, match="kill-hub"):
        plan.chosen(["kill-hub"], ["dance"])


def test_the_counts_come_back_from_their_file_and_name_what_is_bad(tmp_path: Path) -> None:
    bad = Outcome("cut", 1, 1, 9.0, True, (("lost", "a work"),))
    campaign = Campaign([Outcome("kill-hub", 1, 0, 3.0), bad], 40, 3, {"clock": "no gcc"})
    counts.write(campaign, tmp_path / "c.json")
    found = counts.read(tmp_path / "c.json")
    assert found == campaign
    said = counts.summary(found)
    assert "2 injections on 40 acknowledged saves and 3 hand-ins: 1 lost, 0 doubled" in said
    assert "back in 6.0 s (worst 9.0 s); 1 asked to run the command again" in said
    assert "skipped clock: no gcc" in said


@pytest.mark.parametrize(
    ("kind", "body", "wrong"),
    [
        ("text/html", "<h1>La salle s'ouvre</h1><p>Attends un peu.</p>", False),
        ("text/html", "<style>a{}</style><h1>503</h1><p>Service could not be found.</p>", True),
        ("application/json", '{"message": "La place manque. Appelle un animateur."}', False),
        ("application/json", '{"message": "The server is not running, please try again"}', True),
        ("text/plain", "Traceback (most recent call last):", True),
    ],
)
def test_what_people_read_is_french_and_no_traceback(kind: str, body: str, wrong: bool) -> None:
    assert bool(texts.faults_of(texts.seen(kind, body))) is wrong


def test_processes_are_told_by_what_they_hold() -> None:
    def seen(pid: int, parent: int, uid: int = 0, words: str = "", *files: str, port: bool = False):
        return Seen(pid, parent, uid, words, frozenset(files), port)

    warm = "python -m quartiers.kernels.template"
    house = [
        seen(1, 0, 0, "python -m quartiers ouvrir"),
        seen(2, 1, 0, warm),
        seen(3, 2, 0, warm, "jupyterhub.sqlite", "pixel.db", port=True),
        seen(4, 3, 0, "node configurable-http-proxy", port=True),
        seen(5, 2, 0, warm, "pixel.db", port=True),
        seen(6, 2, 0, warm, "pixel.db"),
        seen(7, 2, 0, warm),
        seen(8, 2, 900, warm, port=True),
        seen(9, 8, 900, warm),
        seen(10, 9, 900, warm),
    ]
    assert parts(house, launcher=1, hub=3, uid_base=900) == {
        "launcher": [1],
        "hub": [3],
        "template": [2],
        "proxy": [4],
        "room": [5],
        "grader": [6],
        "judge": [7],
        "server": [8],
        "kernel": [10],
    }
