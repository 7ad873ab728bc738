"""The first account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quartiers.hub.first_animator import ensure_animator, read_password
from quartiers.sessions import Store, StoreError, open_store
from quartiers.settings import SettingsError

GOOD = "quatre mots bien longs"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'pixel.db'}")
    yield opened
    opened.close()


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    file = tmp_path / "mdp"
    file.write_text(f"{GOOD}\n")
    return file


def answers(*given: str) -> Callable[[str], str]:
    left = iter(given)
    return lambda _question: next(left)


def silent(_question: str) -> str:
    raise AssertionError("nothing should be asked")


def test_a_script_gives_login_and_password(store: Store, password_file: Path) -> None:
    ensure_animator(store, "samia", password_file, interactive=False)
    assert store.animators.verify("samia", GOOD)


def test_the_same_script_may_run_again(store: Store, password_file: Path) -> None:
    ensure_animator(store, "samia", password_file, interactive=False)
    ensure_animator(store, "samia", password_file, interactive=False)
    assert store.animators.count() == 1


def test_a_second_animator_can_be_given_the_same_way(store: Store, password_file: Path) -> None:
    ensure_animator(store, "samia", password_file, interactive=False)
    ensure_animator(store, "karim", password_file, interactive=False)
    assert store.animators.count() == 2


def test_somebody_at_the_keyboard_is_asked(store: Store) -> None:
    ensure_animator(
        store, None, None, interactive=True, ask=answers("Samia"), ask_secret=answers(GOOD, GOOD)
    )
    assert store.animators.verify("samia", GOOD)


def test_a_short_password_is_asked_again(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    secrets = answers("court", "court", GOOD, GOOD)
    ensure_animator(store, "samia", None, interactive=True, ask=silent, ask_secret=secrets)
    assert store.animators.verify("samia", GOOD)
    assert "caractères" in capsys.readouterr().out


def test_two_different_passwords_are_asked_again(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets = answers(GOOD, GOOD + "!", GOOD, GOOD)
    ensure_animator(store, "samia", None, interactive=True, ask=silent, ask_secret=secrets)
    assert "différents" in capsys.readouterr().out
    assert store.animators.count() == 1


def test_nothing_is_asked_the_second_time(store: Store) -> None:
    store.animators.create("samia", GOOD)
    ensure_animator(store, None, None, interactive=True, ask=silent, ask_secret=silent)


def test_without_keyboard_nor_file_there_is_no_default_account(store: Store) -> None:
    with pytest.raises(SettingsError, match="--mot-de-passe-fichier"):
        ensure_animator(store, None, None, interactive=False)
    assert store.animators.count() == 0


def test_a_short_password_in_a_file_is_refused_in_french(store: Store, tmp_path: Path) -> None:
    (tmp_path / "mdp").write_text("court")
    with pytest.raises(StoreError, match="caractères"):
        ensure_animator(store, "samia", tmp_path / "mdp", interactive=False)


def test_a_missing_password_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="absent"):
        read_password(tmp_path / "absent")


def test_line_ends_do_not_belong_to_the_password(tmp_path: Path) -> None:
    (tmp_path / "mdp").write_bytes(b"  avec espaces \r\nune note\n")
    assert read_password(tmp_path / "mdp") == "  avec espaces "
