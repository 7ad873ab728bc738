"""The pictures of the pages: avatars, lessons' thumbnails, learners' creations."""

from __future__ import annotations

from quartiers.room.base import Safe
from quartiers.room.pictures.pages import (
    AvatarPicture,
    CreationPicture,
    LessonPicture,
    TrackColours,
)


def handlers() -> list[tuple[str, type[Safe]]]:
    """The pictures, by path below the room's prefix."""
    return [
        (r"avatar/([^/]{1,80})\.svg", AvatarPicture),
        (r"vignette/([A-Z]\d{2})\.png", LessonPicture),
        (r"creation/([a-z0-9-]{1,40})/([^/]{1,120})", CreationPicture),
        ("couleurs.css", TrackColours),
    ]
