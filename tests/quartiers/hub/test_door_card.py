"""The card that opens a learner's workshop, as the proxy reads it."""

from __future__ import annotations

from quartiers.hub.door_card import LONGEST_VISIT, make_card


def test_the_card_is_the_one_that_the_proxy_reads() -> None:
    # the very line of node/proxy/cookies.test.mjs
    assert make_card("jeune-abc234", "secret", 1_800_000_000.9) == (
        "jeune-abc234.1800129600.05e8a715a0fc4c7190fde8112360837d2ed530872a240ea208c53237ac653252"
    )


def test_a_card_ends_with_the_longest_visit_and_is_only_its_owners() -> None:
    now = 1_800_000_000.0
    name, end, signed = make_card("jeune-abc234", "secret", now).split(".")
    assert (name, int(end)) == ("jeune-abc234", now + LONGEST_VISIT * 86_400)
    others = [
        make_card("jeune-abc235", "secret", now),
        make_card("jeune-abc234", "secret", now + 1),
        make_card("jeune-abc234", "another", now),
    ]
    assert signed not in {other.split(".")[2] for other in others}
