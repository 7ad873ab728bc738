"""What people read while things go wrong: French, true to the reader, never a traceback."""

from __future__ import annotations

import html
import json
import re

from eyes import english_in

TRACEBACK = ("Traceback (most recent call last)", 'File "/', "sqlite3.", "sqlalchemy", "Errno")
HIDDEN = re.compile(r"<(script|style|template|noscript|svg)\b.*?</\1>|<!--.*?-->", re.S)
TAGS = re.compile(r"<[^>]+>")
PATH = re.compile(r"(?<![\w/<])/\S+")  # folders have the names that somebody gave them
SHORTEST = 12  # «OK» and numbers say nothing in any language


def seen(kind: str, body: str) -> list[str]:
    """The texts that an answer shows: a page's, or a JSON answer's sentences."""
    if "json" in kind:
        return _sentences(body)
    plain = TAGS.sub("\n", HIDDEN.sub(" ", body)) if "html" in kind else body
    return [line for line in map(str.strip, html.unescape(plain).splitlines()) if line]


def faults_of(texts: list[str]) -> list[str]:
    """What is wrong in them, in short; none when all is fit to be read."""
    joined = "\n".join(texts)
    found = [f"a traceback: {word}" for word in TRACEBACK if word in joined]
    long = [PATH.sub(" ", text) for text in texts if len(text) >= SHORTEST]
    return found + [
        f"English: {text[:80]}" for text, words in english_in(long).items() if len(words) > 1
    ]


def _sentences(body: str) -> list[str]:
    try:
        found = json.loads(body)
    except ValueError:
        return [body]
    keys = ("message", "sentence", "erreur", "error")
    return [str(found[key]) for key in keys if isinstance(found, dict) and found.get(key)]
