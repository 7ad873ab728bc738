"""What an animator reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quartiers.hub.diagnostic.capacity import Capacity, Cost, Means
from quartiers.hub.diagnostic.machine import Found
from quartiers.hub.diagnostic.protections import Facts, Protection
from quartiers.hub.diagnostic.report import how_many, may_open, report, verdict
from quartiers.settings import Settings

SETTINGS = Settings(data=Path("/srv/pixel"))
FACTS = Facts(root=True, landlock=7, ceilings=True, kernel="6.12.0")
FOUND = Found(Means(6500, 2), FACTS, ("192.168.1.20",), "free", 8001, 50_000, True)
USABLE = Protection(True, "")
COST = Cost(64, 0.62, 4)
CAN = Capacity(45, "cores")


def text(**changes: object) -> str:
    """The report of this machine, with some things otherwise."""
    return report(SETTINGS, replace(FOUND, **changes), USABLE, COST, CAN)


def test_the_answer_comes_first() -> None:
    assert text().startswith("Cette machine peut accueillir environ 45 jeunes.\n")


def test_the_measures_are_written_with_a_comma() -> None:
    assert "64 Mo et 0,62 s de processeur" in text()


@pytest.mark.parametrize(
    ("can", "said"),
    [
        (Capacity(0, "memory"), "zéro jeune."),
        (Capacity(1, "memory"), " 1 jeune."),
        (Capacity(7, "memory"), " 7 jeunes."),
        (Capacity(100, "tried"), " 100 jeunes ou plus."),
    ],
)
def test_small_and_big_numbers_are_said_well(can: Capacity, said: str) -> None:
    assert how_many(FOUND, can).endswith(said)


def test_an_open_house_is_told_how_many_more() -> None:
    found = replace(FOUND, port="ours", means=Means(6500, 2, open_house=True))
    assert "de la place pour environ 45 jeunes de plus" in how_many(found, CAN)
    assert "tout va bien" in verdict(SETTINGS, found, USABLE, CAN)


def test_the_address_that_learners_type_is_there() -> None:
    assert "http://192.168.1.20:8000/" in text()
    assert "Branchez le câble" in text(addresses=())


def test_the_second_port_is_told_and_the_house_does_not_open_without_it() -> None:
    assert "Les ateliers auront le port 8001 :" in text()
    assert "Aucun port n'est libre après le 8000" in text(workshops=None)
    assert may_open(FOUND, USABLE, CAN)
    assert not may_open(replace(FOUND, workshops=None), USABLE, CAN)


def test_a_machine_in_order_may_open() -> None:
    assert may_open(FOUND, USABLE, CAN)
    assert text().endswith("./pixel ouvrir")


def test_no_network_yet_is_no_reason_to_give_up() -> None:
    assert may_open(replace(FOUND, addresses=()), USABLE, CAN)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"port": "taken"}, "déjà pris"),
        ({"port": "kept"}, "réservé à l'administrateur"),
        ({"disk": 300}, "Faites de la place"),
        ({"writable": False}, "Prenez un autre dossier"),
        ({"trouble": "Je ne trouve pas le programme node."}, "programme node"),
    ],
)
def test_what_stands_in_the_way_is_said_with_what_to_do(
    changes: dict[str, object], words: str
) -> None:
    assert not may_open(replace(FOUND, **changes), USABLE, CAN)
    assert words in text(**changes)
    assert "ne peut pas se tenir" in text(**changes)


def test_a_machine_that_carries_nobody_may_not_open() -> None:
    assert not may_open(FOUND, USABLE, Capacity(0, "memory"))
    assert not may_open(FOUND, USABLE, None)


def test_a_trial_that_failed_is_said_first() -> None:
    said = report(SETTINGS, FOUND, USABLE, None, None)
    assert said.startswith("L'essai n'a pas abouti")
    assert "relancez" in said


def test_a_machine_without_any_wall_is_told_only_that() -> None:
    refused = Protection(False, "Aucune protection possible ici.", "Déplacez le dossier.")
    said = report(SETTINGS, FOUND, refused, None, None)
    assert "✗ Aucune protection possible ici." in said
    assert not may_open(FOUND, refused, CAN)
