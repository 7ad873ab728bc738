"""The exceptions whose message a volunteer can act upon, in French, in three beats."""

from __future__ import annotations

from pathlib import Path


class LessonError(Exception):
    """A lesson's file cannot be used as it is; the message is French, for a volunteer."""


def unusable(file: Path, seen: str, allowed: str, to_do: str) -> LessonError:
    """Build a `LessonError`: where and what was seen, what is allowed, what to try next."""
    return LessonError(f"{short_path(file)} : {seen} {allowed} {to_do}")


def short_path(file: Path) -> str:
    """The end of a path a volunteer recognises: from `courses` on, or its last three parts."""
    parts = file.parts
    if "courses" in parts:
        start = len(parts) - 1 - parts[::-1].index("courses")
        return "/".join(parts[start:])
    return "/".join(parts[-3:])
