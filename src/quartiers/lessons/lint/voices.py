"""Rules on recorded voices: each reads something, once, and none is forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from quartiers.lessons.lint.rules import Seen, Subject, rule
from quartiers.lessons.voices import FORMATS, recordings, speakable


@rule("voix-connues")
def known_voices(subject: Subject) -> Iterator[Seen]:
    """Each file of `media/voix` is an mp3 or an ogg named after what it reads, one for each."""
    names, files = speakable(subject.notebook), recordings(subject.lesson.media)
    counts = Counter(file.stem for file in files)
    for file in files:
        if file.suffix not in FORMATS:
            yield Seen(
                f"cette voix est en « {file.suffix} ».",
                f"Enregistrez-la en {' ou '.join(FORMATS)}.",
                file=file,
            )
        elif file.stem not in names:
            yield Seen(
                f"aucun texte ne s'appelle « {file.stem} ».",
                "Donnez-lui l'identifiant d'une consigne ou d'un texte ; "
                "pour un indice, ajoutez -1, -2 ou -3.",
                file=file,
            )
        elif counts[file.stem] > 1:
            yield Seen("ce texte a deux voix.", "Gardez-en une.", file=file)


@rule("voix-entieres")
def whole_voices(subject: Subject) -> Iterator[Seen]:
    """Once somebody has begun to record, every instruction deserves a voice."""
    recorded = {file.stem for file in recordings(subject.lesson.media)}
    for cell in subject.notebook.with_role("consigne") if recorded else ():
        if cell.id not in recorded:
            yield Seen(
                "cette consigne n'a pas de voix enregistrée, d'autres en ont une.",
                f"Enregistrez media/voix/{cell.id}.mp3.",
                cell,
                advice=True,
            )
