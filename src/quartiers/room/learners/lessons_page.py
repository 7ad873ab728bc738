"""The page «Mes leçons»."""

from __future__ import annotations

from quartiers.lessons.model import Lesson
from quartiers.lessons.publish import read_card
from quartiers.room.base import LearnerPage, in_thread
from quartiers.room.creations import list_creations
from quartiers.room.learners.comfort_page import questions
from quartiers.room.learners.map import CardPicture, Map, Pictures, make_map
from quartiers.room.pictures.pages import thumbnail_path
from quartiers.room.room import Room
from quartiers.room.steps import STEPS
from quartiers.sessions.model import Learner, Seance


class LessonsPage(LearnerPage):
    """The tracks as a map."""

    async def get(self) -> None:
        """Show the map."""
        shown = await in_thread(read_map, self.room, self.learner, self.seance)
        pair = await in_thread(self.room.store.pairs.hosted_by, self.learner.id)
        self.show("learners/lecons.html", map=shown, questions=questions(), pair=pair)


def read_map(room: Room, learner: Learner, seance: Seance | None) -> Map:
    """The learner's map from the store, the published lessons and the learner's home."""
    summary = room.store.summarize([learner.id])[learner.id]
    today = seance.lessons if seance else ()
    pictures = picture_finder(room, learner.id)
    return make_map(room.courses, published_paths(room), summary, today, pictures)


def published_paths(room: Room) -> dict[str, tuple[str, ...]]:
    """The lessons that learners' servers can fetch, each with the steps to walk in it.

    A card of an older version does not tell them: the lesson then has all the steps there are.
    """
    cards = {
        lesson.code: read_card(room.settings.published, lesson) for lesson in room.courses.lessons
    }
    return {
        code: tuple(card.get("chemin", STEPS)) for code, card in cards.items() if card is not None
    }


def picture_finder(room: Room, learner_id: str) -> Pictures:
    """For a lesson, the learner's newest creation made in it, else the lesson's thumbnail."""
    own = [item for item in list_creations(room.settings.home(learner_id)) if item.is_picture]

    def find(lesson: Lesson) -> CardPicture:
        mine = next((item for item in own if item.lesson == lesson.assignment), None)
        if mine is not None:
            version = int(mine.kept_at.timestamp())
            path = f"creation/{learner_id}/{mine.segment}?v={version}"
            return CardPicture(room.config.url(path), mine.title, is_own=True)
        if thumbnail_path(room, lesson) is not None:
            return CardPicture(room.config.url(f"vignette/{lesson.code}.png"))
        return CardPicture()

    return find
