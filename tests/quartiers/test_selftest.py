"""The test command runs everything and never hides what did not hold."""

import sys
from dataclasses import replace

import pytest

from quartiers import selftest
from quartiers.selftest import Check, Outcome, checks, run, summary


def test_a_command_that_ends_with_another_code_than_zero_does_not_hold():
    assert run(Check("oui", (sys.executable, "-c", "pass"))).held
    assert not run(Check("non", (sys.executable, "-c", "raise SystemExit(3)"))).held


def test_all_checks_run_even_after_one_that_does_not_hold(monkeypatch):
    bad = Check("non", (sys.executable, "-c", "raise SystemExit(1)"))
    good = Check("oui", (sys.executable, "-c", "pass"))
    monkeypatch.setattr(selftest, "checks", lambda fast: [bad, good])
    assert selftest.main() == 1
    monkeypatch.setattr(selftest, "checks", lambda fast: [good, good])
    assert selftest.main() == 0


def test_the_summary_counts_what_held():
    good = Outcome(Check("Types", ()), True, 2.4)
    bad = Outcome(Check("Tests", ()), False, 61.0)
    assert summary([good, bad]).endswith("✓ Types (2 s)\n✗ Tests (61 s)\n\n1 passed, 1 failed")


def test_every_test_is_run_once_and_only_the_end_to_end_ones_are_left_out_for_speed():
    *_, apart, houses = checks(fast=False)
    *_, _, fewer = checks(fast=True)
    left_out = {word.removeprefix("--ignore=") for word in apart.command if "--ignore=" in word}
    assert left_out == {word for word in houses.command if word.startswith("tests/")}
    assert set(houses.command) - set(fewer.command) == {"tests/session", "tests/browser"}


def test_a_check_beside_another_is_told_after_it_and_both_count(monkeypatch, capfd):
    def saying(word, code):
        return (sys.executable, "-c", f"print({word!r}); raise SystemExit({code})")

    quiet = Check("premier", saying("tout bas", 1), beside=True)
    heard = Check("second", saying("tout haut", 0))
    monkeypatch.setattr(selftest, "checks", lambda fast: [quiet, heard])
    assert selftest.main() == 1
    said = capfd.readouterr().out
    assert said.index("tout haut") < said.index("tout bas")
    assert "✗ premier" in said
    assert "✓ second" in said


def test_a_quiet_check_waits_for_the_former_one_and_runs_beside_all_that_follow(monkeypatch, capfd):
    def saying(word):
        return Check(word, (sys.executable, "-c", f"print({word!r} * 2)"))

    first, third = replace(saying("un"), beside=True), replace(saying("trois"), beside=True)
    todo = [saying("avant"), first, saying("deux"), saying("et demi"), third, saying("quatre")]
    monkeypatch.setattr(selftest, "checks", lambda fast: todo)
    assert selftest.main() == 0
    said = capfd.readouterr().out
    order = ["avantavant", "deuxdeux", "et demiet demi", "unun", "quatrequatre", "troistrois"]
    assert sorted(order, key=said.index) == order
    assert "6 passed, 0 failed" in said


@pytest.mark.parametrize("quiet", [True, False])
def test_what_holds_alone_after_a_crowded_try_is_said_to_have_needed_a_second(
    quiet, monkeypatch, capfd, tmp_path
):
    trace = tmp_path / "tried"
    code = f"import os,sys; new = not os.path.exists({str(trace)!r}); open({str(trace)!r}, 'w'); "
    command = (sys.executable, "-c", code + "sys.exit(new)")
    crowded = Check("encore", command, second=("--last-failed",), beside=quiet)
    other = Check("autre", (sys.executable, "-c", "pass"), beside=not quiet)
    todo = [crowded, other] if quiet else [other, crowded]
    monkeypatch.setattr(selftest, "checks", lambda fast: todo)
    assert selftest.main() == 0
    assert "au second essai" in capfd.readouterr().out


def test_what_does_not_hold_alone_either_does_not_hold(monkeypatch):
    bad = (sys.executable, "-c", "raise SystemExit(1)")
    quiet = Check("premier", (sys.executable, "-c", "pass"), beside=True)
    monkeypatch.setattr(selftest, "checks", lambda fast: [quiet, Check("x", bad, second=("y",))])
    assert selftest.main() == 1


def test_tests_that_could_not_all_be_run_have_no_second_try_of_the_failed_ones(monkeypatch, capfd):
    # 2 the first time, as pytest when a file cannot be collected; the second try would hold.
    command = (sys.executable, "-c", "import sys; raise SystemExit(2 if len(sys.argv) < 2 else 0)")
    broken = Check("tests", command, second=("--last-failed",))
    beside = Check("autre", (sys.executable, "-c", "pass"), beside=True)
    monkeypatch.setattr(selftest, "checks", lambda fast: [beside, broken])
    assert selftest.main() == 1
    assert "✗ tests" in capfd.readouterr().out
