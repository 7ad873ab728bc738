"""Which walls are told as active, and what is advised for the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from quartiers.hub.diagnostic.protections import Facts, Protection, of_grading, of_learners
from quartiers.kernels.walls import described

ALL_WALLS = described(True, 7, True, "all")
NO_WALLS = described(False, 0, False, "none")
BEST = Facts(root=True, landlock=7, ceilings=True, groups=True, kernel="6.12.0", grading=ALL_WALLS)
ORDINARY = replace(BEST, root=False, ceilings=False, groups=False)


def missing(found: list[Protection]) -> str:
    """All that is told of walls that are not there."""
    return " ".join(f"{one.sentence} {one.advice}" for one in found if not one.active)


def test_a_box_with_everything_has_nothing_to_mend() -> None:
    assert missing([*of_learners(BEST), *of_grading(BEST)]) == ""


def test_an_ordinary_account_is_told_to_use_sudo() -> None:
    told = missing(of_learners(ORDINARY))
    assert "un seul compte" in told
    assert "sudo ./pixel ouvrir" in told


def test_a_closed_folder_is_named_with_what_opens_it() -> None:
    told = missing(of_learners(replace(BEST, closed=Path("/root"))))
    assert "chmod o+x '/root'" in told


def test_a_kernel_without_landlock_is_named_with_what_to_install() -> None:
    told = missing(of_learners(replace(BEST, landlock=0, kernel="5.4.0")))
    assert "5.4.0" in told
    assert "apt install" in told


def test_an_old_landlock_lets_neighbours_be_stopped_on_a_shared_account_only() -> None:
    assert "arrêter les programmes" in missing(of_learners(replace(ORDINARY, landlock=5)))
    assert "arrêter les programmes" not in missing(of_learners(replace(BEST, landlock=5)))
    assert "arrêter les programmes" not in missing(of_learners(ORDINARY))


def test_the_network_is_told_as_closed_by_either_means_and_open_without_both() -> None:
    for found in (replace(BEST, seccomp=False), replace(BEST, namespaces=False)):
        assert "réseau" not in missing(of_learners(found))
    neither = replace(BEST, seccomp=False, namespaces=False)
    assert "joindre le réseau du centre" in missing(of_learners(neither))


def test_without_namespaces_the_machines_own_programs_are_told_as_within_reach() -> None:
    told = missing(of_learners(replace(BEST, namespaces=False)))
    assert "programmes de la machine" in told
    assert "hors d'un conteneur" in told


def test_a_shared_account_reaches_the_network_where_landlock_knows_no_ports() -> None:
    told = missing(of_learners(replace(ORDINARY, landlock=2)))
    assert "joindre le réseau du centre" in told
    assert "il faut la version 4" in told
    assert "joindre le réseau du centre" not in missing(of_learners(ORDINARY))


def test_what_landlock_does_not_know_of_the_network_is_told_on_a_shared_account() -> None:
    told = missing(of_learners(ORDINARY))
    assert "UDP" in told
    assert "ouverts aux voisins" not in told
    assert "ouverts aux voisins" in missing(of_learners(replace(ORDINARY, landlock=3)))


def test_a_processor_without_filter_is_told_on_any_account() -> None:
    for found in (BEST, ORDINARY):
        assert "seccomp" in missing(of_learners(replace(found, seccomp=False)))
        assert "seccomp" not in missing(of_learners(found))


def test_a_list_of_programs_that_a_workshop_sees_is_not_called_hidden() -> None:
    for found, told in (
        (BEST, "pas même la liste"),
        (replace(BEST, hidden=False), "voit seulement"),
    ):
        assert told in " ".join(one.sentence for one in of_learners(found))


def test_without_ceilings_the_way_to_cgroups_is_given() -> None:
    told = missing(of_learners(replace(BEST, ceilings=False)))
    assert "cgroup v2" in told
    assert "Delegate=yes" in told


def test_on_a_shared_account_nobody_keeps_one_loop_from_the_disk() -> None:
    assert "remplir le disque de tous" in missing(of_learners(ORDINARY))
    assert "disque" not in missing(of_learners(BEST))


def test_groups_without_ceilings_are_told_apart() -> None:
    no_ceilings = replace(BEST, ceilings=False)
    assert "s'arrêtent quand même" in missing(of_learners(no_ceilings))
    assert "s'arrêtent quand même" not in missing(of_learners(replace(no_ceilings, groups=False)))


def test_grading_that_is_refused_says_so_and_nothing_else() -> None:
    (only,) = of_grading(replace(ORDINARY, landlock=0))
    assert not only.active
    assert "refusée" in only.sentence


def test_a_wall_of_the_grading_that_is_missing_says_how_to_get_it() -> None:
    weak = replace(ORDINARY, grading=described(False, 7, True, "none"))
    told = missing(of_grading(weak))
    assert "partagent un compte" in told
    assert "hors d'un conteneur" in told
    assert "conteneur" not in missing(of_grading(BEST))


@pytest.mark.parametrize(
    "facts",
    [
        Facts(
            root,
            abi,
            closed,
            seccomp,
            ceilings=ceilings,
            groups=ceilings,
            kernel="6.1.0",
            grading=walls,
        )
        for root, abi, closed, seccomp, ceilings, walls in product(
            (True, False),
            (0, 3, 7),
            (None, Path("/root")),
            (True, False),
            (True, False),
            (ALL_WALLS, NO_WALLS),
        )
    ],
)
def test_what_is_missing_always_comes_with_what_to_do(facts: Facts) -> None:
    for one in (*of_learners(facts), *of_grading(facts)):
        assert one.sentence.endswith((".", ")"))
        assert bool(one.advice) != one.active
