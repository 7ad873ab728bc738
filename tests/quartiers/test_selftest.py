"""The test command runs everything and never hides what did not hold."""

import sys

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


def test_only_the_end_to_end_tests_are_left_out_when_asked_for_speed():
    full, fast = checks(fast=False), checks(fast=True)
    assert full[:-1] == fast[:-1]
    assert set(fast[-1].command) - set(full[-1].command) == {
        "--ignore=tests/session",
        "--ignore=tests/browser",
    }
