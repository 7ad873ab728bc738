"""The card that opens a learner's workshop, as the proxy reads it."""

from __future__ import annotations

from quartiers.hub.door_card import HALF_A_DAY, make_card


def test_the_card_is_the_one_that_the_proxy_reads() -> None:
    # the very line of node/proxy/cookies.test.mjs
    assert make_card("jeune-abc234", "secret", 1_800_000_000.9) == (
        "jeune-abc234.1800043200.d61113d66d564269357aae91872d356668c74dee49a6cc74cf8336e7139f3573"
    )


def test_a_card_ends_after_half_a_day_and_is_only_its_owners() -> None:
    now = 1_800_000_000.0
    name, end, signed = make_card("jeune-abc234", "secret", now).split(".")
    assert (name, int(end)) == ("jeune-abc234", now + HALF_A_DAY)
    others = [
        make_card("jeune-abc235", "secret", now),
        make_card("jeune-abc234", "secret", now + 1),
        make_card("jeune-abc234", "another", now),
    ]
    assert signed not in {other.split(".")[2] for other in others}
