"""The Hub's tokens stay in the room: a browser holds a name that means nothing elsewhere."""

from __future__ import annotations

import pytest

from quartiers.room import sign_in
from quartiers.room.sign_in import HALF_A_DAY, Tokens


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_token_is_found_by_its_name_and_not_in_it(clock: Clock) -> None:
    tokens = Tokens(clock)
    name = tokens.keep("a-token-of-the-hub")
    assert tokens.get(name) == "a-token-of-the-hub"
    assert "token" not in name
    assert tokens.get("another") is None


def test_the_same_token_never_has_the_same_name(clock: Clock) -> None:
    tokens = Tokens(clock)
    assert tokens.keep("x") != tokens.keep("x")


def test_a_name_ends(clock: Clock) -> None:
    tokens = Tokens(clock)
    name, other = tokens.keep("x"), tokens.keep("y")
    tokens.forget(name)
    tokens.forget("unknown")
    assert tokens.get(name) is None
    assert tokens.get(other) == "y"
    clock.now += HALF_A_DAY
    assert tokens.get(other) is None


def test_memory_stays_small_whatever_happens(clock: Clock, monkeypatch) -> None:
    monkeypatch.setattr(sign_in, "MOST", 3)
    tokens = Tokens(clock)
    names = [tokens.keep(str(number)) for number in range(5)]
    assert [tokens.get(name) for name in names] == [None, None, "2", "3", "4"]
    clock.now += HALF_A_DAY
    tokens.keep("new")
    assert len(tokens._kept) == 1


def test_who_enters_holds_a_name_for_the_room_alone_and_who_leaves_ends_it(salle) -> None:
    visitor = salle.inside(salle.learner(), salle.seance())
    cookies = {one.name: one for one in visitor.session.cookies}
    for name in ("service-salle", "_xsrf"):
        assert cookies[name].path == "/services/salle/"
        assert cookies[name].expires is None
        assert cookies[name].has_nonstandard_attr("HttpOnly")
        assert cookies[name].get_nonstandard_attr("SameSite") == "Lax"
    thief = salle.visitor()
    thief.session.cookies.set_cookie(cookies["service-salle"])
    assert "Mes leçons" in thief.get("lecons").text  # a cookie that is stolen still opens…
    visitor.post("sortir", form="lecons")
    assert "Mes leçons" not in thief.get("lecons").text  # … until its owner leaves
