"""The screen of a learner whose program was stopped by the watch of the disk."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import pytest

from quartiers.kernels.disk import note


def told(salle: Any, learner: Any) -> str:
    answer = salle.api(learner, "GET", "place")
    assert answer.status_code == 200
    return str(answer.json()["sentence"])


def test_whoever_was_not_stopped_is_told_nothing(salle: Any) -> None:
    learner = salle.learner()
    assert told(salle, learner) == ""
    salle.room.settings.hub_folder.mkdir(exist_ok=True)
    other = {"jeune-autre1": note.Stopped(10**9, "share")}
    note.write(salle.room.settings.hub_folder, note.Note(other))
    assert told(salle, learner) == ""


def test_whoever_was_stopped_is_told_how_much_and_what_to_do(salle: Any) -> None:
    learner = salle.learner()
    salle.room.settings.hub_folder.mkdir(exist_ok=True)
    note.write(
        salle.room.settings.hub_folder, note.Note({learner.id: note.Stopped(612_345_678, "share")})
    )
    said = told(salle, learner)
    assert "rempli ta place (612 Mo). Je l'ai arrêté. Ton travail est gardé." in said
    note.write(salle.room.settings.hub_folder, note.Note({learner.id: note.Stopped(5, "full")}))
    assert "presque plus de place" in told(salle, learner)


def full(*_: Any, **__: Any) -> None:
    """As SQLite says it."""
    raise sqlite3.OperationalError("database or disk is full")


def test_a_full_disk_is_named_to_the_lessons_screen(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = salle.learner()
    monkeypatch.setattr(salle.store.progress, "record", full)
    answer = salle.api(learner, "POST", "progress", {"lesson": "P01", "step": "ecris"})
    assert answer.status_code == 507
    assert "n'a plus de place" in answer.json()["sentence"]


def test_a_full_disk_is_named_to_adults_with_what_to_do(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    samia = salle.animator()
    monkeypatch.setattr(salle.store.seances, "open", full)
    page = samia.post("animation/", centre="Alma")
    assert page.status_code == 507
    assert "Le disque de la boîte est plein" in page.text


def test_a_work_refused_for_want_of_room_is_not_said_to_wait_behind_others(
    salle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = salle.learner()
    notebook = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    monkeypatch.setattr("quartiers.room.api.submit.LEAST_ROOM", 10**18)
    answer = salle.api(learner, "POST", "submit", {"lesson": "P01", "notebook": notebook})
    assert answer.status_code == 503
    assert "n'a plus de place" in answer.json()["sentence"]
    assert answer.headers["Retry-After"]
