"""Takes a photo or a sound into a learner's home, through a contained process of the learner.

The home is never written to by the room itself: names in it may be links to anything.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
import tempfile
import unicodedata
from pathlib import Path

from quartiers.kernels.contain import Walls, contained_command
from quartiers.kernels.limits import Limits

FOLDER = "mes_medias"
LARGEST_FILE = 15_000_000  # bytes
SECONDS = 40
BANK = frozenset(
    {
        "alma",
        "canal",
        "condition_publique",
        "echo",
        "grand_place",
        "parc",
        "pile",
        "piscine",
        "portrait",
    }
)
"""The names of `atelier.photo`'s own pictures, which come first: no file may take one."""
PYTHON = (sys.executable, "-I", "-B")
"""Isolated: without it, the first place where Python looks for `json` is the learner's home."""
LIMITS = Limits(memory=2048, file=16, processes=4096, files=128, cpu=20)

NO_HOME = "Ton dossier n'est pas encore prêt. Ouvre une leçon, puis reviens ici."
SENTENCES = {
    "genre": "Je ne lis pas ce fichier. Choisis une photo (JPEG, PNG, WebP…) ou un son "
    "(MP3, M4A, WAV…).",
    "heic": "Cette photo est au format HEIC, que je ne lis pas. Sur le téléphone, ouvre la photo, "
    "fais une capture d'écran, puis envoie la capture. Pour les prochaines : Réglages, Appareil "
    "photo, Formats, « Le plus compatible ».",
    "abime": "Ce fichier est abîmé : je n'arrive pas à le lire. Envoie-le encore, ou choisis-en "
    "un autre.",
    "coupee": "Cette photo est incomplète : il en manque la fin. Envoie-la encore depuis "
    "l'appareil où elle est entière.",
    "film": "Je garde les photos et les sons, et je n'entends aucun son dans ce film. Choisis un "
    "film avec du son, ou une photo.",
    "taille": "Cette photo est immense. Choisis-en une plus petite.",
    "plein": "Ton dossier de photos et de sons est plein. Demande à un animateur de faire "
    "de la place.",
    "poids": "Ce fichier pèse plus de 15 Mo. Choisis une photo, ou un son plus court.",
    "vide": "Aucun fichier n'est arrivé. Choisis une photo ou un son, puis envoie.",
    "monde": "Beaucoup de fichiers arrivent en même temps. Attends une minute, puis envoie encore.",
    "disque": "L'ordinateur de la salle n'a presque plus de place : il garde ce qui reste pour les "
    "leçons. Appelle un animateur.",
    "panne": "La machine n'a pas pu garder ce fichier. Réessaie, ou appelle un animateur.",
}


class NotTaken(Exception):
    """The file was not taken; the message is French for the learner."""


async def take_in(home: Path, name: str, content: bytes) -> str:
    """Keep a photo or a sound in a home; the name it got. NotTaken with the sentence to show."""
    if not content:
        raise NotTaken(SENTENCES["vide"])
    if len(content) > LARGEST_FILE:
        raise NotTaken(SENTENCES["poids"])
    if not home.is_dir() or home.is_symlink():
        raise NotTaken(NO_HOME)
    answer = await _run(home, stem_of(name), content)
    if "file" in answer:
        return answer["file"]
    raise NotTaken(SENTENCES.get(answer.get("refused", ""), SENTENCES["panne"]))


def stem_of(name: str) -> str:
    """A name that a lesson can write: "Été à Lille.JPG" gives "ete_a_lille".

    "Portrait.jpg" gives "portrait_a_moi": a lesson's `photo("portrait")` is the bank's.
    """
    letters = unicodedata.normalize("NFKD", name.rpartition(".")[0] or name).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    stem = "_".join(words)[:30].strip("_") or "ma_photo"
    return f"{stem}_a_moi" if stem in BANK else stem


def walls_around(home: Path, tmp: Path, limits: Limits = LIMITS) -> Walls:
    """The walls of the one who owns the home, which the Hub decided; no network at all."""
    owner = home.stat().st_uid
    uid = owner if os.geteuid() == 0 and owner != 0 else None
    if uid is not None:
        os.chown(tmp, uid, uid)
    return Walls(
        home=home,
        uid=uid,
        gid=uid,
        tmp=tmp,
        network=False,
        unix_sockets=False,
        die_with_parent=True,
        limits=limits,
    )


async def _run(home: Path, stem: str, content: bytes) -> dict[str, str]:
    with tempfile.TemporaryDirectory(prefix="pixel-media-") as tmp:
        command = [*PYTHON, "-m", "quartiers.room.media.convert", stem, FOLDER]
        process = await asyncio.create_subprocess_exec(
            *contained_command(walls_around(home, Path(tmp)), command),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        )
        try:
            out, _ = await asyncio.wait_for(process.communicate(content), SECONDS)
        except (TimeoutError, OSError):
            process.kill()
            await process.wait()
            return {}
    return read_answer(out)


def read_answer(out: bytes) -> dict[str, str]:
    """The converter's line; nothing when it is not one: a hostile file may speak."""
    try:
        raw = json.loads(out[:1000])
    except (ValueError, RecursionError):
        return {}
    known = raw if isinstance(raw, dict) else {}
    file = known.get("file")
    if isinstance(file, str) and re.fullmatch(r"[a-z0-9_]{1,40}\.(png|wav)", file):
        return {"file": file}
    refused = known.get("refused")
    return {"refused": refused} if isinstance(refused, str) else {}
