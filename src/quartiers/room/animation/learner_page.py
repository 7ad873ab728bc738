"""One learner for an animator: where they are, their work, their stars, and a word to write."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from tornado.web import HTTPError

from quartiers.grading import creative
from quartiers.grading.works import Answer, UnreadableNotebook, answers
from quartiers.lessons.model import Lesson
from quartiers.room.animation.board import stars_of, work_to_read, works_to_read
from quartiers.room.base import AnimatorPage, in_thread
from quartiers.room.creations import Creation, list_creations
from quartiers.room.homes import Unreadable, read_home_file
from quartiers.room.room import Room
from quartiers.room.sessions_end import end_sessions
from quartiers.room.steps import STEPS
from quartiers.room.sure import SurePage
from quartiers.sessions.grids import Grid
from quartiers.sessions.model import (
    ExerciseResult,
    Learner,
    LearnerSummary,
    StoreError,
    Submission,
    Word,
)

LARGEST_NOTEBOOK = 10_000_000
STARTERS = (
    "J'ai remarqué que…",
    "Qu'est-ce qui te plaît le plus ?",
    "Si tu avais 10 minutes de plus ?",
    "Tu peux l'expliquer à … ?",
)


@dataclass(frozen=True)
class LessonRow:
    """One lesson the learner began; `out_of` is all its stars, `label` what is expected."""

    lesson: Lesson
    stars: int
    out_of: int
    label: str


@dataclass(frozen=True)
class Work:
    """The learner's work in one lesson, with what was said of it."""

    lesson: Lesson
    step: str
    answers: tuple[Answer, ...]
    notice: str
    results: dict[int, ExerciseResult]
    submission: Submission | None
    partner: str
    words: tuple[Word, ...]
    grid: Grid


class OneLearner(AnimatorPage):
    """What the pages of a learner share."""

    async def find(self, learner_id: str) -> Learner:
        """The learner of this name, or the page that says there is none."""
        learner = await in_thread(self.room.store.learners.get, learner_id)
        if learner is None:
            raise HTTPError(HTTPStatus.NOT_FOUND)
        return learner

    async def mark_read(self, learner: Learner) -> None:
        """Note that the work on the page was read, when there was one."""
        mark = self.room.store.submissions.mark_read
        await in_thread(mark, learner.id, self.field("travail"), self.now())

    def back(self, learner: Learner, place: str) -> None:
        """After a gesture: the learner's page again, at the same place."""
        self.go(f"animation/jeunes/{learner.id}{place}")


class LearnerWork(OneLearner):
    """The page itself."""

    async def get(self, learner_id: str) -> None:
        """Show the lesson asked for, else the last one."""
        await self.show_work(await self.find(learner_id), "", "")

    async def show_work(self, young: Learner, notice: str, draft: str) -> None:
        """The page, with a sentence and the text already typed when a word was refused."""
        asked = self.get_argument("lecon", "")
        summary, seance, work, creations = await in_thread(read_work, self.room, young, asked)
        self.show(
            "animation/jeune.html",
            young=young,
            summary=summary,
            seance=seance,
            work=work,
            creations=creations,
            rows=lesson_rows(self.room, summary),
            to_read=work_to_read(summary, work.lesson.code) if work else None,
            starters=STARTERS,
            grid_lines=creative.LINES,
            grid_steps=creative.STEPS,
            notice=notice,
            draft=draft,
            done=self.get_query_argument("fait", ""),
        )


class WordPage(LearnerWork):
    """Write a word, and hand the lesson back when asked."""

    async def post(self, learner_id: str) -> None:
        """Keep the word; one that is too long comes back with its text."""
        young = await self.find(learner_id)
        lesson, text = self.room.lesson(self.field("lecon")), self.field("mot")
        if lesson is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        rework = self.field("reprendre") == "oui"
        write = self.room.store.words.write
        try:
            await in_thread(
                write, young.id, lesson.code, self.animator.id, text, rework, self.now()
            )
        except StoreError as reason:
            return await self.show_work(young, str(reason), text)
        self.back(young, f"?lecon={lesson.code}&fait=mot#fait")


class ReadPage(OneLearner):
    """An adult read a work and has no word to write: it leaves the works to read."""

    async def post(self, learner_id: str) -> None:
        """Note it of the work that was on the page: a later one is still to read."""
        young = await self.find(learner_id)
        lesson = self.room.lesson(self.field("lecon"))
        if lesson is None:
            raise HTTPError(HTTPStatus.BAD_REQUEST)
        await self.mark_read(young)
        self.back(young, f"?lecon={lesson.code}&fait=lu#fait")


