"""Keep a work in the learner's folder, with a small card beside it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

from PIL import Image

from atelier import affichage, oeuvres, rendu
from atelier.arguments import commande, texte
from atelier.erreurs_base import ErreurValeur
from atelier.films import Film
from atelier.garde_fichier import free_place, slug, write_atomically
from atelier.sons import est_un_son
from atelier.tortue import Tortue
from atelier.wav import wav_bytes

LARGEST = 10_000_000  # bytes of one work
MOST = 500  # works in the folder
# Drawn, not written: old computers have no font for such signs.
SIGN = (
    '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" fill="none" '
    'stroke="currentColor" stroke-width="2" style="vertical-align:-3px">'
    '<path d="M9 2v9M5 8l4 4 4-4M2 12v4h14v-4"/></svg>'
)
LESSON = re.compile(r"\d\d_[a-z0-9_]+")  # name of a lesson's folder


@dataclass(frozen=True)
class Garde:
    """Where a work was kept."""

    titre: str
    chemin: Path

    def __str__(self) -> str:
        return f"Gardé : creations/{self.chemin.name}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return (
            f'<p style="font-size:1.1em">{SIGN} <strong>{escape(self.titre)}</strong> est dans '
            f"« Mes créations ». Son fichier : creations/{escape(self.chemin.name)}</p>"
        )


@commande('garder(t, "Ma rosace")')
def garder(objet: Any, titre: str, description: str | None = None) -> Garde:
    """Garder une création dans ton dossier creations, avec un titre. Rien n'est remplacé."""
    title = texte(titre, "Le titre", 80, exemple='Exemple : garder(t, "Ma rosace")')
    work = affichage.montrable(objet)
    words = described(objet, title, description)
    suffix, data = file_of(work, words)
    if len(data) > LARGEST:
        raise ErreurValeur(
            f"Cette création pèse {len(data) / 1e6:.0f} millions d'octets : il y a de la place "
            f"pour {LARGEST / 1e6:.0f}.",
            "Rends-la plus petite ou plus courte.",
        )
    path = store(folder(), title, suffix, data, words)
    oeuvres.noter(
        oeuvres.Oeuvre(
            "garder",
            objet,
            description=words,
            titre=title,
            textes=affichage.texts_of(objet),
            chemin=path,
        )
    )
    return Garde(title, path)


def described(objet: Any, title: str, description: str | None) -> str:
    """The description given, else the one this very object was shown with, else its title."""
    if description is not None:
        return affichage.une_description(description)
    for work in reversed(oeuvres.recentes()):
        if work.objet is objet and work.description:
            return work.description
    return getattr(objet, "description", None) or title


def file_of(work: Any, words: str) -> tuple[str, bytes]:
    """The suffix and the bytes of the file of a work."""
    if isinstance(work, Tortue):
        return ".svg", work.svg(words).encode()
    if isinstance(work, Image.Image):
        return ".png", rendu.png(work)
    if isinstance(work, Film):
        return (".gif" if work.genre == "gif" else ".mp4"), work.donnees
    if est_un_son(work):
        return ".wav", wav_bytes(work)
    if rendu.est_svg(work):
        return ".svg", str(work).encode()
    text = work if isinstance(work, str) else json.dumps(work, ensure_ascii=False, indent=1)
    return ".txt", str(text).encode()


def folder() -> Path:
    """The learner's own folder of works, made when needed."""
    place = Path.home() / "creations"
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in place.glob("*.json")) >= MOST:
        raise ErreurValeur(
            f"Ton dossier creations contient déjà {MOST} créations : il est plein.",
            "Demande à un animateur de faire de la place.",
        )
    return place


def store(place: Path, title: str, suffix: str, data: bytes, words: str) -> Path:
    """Write the work then its card; a work without a card is not yet kept."""
    path = free_place(place, slug(title), suffix, data)
    try:
        write_atomically(path, data)
    except BaseException:
        if not path.stat().st_size:
            path.unlink()  # the reserved place of a work that could not be written
        raise
    card = {
        "titre": title,
        "description": words,
        "fichier": path.name,
        "lecon": lesson_of(Path.cwd()),
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    text = json.dumps({k: v for k, v in card.items() if v}, ensure_ascii=False, indent=1)
    before = newest_card(place)
    write_atomically(path.with_suffix(".json"), text.encode())
    come_after(path.with_suffix(".json"), before)
    return path


def newest_card(place: Path) -> float:
    """When the last card was written, as far as the files say; 0 when there is none."""
    return max((card.stat().st_mtime for card in place.glob("*.json")), default=0.0)


def come_after(card: Path, before: float) -> None:
    """Give a card a later time than `before`: cards are shown by their time, and the clock of a
    machine without a battery goes back."""
    if card.stat().st_mtime <= before:
        os.utime(card, (before + 0.01, before + 0.01))


def lesson_of(here: Path) -> str:
    """The lesson whose folder this is, "" elsewhere."""
    return here.name if LESSON.fullmatch(here.name) else ""
