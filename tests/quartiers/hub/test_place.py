"""What the Hub's folder keeps, and where Node and the proxy are."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from quartiers.hub.place import ensure_token, find_node, find_packages
from quartiers.settings import SettingsError


def program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_named_node_wins(tmp_path: Path) -> None:
    named = program(tmp_path / "elsewhere" / "node")
    program(tmp_path / "outils" / "node")
    assert find_node({"QUARTIERS_NODE": str(named), "PATH": ""}, tmp_path) == str(named)


def test_our_node_comes_before_the_machines(tmp_path: Path) -> None:
    ours = program(tmp_path / "outils" / "node")
    other = program(tmp_path / "bin" / "node")
    assert find_node({"PATH": str(other.parent)}, tmp_path) == str(ours)


def test_the_machines_node_serves_when_there_is_no_other(tmp_path: Path) -> None:
    found = program(tmp_path / "bin" / "node")
    assert find_node({"PATH": str(found.parent)}, tmp_path / "nothing") == str(found)


def test_a_machine_without_node_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\./pixel ouvrir"):
        find_node({"PATH": str(tmp_path)}, tmp_path)


def test_a_missing_proxy_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\./pixel ouvrir"):
        find_packages(tmp_path)


def test_the_secret_is_made_once_and_closed(tmp_path: Path) -> None:
    token = ensure_token(tmp_path / "proxy_token")
    assert len(token) == 64
    assert ensure_token(tmp_path / "proxy_token") == token
    assert stat.S_IMODE((tmp_path / "proxy_token").stat().st_mode) == 0o600


@pytest.mark.parametrize("left", [b"", b"abc", b"\0" * 64, b"\xff" * 64])
def test_a_secret_that_a_power_cut_has_damaged_is_made_anew(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "token").write_bytes(left)
    token = ensure_token(tmp_path / "token")
    assert len(bytes.fromhex(token)) == 32
    assert ensure_token(tmp_path / "token") == token


def test_a_secret_that_the_hub_wrote_with_a_line_end_stays(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("ab" * 32 + "\n")
    assert ensure_token(tmp_path / "token") == "ab" * 32
