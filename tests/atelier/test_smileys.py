"""The two smileys stay in the learner's own folder, one answer a question."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from atelier import smileys

MIDI = datetime(2026, 11, 23, 12, 0)


def test_answers_are_kept_by_lesson_and_the_last_one_wins(tmp_path: Path) -> None:
    ou = tmp_path / ".quartiers" / "smileys.json"
    smileys.noter(ou, "01_initiale_neon", "envie", 0, MIDI)
    smileys.noter(ou, "01_initiale_neon", "envie", 2, MIDI)
    smileys.noter(ou, "01_initiale_neon", "pour_moi", 1, MIDI)
    smileys.noter(ou, "02_mandala", "envie", 1, MIDI)
    assert json.loads(ou.read_text(encoding="utf-8")) == {
        "01_initiale_neon": {"envie": 2, "pour_moi": 1, "date": "2026-11-23"},
        "02_mandala": {"envie": 1, "date": "2026-11-23"},
    }


@pytest.mark.parametrize("texte", ["", "{", "[]", '{"a": 3}'])
def test_a_spoilt_file_is_started_again(tmp_path: Path, texte: str) -> None:
    ou = tmp_path / "smileys.json"
    ou.write_text(texte, encoding="utf-8")
    smileys.noter(ou, "a", "envie", 1, MIDI)
    assert smileys.lire(ou) == {"a": {"envie": 1, "date": "2026-11-23"}}


def test_a_write_that_fails_leaves_the_old_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ou = tmp_path / "smileys.json"
    smileys.noter(ou, "a", "envie", 1, MIDI)

    def plein(*_: object) -> None:
        raise OSError("disque plein")

    monkeypatch.setattr(os, "replace", plein)
    with pytest.raises(OSError, match="disque plein"):
        smileys.noter(ou, "a", "envie", 2, MIDI)
    assert smileys.lire(ou)["a"]["envie"] == 1
    assert [chemin.name for chemin in tmp_path.iterdir() if chemin.suffix == ".part"] == []


def test_choosing_a_face_is_noted_and_said(own_home: Path) -> None:
    import ipywidgets

    message = ipywidgets.HTML("")
    ligne = smileys._ligne("envie", "J'ai envie de continuer.", "01_x", message)
    ligne.children[1].value = 2
    assert smileys.lire(smileys.fichier())["01_x"]["envie"] == 2
    assert "Merci, c'est noté." in message.value
    assert smileys.fichier().is_relative_to(own_home)
