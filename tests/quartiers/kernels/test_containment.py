"""The choice of walls, apart from the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from quartiers.kernels.containment import available, closed_folder, own_folders, strongest


def test_root_with_open_folders_gives_each_learner_a_uid() -> None:
    found = strongest(root=True, abi=7, closed=None)
    assert found.own_uid
    assert found.usable
    assert "son propre compte" in found.sentence
    assert "version 7" in found.sentence


def test_own_uids_without_landlock_say_that_solutions_can_be_read() -> None:
    assert "corrigés du dossier courses" in strongest(root=True, abi=0, closed=None).sentence


def test_a_closed_folder_makes_root_share_one_account_and_says_what_to_do() -> None:
    found = strongest(root=True, abi=7, closed=Path("/root"))
    assert not found.own_uid
    assert found.usable
    assert "/root" in found.sentence
    assert "/opt" in found.sentence


def test_root_without_any_wall_may_not_run_learners_code() -> None:
    assert not strongest(root=True, abi=0, closed=Path("/root")).usable


def test_an_ordinary_account_gets_landlock_alone() -> None:
    found = strongest(root=False, abi=6, closed=None)
    assert (found.own_uid, found.landlock_abi, found.usable) == (False, 6, True)
    assert "un seul compte" in found.sentence
    assert "sudo" in found.sentence


def test_an_old_landlock_says_that_programs_can_be_stopped() -> None:
    assert "arrêter les programmes" in strongest(root=False, abi=5, closed=None).sentence
    assert "arrêter les programmes" not in strongest(root=False, abi=6, closed=None).sentence


def test_an_ordinary_account_without_landlock_is_told_the_truth() -> None:
    found = strongest(root=False, abi=0, closed=None)
    assert found.usable
    assert "aucune entre les jeunes" in found.sentence


@pytest.mark.parametrize("root", [True, False])
@pytest.mark.parametrize("abi", [0, 3, 7])
@pytest.mark.parametrize("closed", [None, Path("/root")])
def test_every_sentence_is_whole_and_calm(root: bool, abi: int, closed: Path | None) -> None:
    sentence = strongest(root, abi, closed).sentence
    assert sentence.endswith(".")
    assert not {"erreur", "échec", "simplement"} & set(sentence.lower().split())


def test_the_first_closed_folder_on_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    tmp_path.chmod(0o755)
    (tmp_path / "a").chmod(0o700)
    found = closed_folder(tmp_path / "a" / "b")
    # pytest keeps its own folders closed: one of them may come before ours
    assert found is not None
    assert found in (tmp_path / "a", *tmp_path.parents)


def test_system_folders_are_open() -> None:
    assert closed_folder(Path("/usr/bin")) is None


def test_what_contained_python_reads_holds_our_sources() -> None:
    assert Path(__file__).resolve().parents[3] / "src" in own_folders()


def test_this_machine_gets_an_answer() -> None:
    assert available().sentence.startswith(("Protection", "Aucune protection"))
