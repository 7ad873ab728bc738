"""The plain data of a lesson, read once from its folder and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

LAUNCH = "Lance"
"""The kind of exercise whose given code is already the right answer."""


@dataclass(frozen=True)
class Exercise:
    """One exercise, as `lecon.toml` announces it; `stars` is 1 to 5.

    `starter_error` names the exception the starter raises on purpose (repair exercises).
    """

    number: int
    kind: str
    title: str
    stars: int
    starter_error: str | None = None


@dataclass(frozen=True)
class Blocker:
    """A likely misconception and the sentence an animator says, the same as on the screen."""

    idea: str
    sentence: str


@dataclass(frozen=True)
class Career:
    """The careers card: a gesture just made, the job that makes it, doors nearby."""

    gesture: str
    job: str
    nearby: str
    from_fifteen: str
    checked_on: date | None


@dataclass(frozen=True)
class Lesson:
    """A lesson: what `lecon.toml` says, and where its files are.

    `level` 0 is the common welcome, 1 to 3 the stars; `duration` and `first_creation` are
    minutes. `notions` and `commands` are those the lesson introduces. `split` is the reason why
    a lesson may bring more than the usual number of novelties (how it is cut in two séances).
    """

    code: str
    title: str
    track: str
    assignment: str
    folder: Path
    level: int
    duration: int
    first_creation: int
    objective: str
    wow: str
    thumbnail: str
    crcn: tuple[str, ...]
    entry: str
    unplugged: str
    notions: tuple[str, ...]
    commands: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    career: Career
    exercises: tuple[Exercise, ...]
    split: str = ""

    @property
    def notebook(self) -> Path:
        """The teacher's notebook, the truth of the lesson."""
        return self.folder / f"{self.assignment}.ipynb"

    @property
    def answers_file(self) -> Path:
        """The file of the other right answers and of the typical wrong ones."""
        return self.folder / "reponses.toml"

    @property
    def settings_file(self) -> Path:
        """The file this object was read from."""
        return self.folder / "lecon.toml"

    @property
    def media(self) -> Path:
        """The folder of the pictures and sounds."""
        return self.folder / "media"

    def exercise(self, number: int) -> Exercise | None:
        """The exercise of that number, or None."""
        return next((one for one in self.exercises if one.number == number), None)


@dataclass(frozen=True)
class Track:
    """A track and its lessons, in the order they are followed; `colour` is `#rrggbb`."""

    id: str
    title: str
    sentence: str
    colour: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Courses:
    """All tracks, in the order of `parcours.toml`."""

    folder: Path
    tracks: tuple[Track, ...]

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Every lesson, track by track."""
        return tuple(lesson for track in self.tracks for lesson in track.lessons)

    def lesson(self, code: str) -> Lesson:
        """The lesson of that code (`P01`, in any case); `KeyError` with a French sentence."""
        for lesson in self.lessons:
            if lesson.code.casefold() == code.casefold():
                return lesson
        known = ", ".join(lesson.code for lesson in self.lessons) or "aucune"
        raise KeyError(
            f"Aucune leçon ne porte le code {code}. Codes connus : {known}. "
            "Vérifiez courses/parcours.toml."
        )

    def track(self, track_id: str) -> Track:
        """The track of that id; `KeyError` with a French sentence when there is none."""
        for track in self.tracks:
            if track.id == track_id:
                return track
        known = ", ".join(track.id for track in self.tracks)
        raise KeyError(f"Aucun parcours ne s'appelle {track_id}. Parcours connus : {known}.")

    def before(self, lesson: Lesson) -> tuple[Lesson, ...]:
        """The lessons a learner may have followed before: the welcome's, then its own track's."""
        welcome = [one for one in self.lessons if one.level == 0]
        own = self.track(lesson.track).lessons
        position = own.index(lesson)
        return tuple(dict.fromkeys([*welcome, *own[:position]])) if lesson.level else ()

    def after(self, lesson: Lesson) -> Lesson | None:
        """The next lesson of the same track; after the welcome, the first of the next track."""
        order = [one for one in self.lessons if not lesson.level or one.track == lesson.track]
        place = order.index(lesson) + 1
        return order[place] if place < len(order) else None
