"""All that the handlers share: settings, store, lessons, the Hub, and the clock."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.problems import LessonError
from quartiers.lessons.read import read_courses
from quartiers.room.arrivals import Arrivals
from quartiers.room.asks import Asks
from quartiers.room.clock import set_clock
from quartiers.room.config import RoomConfig
from quartiers.room.confirmed import Confirmed
from quartiers.room.farewells import Farewells
from quartiers.room.hub_client import HubClient
from quartiers.room.keys import ensure_key
from quartiers.room.limits import (
    Allowance,
    Door,
    Newcomers,
    animators_door,
    learners_door,
    pictures_door,
)
from quartiers.room.one_each import OneEach
from quartiers.room.shrinking import shrink
from quartiers.room.starts import Starts
from quartiers.room.thumbnails import Thumbnails
from quartiers.room.turns import Turns
from quartiers.sessions.store import Store, open_store
from quartiers.settings import Settings

log = logging.getLogger(__name__)

WORKS_AT_ONCE = 3
"""Works handed in that are read at the same time, which takes up to 250 MB each; the others wait
on the disk."""
MEDIA_AT_ONCE = 2
"""Photos and sounds converted, or pages to take home made, at the same time: the box has two
cores."""
THUMBNAIL, LESSON_THUMBNAIL = 480, 640
"""Pixels of the longest side."""
VISITS_AT_ONCE = 2
"""Homes that are gone through at the same time."""


def utc_now() -> datetime:
    """The present, with its time zone."""
    return datetime.now(UTC)


@dataclass
class Room:
    """The room's parts; a test gives its own clocks and its own Hub.

    `clock` gives the hour to show and to keep; `ticks` gives seconds that only go forward, for
    all that waits: somebody may set the machine's clock. `hashes` are the secrets being judged,
    `browsers_key` signs what says whose tries these are.
    """

    config: RoomConfig
    settings: Settings
    store: Store
    courses: Courses
    hub: HubClient
    clock: Callable[[], datetime] = utc_now
    set_clock: Callable[[datetime], None] = set_clock
    ticks: Callable[[], float] = time.monotonic
    learners_door: Door = field(default_factory=learners_door)
    animators_door: Door = field(default_factory=animators_door)
    pictures_door: Allowance = field(default_factory=pictures_door)
    newcomers: Newcomers = field(default_factory=Newcomers)
    asks: Asks = field(default_factory=Asks)
    sure: Confirmed = field(default_factory=Confirmed)
    hashes: Turns = field(default_factory=Turns)
    browsers_key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    starts: Starts = field(default_factory=Starts)
    leavers: asyncio.Event = field(default_factory=asyncio.Event)
    handing_in: OneEach = field(default_factory=lambda: OneEach(WORKS_AT_ONCE))
    converting: OneEach = field(default_factory=lambda: OneEach(MEDIA_AT_ONCE))
    packing: OneEach = field(default_factory=lambda: OneEach(MEDIA_AT_ONCE))
    visiting: OneEach = field(default_factory=lambda: OneEach(VISITS_AT_ONCE))
    farewells: Farewells = field(default_factory=Farewells)
    arrivals: Arrivals = field(init=False)
    thumbnails: Thumbnails = field(init=False)
    lesson_thumbnails: Thumbnails = field(init=False)

    def __post_init__(self) -> None:
        """What arrives waits on the disk of the data; pictures are looked at between walls."""
        self.arrivals = Arrivals(self.settings.arrivals)
        self.thumbnails = Thumbnails(partial(shrink, self.settings, side=THUMBNAIL))
        self.lesson_thumbnails = Thumbnails(partial(shrink, self.settings, side=LESSON_THUMBNAIL))

    def lesson(self, code: str) -> Lesson | None:
        """The lesson of this code, or None."""
        return next((lesson for lesson in self.courses.lessons if lesson.code == code), None)


def open_room(config: RoomConfig, settings: Settings) -> Room:
    """Open the store and read the lessons; lessons in trouble do not keep the room closed."""
    store = open_store(settings.store_url)
    hub = HubClient(config.api_url, config.api_token)
    courses = read_courses_or_none(settings)
    return Room(config, settings, store, courses, hub, browsers_key=ensure_key(settings))


def read_courses_or_none(settings: Settings) -> Courses:
    """The lessons, or an empty map with the reason in the log."""
    try:
        return read_courses(settings.courses)
    except (LessonError, OSError) as reason:
        log.error("lessons cannot be read: %s", reason)
        return Courses(settings.courses, ())