class PicturesPage(SurePage, OneLearner):
    """Let a learner who lost their pictures choose three others at the next entry."""

    async def get(self, learner_id: str) -> None:
        """Back to the learner's page, which has the button."""
        self.back(await self.find(learner_id), "#images")

    async def post(self, learner_id: str) -> None:
        """Forget the pictures and end what was opened with them; the work stays."""
        young = await self.find(learner_id)
        await in_thread(self.room.store.learners.reset_secret, young.id)
        self.room.asks.forget_learner(young.id)
        await end_sessions(self, young.id)
        self.back(young, "#images")


class HandPage(OneLearner):
    """The help was given: the hand goes down."""

    async def post(self, learner_id: str) -> None:
        """Lower the hand and go back to the board."""
        young = await self.find(learner_id)
        await in_thread(self.room.store.help.lower, young.id, self.now())
        seance = self.field("seance")
        self.go(f"animation/seances/{seance}" if seance.isdigit() else "animation/")


def read_work(
    room: Room, young: Learner, asked: str
) -> tuple[LearnerSummary, int | None, Work | None, list[Creation]]:
    """All that the page shows: what the store knows, and what lies in the learner's home."""
    summary = room.store.summarize([young.id])[young.id]
    seance = room.store.seances.open_for(young.id)
    lesson = room.lesson(asked or lesson_to_show(summary))
    work = None if lesson is None else read_lesson(room, young, lesson, summary)
    creations = [one for one in list_creations(room.settings.home(young.id)) if one.kind]
    return summary, seance.id if seance else None, work, creations


def read_lesson(room: Room, young: Learner, lesson: Lesson, summary: LearnerSummary) -> Work:
    """One lesson of a learner: the notebook as it is now, and the best stars given."""
    found, notice = read_answers(room, young, lesson)
    progress = summary.progress.get(lesson.code)
    best = room.store.submissions.best(young.id, lesson.code)
    results = best.result.exercises if best and best.result else ()
    submission = summary.submissions.get(lesson.code)
    return Work(
        lesson,
        STEPS.get(progress.step, "") if progress else "",
        found,
        notice,
        {result.exercise: result for result in results},
        submission,
        partner_in(room, submission),
        tuple(room.store.words.of_lesson(young.id, lesson.code)),
        room.store.grids.of(young.id, lesson.code),
    )


def partner_in(room: Room, submission: Submission | None) -> str:
    """With whom a work was handed in; "" for somebody who worked alone."""
    if submission is None or submission.partner_id is None:
        return ""
    partner = room.store.learners.get(submission.partner_id)
    return partner.pseudo if partner else ""


def read_answers(room: Room, young: Learner, lesson: Lesson) -> tuple[tuple[Answer, ...], str]:
    """The answers in the learner's notebook, or the sentence that says why there are none."""
    home, name = room.settings.home(young.id), f"{lesson.assignment}.ipynb"
    try:
        content = read_home_file(home, (lesson.track, lesson.assignment), name, LARGEST_NOTEBOOK)
        return answers(content.decode("utf-8", "replace")), ""
    except Unreadable:
        return (), "Cette leçon n'est pas encore ouverte."
    except UnreadableNotebook as reason:
        return (), str(reason)


def lesson_rows(room: Room, summary: LearnerSummary) -> list[LessonRow]:
    """The lessons this learner began, in the order of the map."""
    begun = {*summary.progress, *summary.submissions}
    return [
        LessonRow(
            lesson,
            stars_of(summary, lesson.code),
            sum(exercise.stars for exercise in lesson.exercises),
            label_of(summary, lesson.code),
        )
        for lesson in room.courses.lessons
        if lesson.code in begun
    ]


def label_of(summary: LearnerSummary, lesson: str) -> str:
    """What a lesson waits for: an adult who reads it, or the learner's return to it."""
    if work_to_read(summary, lesson) is not None:
        return "à lire"
    word = summary.words.get(lesson)
    return "à reprendre" if word is not None and word.rework else ""


def lesson_to_show(summary: LearnerSummary) -> str:
    """The lesson that waits for a reader, the oldest first; else the one the learner is in."""
    for work in works_to_read(summary):
        return work.lesson
    return summary.latest.lesson if summary.latest else ""
