"""A database that cannot be opened ends in a sentence, soon."""

from __future__ import annotations

import socket
import sys
from typing import Any

import pytest

from quartiers.sessions import StoreError, engine, open_store


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    return str(caught.value)


def test_an_address_that_is_none_is_refused_with_an_example() -> None:
    said = refusal("n'importe quoi")
    assert "QUARTIERS_DATABASE_URL" in said
    assert "postgresql+psycopg://" in said


def test_a_kind_of_database_that_we_do_not_speak_is_named() -> None:
    assert "(oracle9)" in refusal("oracle9://x/y")


def test_a_driver_that_is_missing_is_named_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    said = refusal("postgresql+psycopg://pixel:secret@localhost/pixel")
    assert "pip install" in said
    assert "psycopg" in said
    assert "secret" not in said


def test_a_database_where_nobody_listens_is_said_to_be_silent() -> None:
    pytest.importorskip("psycopg")
    said = refusal("postgresql+psycopg://pixel:secret@127.0.0.1:1/pixel")
    assert "ne répond pas" in said
    assert "secret" not in said


def test_a_database_that_takes_the_call_and_says_nothing_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("psycopg")
    monkeypatch.setattr(engine, "ANSWER_SECONDS", 2)  # the least that its driver knows
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        port = mute.getsockname()[1]
        assert "ne répond pas" in refusal(f"postgresql+psycopg://pixel@127.0.0.1:{port}/pixel")


def test_sqlites_own_troubles_pass_as_they_are(tmp_path: Any) -> None:
    """Whoever opens the file knows what to say of it."""
    (tmp_path / "pixel.db").mkdir()
    with pytest.raises(Exception, match="unable to open") as caught:
        open_store(f"sqlite:///{tmp_path / 'pixel.db'}")
    assert not isinstance(caught.value, StoreError)
