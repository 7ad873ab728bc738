"""The data folder's tree and who may go where."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from pathlib import Path

import pytest
from power_cut import Disk, why_not

from quartiers.hub.folders import (
    ensure_folders,
    ensure_home,
    ensure_tmp_root,
    folder_modes,
    learner_tmp,
    remove_learner_tmp,
    remove_tmp_root,
    share,
    tmp_root,
    tmp_root_held,
)
from quartiers.settings import Settings

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "données")


def test_learners_reach_their_home_and_the_published_lessons_only(settings: Settings) -> None:
    ensure_folders(settings)
    closed = {path for path in folder_modes(settings) if not mode(path) & 0o001}
    names = {str(path.relative_to(settings.data)) for path in closed}
    assert names == {
        "hub",
        "secours",
        "cours",
        "boite",
        "a_deux",
        "arrivees",
        "journaux",
        "journaux/jeunes",
    }


def test_nobody_can_look_around_among_homes(settings: Settings) -> None:
    ensure_folders(settings)
    assert mode(settings.homes) == 0o711
    assert mode(settings.data) == 0o711


def test_making_the_tree_twice_repairs_its_modes(settings: Settings) -> None:
    ensure_folders(settings)
    settings.hub_folder.chmod(0o777)
    ensure_folders(settings)
    assert mode(settings.hub_folder) == 0o700


def test_what_is_shared_is_readable_by_all_and_writable_by_one(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0o700)
    (tmp_path / "a" / "lecon.ipynb").write_text("{}")
    (tmp_path / "a" / "lecon.ipynb").chmod(0o600)
    share(tmp_path)
    assert mode(tmp_path / "a") == 0o755
    assert mode(tmp_path / "a" / "lecon.ipynb") == 0o644


def test_sharing_does_not_follow_links(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("x")
    outside.chmod(0o600)
    (tmp_path / "publie").mkdir()
    (tmp_path / "publie" / "lien").symlink_to(outside)
    share(tmp_path / "publie")
    assert mode(outside) == 0o600


def test_a_home_is_closed_even_when_it_was_open(tmp_path: Path) -> None:
    home = tmp_path / "jeune-abc234"
    home.mkdir()
    home.chmod(0o755)
    ensure_home(home, None)
    assert mode(home) == 0o700


@needs_root
def test_a_home_and_what_it_holds_change_hands(tmp_path: Path) -> None:
    home = tmp_path / "jeune-abc234"
    (home / "programmation").mkdir(parents=True)
    (home / "programmation" / "a.ipynb").write_text("{}")
    ensure_home(home, 200_007)
    assert {path.stat().st_uid for path in (home, *home.rglob("*"))} == {200_007}


@needs_root
def test_giving_a_home_does_not_give_what_its_links_point_to(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("x")
    home = tmp_path / "jeune-abc234"
    home.mkdir()
    (home / "lien").symlink_to(outside)
    ensure_home(home, 200_007)
    assert outside.stat().st_uid == 0
    assert (home / "lien").lstat().st_uid == 200_007


def test_temporary_folders_are_found_again_by_the_next_house(settings: Settings) -> None:
    ensure_folders(settings)
    ensure_tmp_root(settings)
    first = tmp_root(settings)
    ensure_tmp_root(settings)
    assert tmp_root(settings) == first
    assert mode(first) == 0o711
    remove_tmp_root(settings)
    assert not first.exists()


def test_a_link_in_place_of_the_temporary_folder_is_not_followed(
    settings: Settings, tmp_path: Path
) -> None:
    ensure_folders(settings)
    ensure_tmp_root(settings)
    first = tmp_root(settings)
    shutil.rmtree(first)
    first.symlink_to(tmp_path)
    ensure_tmp_root(settings)
    assert tmp_root(settings) != first
    first.unlink()
    remove_tmp_root(settings)


def test_the_systems_cleaner_finds_them_locked_while_the_house_is_open(settings: Settings) -> None:
    ensure_folders(settings)
    with tmp_root_held(settings):  # not prepared: nothing to hold
        pass
    ensure_tmp_root(settings)
    cleaner = os.open(tmp_root(settings), os.O_RDONLY)
    with tmp_root_held(settings), pytest.raises(BlockingIOError):
        fcntl.flock(cleaner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(cleaner, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(cleaner)
    remove_tmp_root(settings)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with something in it that nobody may remove."""
    folder = tmp_path / "programme"
    (folder / "donnees").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("note", ["", ".", "donnees", "..", "px-abc", "\x00" * 20])
def test_an_unreadable_note_never_removes_where_we_stand(
    settings: Settings, elsewhere: Path, note: str
) -> None:
    ensure_folders(settings)
    (settings.hub_folder / "tmp_folder").write_text(note)
    with pytest.raises(LookupError):
        tmp_root(settings)
    remove_tmp_root(settings)
    remove_learner_tmp(settings, 1)
    assert (elsewhere / "donnees").is_dir()


def test_an_unreadable_note_is_made_anew(settings: Settings) -> None:
    ensure_folders(settings)
    (settings.hub_folder / "tmp_folder").write_text("")
    ensure_tmp_root(settings)
    assert tmp_root(settings).is_absolute()
    remove_tmp_root(settings)


def test_a_folder_that_does_not_carry_our_mark_is_left_alone(settings: Settings) -> None:
    """Somebody else's, another house's, or one whose mark a cut has emptied."""
    ensure_folders(settings)
    foreign = Path(tempfile.mkdtemp(prefix="px-", dir="/tmp"))
    (settings.hub_folder / "tmp_folder").write_text(str(foreign))
    for mark in (None, "", "/another/house"):
        if mark is not None:
            (foreign / ".maison").write_text(mark)
        remove_tmp_root(settings)
        assert foreign.is_dir()
    ensure_tmp_root(settings)
    assert tmp_root(settings) != foreign
    remove_tmp_root(settings)
    shutil.rmtree(foreign)


def test_a_folder_that_holds_the_data_is_never_removed(tmp_path: Path) -> None:
    outer = tmp_path / "px-elsewhere"
    settings = Settings(data=outer / "donnees")
    ensure_folders(settings)
    (outer / ".maison").write_text(str(settings.data))
    (settings.hub_folder / "tmp_folder").write_text(str(outer))
    remove_tmp_root(settings)
    assert settings.homes.is_dir()


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_a_power_cut_at_the_first_opening_costs_nothing_at_closing(
    elsewhere: Path,
) -> None:
    disk = Disk(megabytes=32)
    try:
        settings = Settings(data=disk.root / "donnees")
        ensure_folders(settings)
        ensure_tmp_root(settings)
        before = tmp_root(settings)
        disk.cut()
        ensure_folders(settings)
        ensure_tmp_root(settings)
        assert tmp_root(settings) == before  # /tmp is on another disk here
        remove_tmp_root(settings)
        assert not before.exists()
        assert (elsewhere / "donnees").is_dir()
    finally:
        disk.close()


def test_each_learner_has_a_temporary_folder_of_their_own(settings: Settings) -> None:
    ensure_folders(settings)
    with pytest.raises(LookupError):
        learner_tmp(settings, 1)
    ensure_tmp_root(settings)
    assert learner_tmp(settings, 1) != learner_tmp(settings, 2)
    remove_tmp_root(settings)
