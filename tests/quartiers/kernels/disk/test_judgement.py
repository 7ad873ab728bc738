"""Whom to look at and whom to stop, decided on numbers only."""

from __future__ import annotations

from quartiers.kernels.disk.judgement import (
    LITTLE,
    MANY,
    MIB,
    MUCH,
    SERVER_SLACK,
    STEP,
    STEP_FILES,
    Account,
    Ledger,
    Written,
    to_stop_when_full,
    whom_to_end,
)

SHARE = 500 * MIB


def suspects(account: Account) -> list[int]:
    return Ledger({1: account}).suspects(SHARE)


def test_who_was_never_measured_is_looked_at_once_they_write() -> None:
    assert suspects(Account()) == []
    assert suspects(Account(by_programs=LITTLE)) == [1]


def test_who_stays_under_their_share_is_left_alone() -> None:
    assert suspects(Account(held=10 * MIB, by_programs=400 * MIB)) == []
    assert suspects(Account(held=200 * MIB, by_programs=400 * MIB)) == [1]


def test_saves_of_somebody_over_their_share_are_left_alone() -> None:
    assert suspects(Account(held=SHARE + MIB, by_server=30 * MIB)) == []
    account = Account(held=SHARE + MIB, by_server=30 * MIB)
    assert whom_to_end(account, SHARE + 31 * MIB, 10, SHARE) == "nobody"


def test_a_server_that_fills_the_disk_is_ended_too() -> None:
    account = Account(held=SHARE, by_server=SERVER_SLACK + MIB)
    assert suspects(account) == [1]
    assert whom_to_end(account, SHARE + SERVER_SLACK + MIB, 10, SHARE) == "everything"


def test_a_program_over_the_share_is_ended_without_its_server() -> None:
    account = Account(held=400 * MIB, by_programs=200 * MIB)
    assert whom_to_end(account, 600 * MIB, 10, SHARE) == "programs"


def test_what_no_process_says_it_wrote_counts_as_well() -> None:
    assert whom_to_end(Account(held=MIB), 600 * MIB, 10, SHARE) == "programs"
    assert whom_to_end(Account(held=MIB, files=10), 2 * MIB, 9000, SHARE) == "programs"


def test_who_holds_too_much_from_before_is_not_stopped_for_another() -> None:
    account = Account(held=SHARE + MIB, files=100)
    assert whom_to_end(account, SHARE + MIB, 100, SHARE) == "nobody"


def test_everybody_is_measured_once_much_went_away_by_nobodys_doing() -> None:
    ledger = Ledger()
    assert not ledger.all_are_suspects(MUCH // 2, 0, {}, low=False)
    assert ledger.all_are_suspects(MUCH // 2 + 1, 0, {}, low=False)
    assert not ledger.all_are_suspects(MUCH // 2, 0, {}, low=False)
    assert ledger.all_are_suspects(0, MANY + 1, {}, low=False)


def test_on_a_disk_nearly_full_a_little_is_enough() -> None:
    assert Ledger().all_are_suspects(STEP + 1, 0, {}, low=True)
    assert Ledger().all_are_suspects(0, STEP_FILES + 1, {}, low=True)


def test_what_a_learner_says_they_wrote_is_explained() -> None:
    written = {1: Written(MUCH, 0)}
    assert not Ledger().all_are_suspects(MUCH + MUCH // 2, 0, written, low=True)


def test_on_a_full_disk_whoever_takes_most_is_stopped() -> None:
    assert to_stop_when_full({1: 5 * MIB, 2: 90 * MIB}) == 2
    assert to_stop_when_full({1: MIB}) is None
    assert to_stop_when_full({}) is None


def test_what_was_written_adds_up_until_a_close_look() -> None:
    ledger = Ledger()
    ledger.note({7: Written(LITTLE // 2, 0)})
    assert ledger.suspects(SHARE) == []
    ledger.note({7: Written(LITTLE // 2, 0)})
    assert ledger.suspects(SHARE) == [7]
    ledger.accounts[7].counted(MIB, 3)
    assert ledger.suspects(SHARE) == []
