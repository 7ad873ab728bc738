"""Whose a work in the box is, by the name of an empty file."""

from __future__ import annotations

from pathlib import Path

import pytest
from power_cut import Disk, why_not

from quartiers.grading.inbox import drop, take
from quartiers.grading.labels import Label, folders_of, forget_partner, put_label, read_label


@pytest.mark.parametrize("label", [Label("jeune-abc234", "P01"), Label("zoe", "A12", "jeune-xyz")])
def test_a_label_is_read_as_it_was_put(tmp_path: Path, label: Label) -> None:
    put_label(tmp_path, label)
    put_label(tmp_path, label)
    assert read_label(tmp_path) == label


def test_a_folder_that_says_nothing_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "de+lui").touch()
    assert read_label(tmp_path) is None
    assert read_label(tmp_path / "absent") is None


@pytest.mark.parametrize("learner", ["", "a/b", "a+b", "..", "é"])
def test_what_could_not_be_read_back_is_refused(tmp_path: Path, learner: str) -> None:
    with pytest.raises(ValueError, match="name of a file"):
        put_label(tmp_path, Label(learner, "P01"))


def test_a_partner_is_forgotten(tmp_path: Path) -> None:
    label = Label("jeune-abc234", "P01", "jeune-xyz789")
    put_label(tmp_path, label)
    forget_partner(tmp_path, label)
    assert read_label(tmp_path) == Label("jeune-abc234", "P01")


def test_only_folders_of_works_are_listed(tmp_path: Path) -> None:
    drop(tmp_path, "un", "lecon", b"1")
    (tmp_path / ".cache").mkdir()
    (tmp_path / "fichier").touch()
    (tmp_path / "lien").symlink_to(tmp_path / "un")
    assert list(folders_of(tmp_path)) == [tmp_path / "un"]
    assert list(folders_of(tmp_path / "absent")) == []


@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_a_work_and_its_label_outlive_a_power_cut_together() -> None:
    disk = Disk(megabytes=32)
    try:
        label = Label("jeune-abc234", "P01")
        drop(disk.root / "boite", "un", "lecon", b"some work", label)
        disk.cut(names_first=False)
        assert take(disk.root / "boite", "un", "lecon") == b"some work"
        assert read_label(disk.root / "boite" / "un") == label
    finally:
        disk.close()
