"""Whatever a learner makes of a folder, it can be removed, and nothing but it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quartiers.grading.erasing.trees import remove


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "jeune"
    (made / "creations/vide").mkdir(parents=True)
    (made / "creations/neon.png").write_text("pixels")
    return made


def test_a_folder_goes_with_all_it_holds_and_its_neighbour_stays(home: Path) -> None:
    neighbour = home.with_name("voisin")
    neighbour.mkdir()
    remove(home)
    assert list(home.parent.iterdir()) == [neighbour]


def test_removing_twice_or_nothing_is_fine(home: Path) -> None:
    remove(home)
    remove(home)
    remove(home / "dedans")
    assert not home.exists()


def test_links_are_removed_and_never_followed(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    (outside / "precieux").write_text("à garder")
    (home / "dossier").symlink_to(outside)
    (home / "creations/fichier").symlink_to(outside / "precieux")
    remove(home)
    assert (outside / "precieux").read_text() == "à garder"


def test_a_link_in_place_of_the_folder_is_no_way_out(tmp_path: Path) -> None:
    outside = tmp_path / "ailleurs"
    outside.mkdir()
    link = tmp_path / "jeune"
    link.symlink_to(outside)
    remove(link)
    assert list(tmp_path.iterdir()) == [outside]


def test_a_folder_that_was_closed_is_removed_too(home: Path) -> None:
    (home / "creations/vide").chmod(0)
    (home / "creations").chmod(0o100)
    remove(home)
    assert not home.exists()


def test_no_folder_is_too_deep(home: Path) -> None:
    (home / ".efface-0").write_text("le nom est pris")
    inside = os.open(home, os.O_RDONLY)
    for _ in range(1500):  # longer than any path, deeper than Python's recursion
        os.mkdir("plus_profond", dir_fd=inside)
        deeper = os.open("plus_profond", os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = deeper
    os.close(inside)
    remove(home)
    assert not home.exists()


def test_a_file_is_removed_as_well(tmp_path: Path) -> None:
    log = tmp_path / "jeune.log"
    log.write_text("mots")
    remove(log)
    assert list(tmp_path.iterdir()) == []
