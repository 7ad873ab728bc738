"""Measure French sentences: cut them, count words and syllables, reading ease."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n\s*\n|\n(?=[-*•] )")
VOWELS = "aeiouyàâäéèêëîïôöùûüœæ"
VOWEL_GROUP = re.compile(f"[{VOWELS}]+", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text: a full stop, a blank line or a list item ends one."""
    parts = (part.strip() for part in SENTENCE_END.split(text))
    return [part for part in parts if words(part)]


def words(text: str) -> list[str]:
    """The words: whatever stands between spaces and holds a letter or a digit."""
    return [word for word in text.split() if any(char.isalnum() for char in word)]


def syllables(word: str) -> int:
    """Syllables heard in a word, at least 1: groups of vowels, without a final mute e."""
    spoken = re.sub(r"(?<=[^\W\d_])(es|e|ent)\b", "", word.lower()) or word
    return max(1, len(VOWEL_GROUP.findall(spoken)))


def reading_ease(text: str) -> float:
    """Kandel and Moles' adaptation of Flesch's formula: about 100 very easy, below 50 hard."""
    count = len(words(text))
    if not count:
        return 207.0
    heard = sum(syllables(word) for word in words(text))
    return 207.0 - 1.015 * count / max(1, len(sentences(text))) - 73.6 * heard / count


def longest_sentence(text: str) -> tuple[int, str]:
    """The number of words of the longest sentence, and that sentence."""
    return max(((len(words(one)), one) for one in sentences(text)), default=(0, ""))
