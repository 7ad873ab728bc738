"""Players for sounds and films: the browser's own, in the page, with their description."""

from __future__ import annotations

import base64
import io
from html import escape

import numpy as np

from atelier.films import Film
from atelier.sons import TAUX, Son
from atelier.wav import wav_bytes

LONG = 10.0  # seconds: a longer sound is compressed before it enters the notebook
CAPTION = "font-size:1em;margin:0.3em 0"
BARS, WAVE_HIGH, WAVE_WIDE = 120, 64, 480


def sound(son: Son, description: str) -> str:
    """The shape of the sound, and its player."""
    return (
        f'<figure style="margin:0.5em 0;max-width:{WAVE_WIDE}px">{waveform(son)}'
        f'<audio controls preload="metadata" style="width:100%" '
        f'aria-label="{escape(description)}" src="{sound_data(son)}"></audio>'
        f'<figcaption style="{CAPTION}">{escape(description)}{too_loud(son)}</figcaption></figure>'
    )


def sound_data(son: Son) -> str:
    """The sound as a data address: WAV, or MP3 when it is long (eight times smaller)."""
    if len(son) <= LONG * TAUX:
        return address("audio/wav", wav_bytes(son))
    from atelier import fichier_mp3

    return address("audio/mpeg", fichier_mp3.encode(son))


def too_loud(son: Son) -> str:
    """A kind word when the sound goes beyond what a loudspeaker can do."""
    peak = float(np.max(np.abs(son), initial=0.0))
    if peak <= 1.0005:
        return ""
    return f"<br>Volume {peak * 100:.0f} % : ça craque. Divise le son par crete(son)."


def waveform(son: Son) -> str:
    """A small picture of the loudness over time, hidden from screen readers (it is said below)."""
    step = WAVE_WIDE / BARS
    bars = "".join(
        f'<rect x="{place * step + 0.5:.1f}" y="{(WAVE_HIGH - high) / 2:.1f}" '
        f'width="{step - 1:.1f}" height="{high:.1f}" rx="1"/>'
        for place, high in enumerate(heights(son))
    )
    return (
        f'<svg aria-hidden="true" viewBox="0 0 {WAVE_WIDE} {WAVE_HIGH}" width="100%" '
        f'height="{WAVE_HIGH}" preserveAspectRatio="none" '
        f'style="background:#f4f1ea;border-radius:8px"><g fill="#1d6b6b">{bars}</g></svg>'
    )


def heights(son: Son) -> list[float]:
    """Heights of the bars, 2 to WAVE_HIGH - 6 pixels."""
    most = WAVE_HIGH - 6
    parts = np.array_split(np.clip(np.abs(son), 0, 1), BARS)
    return [max(2.0, most * float(np.max(part, initial=0.0))) for part in parts]


def film(film: Film, description: str) -> str:
    """A film: a video player, or an animated picture that can be put away."""
    show = animation if film.genre == "gif" else player
    return (
        f'<figure style="margin:0.5em 0">{show(film, description)}'
        f'<figcaption style="{CAPTION}">{escape(description)}</figcaption></figure>'
    )


def player(film: Film, description: str) -> str:
    source = address("video/mp4", film.donnees)
    return (
        f'<video controls playsinline preload="metadata" width="480" style="max-width:100%" '
        f'aria-label="{escape(description)}" poster="{poster(film)}" src="{source}"></video>'
    )


def poster(film: Film) -> str:
    """The first picture, seen until the film is played."""
    first = film.images[0].copy()
    first.thumbnail((480, 480))
    buffer = io.BytesIO()
    first.save(buffer, format="JPEG", quality=70)
    return address("image/jpeg", buffer.getvalue())


def animation(film: Film, description: str) -> str:
    """A GIF has no pause button: `details` hides it, with the mouse or with the keyboard."""
    source = address("image/gif", film.donnees)
    return (
        '<details open><summary style="cursor:pointer">Montrer ou cacher l’animation</summary>'
        f'<img alt="{escape(description)}" style="max-width:100%" src="{source}"></details>'
    )


def address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
