"""`./pixel lecons verifier|prouver|construire`: a readable report and an exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from quartiers.lessons.french_arguments import FrenchParser
from quartiers.lessons.model import Courses, Lesson
from quartiers.lessons.problems import LessonError
from quartiers.lessons.read import read_courses
from quartiers.settings import Settings

DONE, REFUSED, UNUSABLE = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Run one command: 0 all well, 1 something to take up again, 2 nothing could be run."""
    parser = build_parser()
    parsed = parser.parse_args(argv)
    settings = Settings.from_env()
    try:
        courses = read_courses(parsed.cours or settings.courses)
        return int(parsed.command(parsed, courses, settings))
    except LessonError as reason:
        print(reason, file=sys.stderr)
    except KeyError as reason:
        print(reason.args[0], file=sys.stderr)
    return UNUSABLE


def build_parser() -> argparse.ArgumentParser:
    """The words each command understands."""
    parser = FrenchParser(
        prog="./pixel lecons", description="Vérifie, prouve et construit les leçons."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMANDE")
    _command(commands, "verifier", check, "mesure chaque leçon : longueurs, mots, rangement…")
    proving = _command(commands, "prouver", prove, "fait tourner chaque réponse et chaque variante")
    _command(commands, "construire", build, "fabrique la copie que les jeunes reçoivent")
    proving.add_argument("--reponse", type=Path, help="un fichier : la réponse à juger")
    proving.add_argument("--lecon", help="avec --reponse : le code de la leçon, par exemple P01")
    proving.add_argument("--exercice", type=int, help="avec --reponse : le numéro de l'exercice")
    return parser


def check(parsed: argparse.Namespace, courses: Courses, settings: Settings) -> int:
    """`verifier`: every measurable limit, on the lessons named or on all."""
    from quartiers.lessons.lint.report import refused, report
    from quartiers.lessons.lint.run import lint_lessons

    lessons = chosen(courses, parsed.codes)
    findings = lint_lessons(courses, lessons)
    print(report(lessons, findings))
    return REFUSED if refused(findings) else DONE


def prove(parsed: argparse.Namespace, courses: Courses, settings: Settings) -> int:
    """`prouver`: run every answer; or judge one, given with --reponse."""
    if parsed.reponse is not None:
        return _judge_file(parsed, courses)
    from quartiers.lessons.judging.judge import Judge
    from quartiers.lessons.media import make_media
    from quartiers.lessons.prove import proof, report

    proofs = []
    with Judge() as judge:
        for lesson in chosen(courses, parsed.codes):
            make_media(lesson)
            proofs.append(proof.prove(lesson, judge))
    print(report.report(proofs))
    return DONE if all(one.holds for one in proofs) else REFUSED


def build(parsed: argparse.Namespace, courses: Courses, settings: Settings) -> int:
    """`construire`: release and publish the lessons."""
    from quartiers.lessons.build import build_lesson

    for lesson in chosen(courses, parsed.codes):
        published = build_lesson(lesson, settings)
        print(f"{lesson.code} · {lesson.title} : {published}")
    return DONE


def chosen(courses: Courses, codes: Sequence[str]) -> list[Lesson]:
    """The lessons of these codes, or all of them."""
    return [courses.lesson(code) for code in codes] if codes else list(courses.lessons)


def _judge_file(parsed: argparse.Namespace, courses: Courses) -> int:
    if parsed.lecon is None or parsed.exercice is None:
        raise LessonError(
            "--reponse demande aussi --lecon et --exercice. "
            "Exemple : ./pixel lecons prouver --reponse essai.py --lecon P01 --exercice 4"
        )
    from quartiers.lessons.judging.judge import Judge
    from quartiers.lessons.media import make_media
    from quartiers.lessons.prove.proof import judge_one

    lesson = courses.lesson(parsed.lecon)
    answer = _read_answer(parsed.reponse)
    make_media(lesson)
    with Judge() as judge:
        verdict = judge_one(lesson, parsed.exercice, answer, judge)
    print(f"étoiles: {verdict.stars:g}/{verdict.out_of}")
    print(verdict.sentence)
    return DONE


def _read_answer(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip("\n")
    except (OSError, UnicodeDecodeError) as problem:
        raise LessonError(
            f"{file} ne se lit pas ({type(problem).__name__}). "
            "On attend un fichier texte avec le code de la réponse. Vérifiez son chemin."
        ) from None


def _command(
    commands: argparse._SubParsersAction[FrenchParser],
    name: str,
    function: object,
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.add_argument(
        "codes", nargs="*", metavar="CODE", help="les leçons (P01 D01) ; sinon toutes"
    )
    parser.add_argument("--cours", type=Path, help="le dossier des leçons (courses)")
    parser.set_defaults(command=function)
    return parser
