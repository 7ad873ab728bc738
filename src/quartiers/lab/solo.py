"""One lesson in plain JupyterLab, for one person: `./pixel solo P01`, no Hub, no room."""

from __future__ import annotations

import signal
import sys
import webbrowser
from collections.abc import Callable
from pathlib import Path

from quartiers.lab.arrival import bring_lesson
from quartiers.lab.solo_server import FIRST_PORT, SoloServer, check_free, free_port
from quartiers.lessons.build import build_lesson, is_built
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.problems import LessonError
from quartiers.lessons.read import read_courses
from quartiers.settings import REPOSITORY, Settings, SettingsError

WORK_FOLDER = REPOSITORY / "mes_lecons"
QUESTION = "Quelle leçon ? Écrivez son code, puis Entrée : "


class UnknownLesson(Exception):
    """A code that no lesson has; the message is French, for an adult."""


def main(
    settings: Settings,
    lesson_code: str | None,
    *,
    folder: Path | None,
    open_browser: bool = True,
    port: int | None = None,
) -> int:
    """Open a lesson and stay until Ctrl + C; 0 when all went well, 2 for an unknown lesson.

    Without a code, the lessons are listed and, in a terminal, asked for. The work is kept in
    `folder` (by default `mes_lecons` beside the project): a lesson begun is found again.
    """
    # Stopped from outside: leave as after Ctrl + C, so that no server stays behind. Under `nohup`
    # or in the background, Ctrl + C itself was ignored when we were started.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if port is not None:
            check_free(port)
        courses = read_courses(settings.courses)
        lesson = choose(courses, lesson_code, ask if sys.stdin.isatty() else None)
        if lesson is None:
            return 0
        ensure_built(lesson, settings)
        home = (folder or WORK_FOLDER).resolve()
        bring_lesson(settings.published, home, lesson.track, lesson.assignment)
        return serve(lesson, settings, home, open_browser, port)
    except KeyboardInterrupt:
        print("\nÀ bientôt !")
        return 0
    except UnknownLesson as unknown:
        print(unknown, file=sys.stderr)
        return 2
    except LessonError as problem:
        print(problem, file=sys.stderr)
        return 1
    except SettingsError as refusal:
        print(refusal, file=sys.stderr)
        return 2


def choose(courses: Courses, code: str | None, ask: Callable[[], str] | None) -> Lesson | None:
    """Return the lesson of that code; without one, show the list and `ask` when there is a way.

    None means that nothing was chosen. Raises UnknownLesson.
    """
    if code is None:
        print(listing(courses))
        code = ask() if ask is not None else ""
    try:
        return courses.lesson(code.strip()) if code.strip() else None
    except KeyError as unknown:
        raise UnknownLesson(unknown.args[0]) from unknown


def listing(courses: Courses) -> str:
    """Write the lessons track by track, with the command that opens one."""
    lines = ["Les leçons :"]
    for track in courses.tracks:
        lines += ["", f"  {track.title}"]
        lines += [f"    {lesson.code}  {lesson.title}" for lesson in track.lessons]
    first = next((lesson.code for lesson in courses.lessons), "P01")
    return "\n".join([*lines, "", f"Pour en ouvrir une : ./pixel solo {first}", ""])


def ask() -> str:
    """Ask for a code in the terminal; nothing when the person gives up."""
    try:
        return input(QUESTION).strip()
    except EOFError:
        return ""


def ensure_built(lesson: Lesson, settings: Settings) -> None:
    """Build the learner's version of the lesson, unless it is up to date."""
    if not is_built(lesson, settings):
        print(f"Je prépare la leçon {lesson.code}…", flush=True)
        build_lesson(lesson, settings)


def serve(
    lesson: Lesson, settings: Settings, home: Path, open_browser: bool, port: int | None
) -> int:
    """Run JupyterLab on the lesson until Ctrl + C; 1 when it could not start or stopped alone."""
    server = SoloServer(settings, home, port or free_port(FIRST_PORT))
    with server:
        if not server.wait_until_ready():
            print(f"JupyterLab ne démarre pas. Regardez {server.log}.", file=sys.stderr)
            return 1
        url = server.lesson_url(lesson.code)
        print(f"La leçon {lesson.code} « {lesson.title} » est ouverte :\n  {url}")
        print(f"Votre travail est gardé dans {home}.\nPour fermer : Ctrl + C.", flush=True)
        if open_browser:
            webbrowser.open(url)
        server.wait()
    print(f"JupyterLab s'est arrêté. Regardez {server.log}.", file=sys.stderr)
    return 1
