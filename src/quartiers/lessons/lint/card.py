"""Rules on the settings of a lesson: careers card, competences, durations, animator's data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quartiers.lessons.lint import code, markdown
from quartiers.lessons.lint.french import words
from quartiers.lessons.lint.rules import Seen, Subject, rule

CARD_WORDS = 60
STALE_DAYS = 2 * 365
FIRST_CREATION = 8
BLOCKERS = 3
TAKEAWAY_WORDS = 12
SALARY = re.compile(r"€|\beuros?\b|\bsalaires?\b", re.IGNORECASE)
DURATIONS = {0: (10, 20), 1: (45, 50), 2: (50, 60), 3: (50, 60)}
CRCN = {
    "1.1": "Mener une recherche et une veille d'information",
    "1.2": "Gérer des données",
    "1.3": "Traiter des données",
    "2.1": "Interagir",
    "2.2": "Partager et publier",
    "2.3": "Collaborer",
    "2.4": "S'insérer dans le monde numérique",
    "3.1": "Développer des documents textuels",
    "3.2": "Développer des documents multimédia",
    "3.3": "Adapter les documents à leur finalité",
    "3.4": "Programmer",
    "4.1": "Sécuriser l'environnement numérique",
    "4.2": "Protéger les données personnelles et la vie privée",
    "4.3": "Protéger la santé, le bien-être et l'environnement",
    "5.1": "Résoudre des problèmes techniques",
    "5.2": "Évoluer dans un environnement numérique",
}
"""The 16 competences of the French digital framework, by code."""


@rule("carte-metier")
def careers_card(subject: Subject) -> Iterator[Seen]:
    """A gesture, a job, a place nearby, a step from 15 on; 60 words, dated, no salary."""
    card, file = subject.lesson.career, subject.lesson.settings_file
    texts = (card.gesture, card.job, card.nearby, card.from_fifteen)
    count = len(words(" ".join(texts)))
    if not all(texts):
        yield Seen(
            "la carte métier n'est pas complète.",
            "Remplissez geste, metier, pres_de_chez_toi et des_15_ans.",
            file=file,
        )
    if count > CARD_WORDS:
        yield Seen(f"la carte métier a {count} mots.", f"Restez à {CARD_WORDS} au plus.", file=file)
    if SALARY.search(" ".join(texts)):
        yield Seen("la carte métier parle d'argent.", "Retirez le montant.", file=file)


@rule("carte-metier-datee")
def careers_card_date(subject: Subject) -> Iterator[Seen]:
    """Someone checked the card, and not too long ago."""
    checked, file = subject.lesson.career.checked_on, subject.lesson.settings_file
    if checked is None:
        yield Seen(
            "la carte métier n'est pas datée.", "Ajoutez verifie_le = AAAA-MM-JJ.", file=file
        )
    elif (subject.today - checked).days > STALE_DAYS:
        yield Seen(
            f"la carte métier a été vérifiée le {checked:%d/%m/%Y}.",
            "Vérifiez-la de nouveau, puis changez verifie_le.",
            file=file,
            advice=True,
        )


@rule("crcn-officiel")
def official_competences(subject: Subject) -> Iterator[Seen]:
    """One to three codes among the sixteen."""
    codes, file = subject.lesson.crcn, subject.lesson.settings_file
    if not 1 <= len(codes) <= 3:
        yield Seen(f"{len(codes)} codes CRCN.", "Mettez-en de 1 à 3.", file=file)
    for one in codes:
        if one not in CRCN:
            yield Seen(
                f"le code CRCN « {one} » n'existe pas.", f"Codes : {', '.join(CRCN)}.", file=file
            )


@rule("premiere-creation")
def quick_first_creation(subject: Subject) -> Iterator[Seen]:
    """Something is made within 8 minutes."""
    minutes = subject.lesson.first_creation
    if not 1 <= minutes <= FIRST_CREATION:
        yield Seen(
            f"la première création vient à {minutes} minutes.",
            f"Il faut {FIRST_CREATION} minutes au plus.",
            file=subject.lesson.settings_file,
        )


@rule("duree")
def duration_by_level(subject: Subject) -> Iterator[Seen]:
    """About 15 minutes for the welcome, 45 to 50 for one star, 50 to 60 above."""
    shortest, longest = DURATIONS.get(subject.lesson.level, (0, 0))
    if not shortest <= subject.lesson.duration <= longest:
        yield Seen(
            f"la leçon de niveau {subject.lesson.level} dure {subject.lesson.duration} minutes.",
            "Niveaux : 0 (10 à 20 minutes), 1 (45 à 50), 2 et 3 (50 à 60).",
            file=subject.lesson.settings_file,
        )


@rule("fiche-animateur")
def animator_data(subject: Subject) -> Iterator[Seen]:
    """The animator's sheet has all it needs."""
    lesson = subject.lesson
    fields = {
        "objectif": lesson.objective,
        "wow": lesson.wow,
        "entree": lesson.entry,
        "debranche": lesson.unplugged,
    }
    for field, text in fields.items():
        if not text:
            yield Seen(f"le champ {field} est vide.", "Remplissez-le.", file=lesson.settings_file)
    if len(lesson.blockers) < BLOCKERS:
        yield Seen(
            f"{len(lesson.blockers)} blocages probables.",
            f"Dites-en {BLOCKERS}, avec la phrase à dire.",
            file=lesson.settings_file,
        )


@rule("wow-pour-le-jeune")
def takeaway_for_learners(subject: Subject) -> Iterator[Seen]:
    """«Mes leçons» shows what the learner takes away: short, spoken to them."""
    takeaway, file = subject.lesson.wow, subject.lesson.settings_file
    if re.match(r"(son|sa|ses)\b", takeaway, re.IGNORECASE) or "(" in takeaway:
        yield Seen(
            f"wow parle du jeune : « {takeaway} »",
            "Parlez-lui, sans parenthèses : « Ton badge d'atelier. ».",
            file=file,
        )
    count = len(words(takeaway))
    if count > TAKEAWAY_WORDS:
        yield Seen(f"wow a {count} mots.", f"Restez à {TAKEAWAY_WORDS} au plus.", file=file)


@rule("memes-mots-qu-a-l-ecran")
def same_words_as_on_screen(subject: Subject) -> Iterator[Seen]:
    """The animator's sentence is one the learner reads."""
    screen = " ".join(
        " ".join([*code.check_sentences(cell.source), *code.texts_in(cell.source)])
        if cell.is_code
        else markdown.prose(cell.source)
        for cell in subject.notebook.cells
    )
    screen += " ".join(
        refused.sentence for one in subject.answers.exercises for refused in one.refused
    )
    for blocker in subject.lesson.blockers:
        if _squeezed(blocker.sentence) not in _squeezed(screen):
            yield Seen(
                f"« {blocker.sentence} » n'est pas une phrase de l'écran.",
                "Reprenez les mots d'un indice ou d'une vérification.",
                file=subject.lesson.settings_file,
                advice=True,
            )


def _squeezed(text: str) -> str:
    return " ".join(text.split())
