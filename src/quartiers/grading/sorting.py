"""Whose work is each file of a folder, and what to say of the others; a file is read, not kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from quartiers.grading.gathering import Piece, Unread
from quartiers.grading.intake import UnreadableNotebook
from quartiers.grading.recognition import Looked, Recogniser
from quartiers.lessons.model import Courses, Lesson

NOTEBOOK_LIKE = (".json", ".txt")
"""What phones, browsers and Windows add to a notebook's name, or put in the place of its end."""
MOST_NAMED = 3

EMPTY = "est vide. Demandez au jeune d'enregistrer sa leçon et de l'envoyer de nouveau."
UNREADABLE = (
    "ne se lit pas comme un carnet : il est coupé ou abîmé. Demandez au jeune de l'envoyer de "
    "nouveau."
)
NO_NOTEBOOK = "n'est pas un carnet. La correction lit les fichiers .ipynb, seuls ou dans un .zip."
NONE_INSIDE = "ne contient aucun carnet de la leçon ({found})."
OTHER = "est de la leçon {code} « {title} ». Notez-le à part : ./pixel noter {code}."
UNKNOWN = "n'est d'aucune leçon connue. Demandez au jeune sur quelle leçon il a travaillé."
UNMARKED = (
    "a perdu les repères de la leçon : un autre logiciel l'a réécrit. Copiez ses réponses dans "
    "un carnet neuf de la leçon, puis notez celui-là."
)
SOLUTION = "est le corrigé de la leçon, pas un travail. Enlevez-le du dossier."
TWIN = "n'est pas compté : {learner} a plus avancé dans {chosen}."


@dataclass(frozen=True)
class Work:
    """A learner's notebook of the lesson; `learner` is their name, as people write it."""

    learner: str
    piece: Piece
    begun: int = 0


@dataclass(frozen=True)
class Aside:
    """A file that is not graded, and the French sentence that says why.

    `is_fine`: nobody lacks stars because of it.
    """

    label: str
    why: str
    is_fine: bool = False

    @property
    def sentence(self) -> str:
        """`zoe.docx n'est pas un carnet…`."""
        return f"{self.label} {self.why}"


@dataclass
class Sorted:
    """The works of one lesson, by learner, and what is left aside; `lesson` None: none is known."""

    lesson: Lesson | None
    works: list[Work] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


@dataclass(frozen=True)
class _Read:
    piece: Piece
    looked: Looked


def sort_out(pieces: Sequence[Piece], courses: Courses, lesson: Lesson | None = None) -> Sorted:
    """One work a learner; without `lesson`, the one of most notebooks is taken."""
    recogniser = Recogniser(courses)
    asides: list[Aside] = []
    read = [one for piece in pieces if (one := _looked_at(piece, recogniser, asides))]
    lesson = lesson or _most_frequent(read)
    of_lesson = [one for one in read if one.looked.lesson == lesson and _counts(one.looked)]
    works = list(_works(of_lesson, courses))
    chosen, twins = _one_a_learner(works)
    served = {one.piece.folders for one in of_lesson}
    asides += [one for one in map(_reason(lesson, served), read) if one]
    asides += twins + list(_strangers(pieces, served))
    return Sorted(lesson, chosen, sorted(asides, key=lambda one: one.label))


def _counts(looked: Looked) -> bool:
    return looked.is_marked and not looked.is_solution


def is_notebook_like(name: str) -> bool:
    """Whether a file of this name may be a notebook."""
    return ".ipynb" in name.casefold() or name.casefold().endswith(NOTEBOOK_LIKE)


def _looked_at(piece: Piece, recogniser: Recogniser, asides: list[Aside]) -> _Read | None:
    """What a piece is; None for what is no notebook, then noted unless its name says so already."""
    is_named_so = ".ipynb" in piece.name.casefold()
    if not is_notebook_like(piece.name):
        return None
    try:
        content = piece.read()
        return _Read(piece, recogniser.look(content))
    except Unread as refusal:
        asides.append(Aside(piece.label, str(refusal)))
    except UnreadableNotebook:
        if is_named_so:
            asides.append(Aside(piece.label, UNREADABLE if content.strip() else EMPTY))
    return None


