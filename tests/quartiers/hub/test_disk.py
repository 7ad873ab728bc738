"""What a full disk, and one that cannot be written, say when the house opens."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from small_disk import small_disk

from quartiers.hub import launch
from quartiers.hub.disk import homes_of, watch_of
from quartiers.kernels.containment import Containment
from quartiers.kernels.disk import reserve
from quartiers.settings import Settings, SettingsError


def fill(root: Path, left: int) -> None:
    """Leave so many bytes to root on a disk."""
    found = os.statvfs(root)
    with (root / "autre chose").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, found.f_bfree * found.f_frsize - left)


def test_a_full_disk_is_named_before_anything_else_can_fail_on_it() -> None:
    with small_disk(64) as root:
        settings = Settings(data=root / "donnees")
        launch.make_folders(settings)
        fill(root, 2_000_000)
        with pytest.raises(SettingsError, match=r"Le disque de .* est plein : il reste \d+ Mo"):
            launch.make_folders(settings)


def test_the_reserve_opens_the_house_on_a_full_disk() -> None:
    with small_disk(128) as root:
        settings = Settings(data=root / "donnees", reserve=40)
        launch.make_folders(settings)
        assert reserve.keep(settings.hub_folder, 40_000_000)
        fill(root, 8_000_000)
        launch.make_folders(settings)
        assert not (settings.hub_folder / reserve.NAME).exists()


def test_what_the_file_system_keeps_for_root_is_enough_to_open(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with small_disk(400, for_root=15) as root:
        settings = Settings(data=root / "donnees", reserve=40)
        launch.make_folders(settings)
        fill(root, 45_000_000)  # nothing for the learners
        launch.make_folders(settings)
        assert "il ne reste que 0 Mo pour les jeunes" in capsys.readouterr().out


def test_a_disk_that_cannot_be_written_is_named() -> None:
    with small_disk(64) as root:
        subprocess.run(["mount", "-o", "remount,ro", root], check=True)
        with pytest.raises(SettingsError, match="en lecture seule"):
            launch.make_folders(Settings(data=root / "donnees"))


def test_the_watch_knows_each_home_by_the_account_of_its_files(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, share=70, reserve=60)
    settings.hub_folder.mkdir()
    (settings.homes / "jeune-abc").mkdir(parents=True)
    shared = Containment(own_uid=False, landlock_abi=0, sentence="")
    watch = watch_of(settings, shared)
    assert (watch.share, watch.kept, watch.own_accounts) == (70_000_000, 60_000_000, False)
    (home,) = homes_of(settings, shared)
    assert (home.learner, home.uid) == ("jeune-abc", os.geteuid())
    assert home.places == (settings.homes / "jeune-abc",)
