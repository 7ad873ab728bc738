"""Rules on words: tu, no banned word, no «(s)», no English, decimal commas."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quartiers.lessons.lint.learner_texts import Text, for_everyone, for_learners
from quartiers.lessons.lint.rules import Seen, Subject, rule

BANNED = re.compile(
    r"\b(faux|fausse(?:s|ment)?|erreurs?|échecs?|raté(?:e|s|es)?|mauvais(?:e|es)?|nul(?:s|le|les)?|"
    r"oublié(?:e|s|es)?|simplement|il suffit|facile(?:s|ment)?)\b",
    re.IGNORECASE,
)
POLITE = re.compile(r"\b(vous|votre|vos|vôtres?)\b", re.IGNORECASE)
POLITE_VERB = re.compile(r"\b(?!assez\b|chez\b|nez\b|rez\b)\w{2,}ez\b", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\w\((?:s|e|es|x|ne|le|rice)\)")
DECIMAL_POINT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.]|\.\d)")
ABOUT_THE_POINT = "avec un point"
ENGLISH = re.compile(
    r"\b(the|your|you|with|this|that|and|click|run|file|folder|button|loop|string|array|feedback|"
    r"debug|upload|download|login|password|screenshot|update|delete|cell|notebook|kernel|output|"
    r"input|please|hello|welcome|great|done|again|game|player|level|challenge|team|scroll|sound|"
    r"picture|color|shape|background|awesome|tips?|what|how|why|when|check|let's|share|settings|"
    r"random|size|draw|bug|bugs|fun)\b",
    re.IGNORECASE,
)


@rule("tutoiement")
def says_tu(subject: Subject) -> Iterator[Seen]:
    """Learners are told «tu»."""
    for text in for_learners(subject):
        for word in _found(POLITE, text) + _found(POLITE_VERB, text):
            yield text.seen(f"« {word} » dit vous.", "Dites tu.")


@rule("mots-bannis")
def no_banned_word(subject: Subject) -> Iterator[Seen]:
    """No word that blames, nor one that says how easy it is."""
    for text in for_everyone(subject):
        for word in _found(BANNED, text):
            yield text.seen(f"le mot « {word} ».", "Dites ce que l'on voit, puis le geste.")


@rule("pas-de-s-entre-parentheses")
def no_brackets_for_plurals(subject: Subject) -> Iterator[Seen]:
    """«1 note», «2 notes»: the plural is computed, never written «note(s)»."""
    for text in for_everyone(subject):
        for word in _found(IN_BRACKETS, text):
            yield text.seen(f"« …{word} ».", "Accordez le mot avec le nombre.")


@rule("mots-anglais")
def no_english(subject: Subject) -> Iterator[Seen]:
    """No English outside code."""
    for text in for_everyone(subject):
        for word in _found(ENGLISH, text):
            yield text.seen(
                f"le mot anglais « {word} ».",
                "Traduisez-le, ou mettez-le entre ` ` si c'est du code.",
            )


@rule("virgule-decimale")
def decimal_commas(subject: Subject) -> Iterator[Seen]:
    """A measure said in words has a comma; only code has a point, and sentences about it."""
    for text in for_learners(subject):
        if ABOUT_THE_POINT in text.content:
            continue
        for number in _found(DECIMAL_POINT, text):
            yield text.seen(
                f"« {number} » s'écrit avec un point.",
                "Mettez une virgule, ou ` ` autour si c'est du code.",
            )


def _found(pattern: re.Pattern[str], text: Text) -> list[str]:
    return list(_unique(match.group(0) for match in pattern.finditer(text.content)))


def _unique(items: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(items)
