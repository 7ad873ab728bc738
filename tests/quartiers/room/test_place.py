"""The screen of a learner whose program was stopped by the watch of the disk."""

from __future__ import annotations

from typing import Any

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
