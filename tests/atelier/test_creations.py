"""Keeping: whole files, never over another work, with a card that says what it is."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atelier import creations, oeuvres
from atelier.affichage import montrer
from atelier.badges import badge
from atelier.creations import garder
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.films import gif, video
from atelier.garde_fichier import LONGEST, free_place, slug, write_atomically
from atelier.images import nouvelle_image
from atelier.sons import note
from atelier.tortue import Tortue

FRAMES = [nouvelle_image(16, 16, "red"), nouvelle_image(16, 16, "navy")]


def kept(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "creations").iterdir())


@pytest.mark.parametrize(
    ("objet", "suffix", "start"),
    [
        (Tortue(), ".svg", b"<svg "),
        (nouvelle_image(8, 8), ".png", b"\x89PNG"),
        (note(440, 0.1), ".wav", b"RIFF"),
        (gif(FRAMES, 4), ".gif", b"GIF89a"),
        (video(FRAMES, 4), ".mp4", b"\x00\x00\x00"),
        (FRAMES, ".png", b"\x89PNG"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', ".svg", b"<svg "),
        ("Une phrase", ".txt", b"Une phrase"),
        ([{"a": 1}], ".txt", b"["),
    ],
)
def test_each_kind_has_its_own_file(own_home: Path, objet: Any, suffix: str, start: bytes) -> None:
    garde = garder(objet, "Mon œuvre d'été")
    assert garde.chemin == own_home / "creations" / f"mon-oeuvre-d-ete{suffix}"
    assert garde.chemin.read_bytes().startswith(start)
    assert set(kept(own_home)) == {"mon-oeuvre-d-ete.json", f"mon-oeuvre-d-ete{suffix}"}


def test_the_card_says_title_description_file_lesson_and_date(own_home: Path) -> None:
    lesson = own_home / "programmation" / "01_initiale_neon"
    lesson.mkdir(parents=True)
    os.chdir(lesson)
    garder(Tortue(), "Mon L", "Un grand L en néon")
    card = json.loads((own_home / "creations" / "mon-l.json").read_text(encoding="utf-8"))
    date = card.pop("date")
    assert card == {
        "titre": "Mon L",
        "description": "Un grand L en néon",
        "fichier": "mon-l.svg",
        "lecon": "01_initiale_neon",
    }
    assert date[10] == "T"


def test_the_description_shown_before_is_reused() -> None:
    t = Tortue()
    montrer(t, "Un carré rouge")
    garder(t, "Carré")
    garder(badge("Nova", "red"), "Badge")
    descriptions = [o.description for o in oeuvres.recentes() if o.genre == "garder"]
    assert descriptions == ["Un carré rouge", "Badge d'atelier de Nova, couleur red."]


def test_another_work_with_the_same_title_gets_another_name(own_home: Path) -> None:
    first = garder(nouvelle_image(8, 8, "red"), "Icône")
    second = garder(nouvelle_image(8, 8, "blue"), "Icône")
    third = garder(note(440, 0.1), "Icône")
    names = [g.chemin.name for g in (first, second, third)]
    assert names == ["icone.png", "icone-2.png", "icone-3.wav"]
    assert len(kept(own_home)) == 6


def test_keeping_the_same_work_twice_keeps_it_once(own_home: Path) -> None:
    assert garder(Tortue(), "Page").chemin == garder(Tortue(), "Page").chemin
    assert kept(own_home) == ["page.json", "page.svg"]


def test_the_answer_is_kind_in_both_worlds() -> None:
    garde = garder(Tortue(), "A < B")
    assert repr(garde) == "Gardé : creations/a-b.svg"
    assert "A &lt; B" in garde._repr_html_()


def test_a_full_disk_leaves_nothing_half_written(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        garder(Tortue(), "Page")
    assert kept(own_home) == []


def test_an_existing_file_is_replaced_in_one_step_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomically(path, b"un")
    write_atomically(path, b"deux")
    assert path.read_bytes() == b"deux"
    assert list(tmp_path.glob(".*part")) == []


def test_a_name_taken_in_between_is_not_reused(tmp_path: Path) -> None:
    for number in range(3):
        path = free_place(tmp_path, "a", ".png", bytes([number]))
        path.write_bytes(bytes([number]))
    assert sorted(p.name for p in tmp_path.glob("a*")) == ["a-2.png", "a-3.png", "a.png"]


def test_a_learner_cannot_name_a_file_elsewhere(own_home: Path) -> None:
    assert garder(Tortue(), "../../etc/passwd").chemin.parent == own_home / "creations"


@given(st.text(max_size=100))
def test_file_names_are_plain_and_short(title: str) -> None:
    name = slug(title)
    assert 0 < len(name) <= LONGEST
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name) == name


def test_a_heavy_work_is_refused(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    monkeypatch.setattr(creations, "LARGEST", 10)
    with pytest.raises(ErreurValeur, match="il y a de la place pour"):
        garder(Tortue(), "Page")


def test_a_full_folder_is_told(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> None:
    garder(Tortue(), "Page")
    monkeypatch.setattr(creations, "MOST", 1)
    with pytest.raises(ErreurValeur, match="il est plein"):
        garder(nouvelle_image(3, 3), "Autre")


@pytest.mark.parametrize(
    ("code", "famille"),
    [
        ("garder(Tortue())", ErreurType),
        ("garder(Tortue(), '')", ErreurValeur),
        ("garder(Tortue(), 3)", ErreurType),
        ("garder(None, 'Rien')", ErreurType),
        ("garder(Tortue(), 'Page', 'ab')", ErreurValeur),
    ],
)
def test_impossible_works_are_refused(own_home: Path, code: str, famille: type[Exception]) -> None:
    with pytest.raises(famille):
        eval(code, globals())
    assert not (own_home / "creations").exists()


def test_a_clock_put_back_does_not_hide_the_newest_work(own_home: Path) -> None:
    first = garder(Tortue(), "Avant").chemin.with_suffix(".json")
    tomorrow = first.stat().st_mtime + 86_400
    os.utime(first, (tomorrow, tomorrow))  # as the box believed, an hour ago
    last = garder(Tortue(), "Maintenant").chemin.with_suffix(".json")
    assert last.stat().st_mtime > first.stat().st_mtime