def _most_frequent(read: Iterable[_Read]) -> Lesson | None:
    known = Counter(one.looked.lesson for one in read if one.looked.lesson)
    return known.most_common(1)[0][0] if known else None


def _reason(lesson: Lesson | None, served: set[tuple[str, ...]]) -> Callable[[_Read], Aside | None]:
    """Why a notebook is not graded; None when it is, or stands beside one that is."""

    def reason(one: _Read) -> Aside | None:
        looked, label = one.looked, one.piece.label
        if looked.lesson is None:
            return Aside(label, UNKNOWN)
        if looked.lesson != lesson:
            if one.piece.folders and one.piece.folders in served:
                return None
            told = OTHER.format(code=looked.lesson.code, title=looked.lesson.title)
            return Aside(label, told)
        if looked.is_solution:
            return Aside(label, SOLUTION, is_fine=True)
        return None if looked.is_marked else Aside(label, UNMARKED)

    return reason


def _works(read: Sequence[_Read], courses: Courses) -> Iterator[Work]:
    crowd = Counter(one.piece.folders for one in read)
    for one in read:
        alone = crowd[one.piece.folders] == 1
        yield Work(
            learner_of(one.piece, one.looked.lesson, courses, alone), one.piece, one.looked.begun
        )


def learner_of(piece: Piece, lesson: Lesson | None, courses: Courses, alone: bool) -> str:
    """Whose a notebook is: `zoe.ipynb`, `zoe/carnet.ipynb`, `classe/zoe/01_lecon (1).ipynb`.

    Several notebooks in a folder are their folder's when they have the lesson's name, and each
    somebody's when they have others. `alone`: it is the only one of the lesson in its folder.
    """
    places = {one.assignment for one in courses.lessons} | {one.id for one in courses.tracks}
    folders = [folder for folder in piece.folders if folder not in places]
    name = stem(piece.name)
    is_lessons = lesson is not None and name.startswith((lesson.assignment, lesson.title))
    return folders[-1] if folders and (alone or is_lessons) else name or piece.name


def stem(name: str) -> str:
    """`zoe` for `zoe.ipynb`, `zoe.IPYNB` and `zoe.ipynb.txt`."""
    place = name.casefold().find(".ipynb")
    return (name[:place] if place >= 0 else PurePath(name).stem).strip()


def _one_a_learner(works: Sequence[Work]) -> tuple[list[Work], list[Aside]]:
    """The work where most was begun, then the newest; and a word on each other one."""
    best: dict[str, Work] = {}
    for work in sorted(works, key=lambda one: (one.begun, one.piece.changed, one.piece.label)):
        best[work.learner] = work
    twins = [
        Aside(
            one.piece.label,
            TWIN.format(learner=one.learner, chosen=best[one.learner].piece.label),
            is_fine=True,
        )
        for one in works
        if best[one.learner] is not one
    ]
    return sorted(best.values(), key=lambda one: one.learner), twins


def _strangers(pieces: Sequence[Piece], served: set[tuple[str, ...]]) -> Iterator[Aside]:
    """Files that are no notebooks: each at the root, one word for a folder without any notebook.

    What stands beside a graded notebook, or below it, is its own photo or sound.
    """
    left = [one for one in pieces if not is_notebook_like(one.name)]
    inside: dict[tuple[str, ...], list[str]] = {}
    for one in left:
        if not one.folders:
            yield Aside(one.name, NO_NOTEBOOK)
        elif not any(one.folders[: len(place)] == place for place in served if place):
            inside.setdefault(one.folders, []).append(one.name)
    notebooks = {one.folders for one in pieces if is_notebook_like(one.name)}
    for place, names in inside.items():
        if place not in notebooks:
            more = ", …" if len(names) > MOST_NAMED else ""
            yield Aside(
                "/".join(place), NONE_INSIDE.format(found=", ".join(names[:MOST_NAMED]) + more)
            )
