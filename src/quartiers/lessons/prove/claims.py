"""What each answer of a lesson must get, and what to say when it gets something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quartiers.lessons.answers import ExerciseAnswers
from quartiers.lessons.judging.model import Verdict
from quartiers.lessons.model import LAUNCH, Exercise
from quartiers.lessons.prove.findings import Refutation
from quartiers.lessons.regions import STUB, AnswerCell

FULL, NOT_FULL, NONE = "full", "not full", "none"


@dataclass(frozen=True)
class Claim:
    """An answer and what it must get: every star, not all, none; which sentence, if known.

    `whole` says that the answer replaces the whole cell and not its solution region only.
    """

    exercise: int
    name: str
    answer: str
    expected: str
    sentence: str | None = None
    error: str | None = None
    whole: bool = False


def claims_of(
    exercise: Exercise, cut: AnswerCell, answers: ExerciseAnswers, elsewhere: bool = False
) -> Iterator[Claim]:
    """The claims of one exercise; `elsewhere` keeps only those on right answers."""
    number = exercise.number
    yield Claim(number, "solution", cut.solution, FULL)
    for code in answers.right:
        yield Claim(number, "réponse juste", code, FULL)
    if elsewhere:
        return
    for refused in answers.refused:
        yield Claim(number, "réponse refusée", refused.code, NOT_FULL, refused.sentence)
    yield Claim(number, "réponse vide", "", NOT_FULL)
    yield Claim(number, "réponse vide", STUB, NOT_FULL)
    yield Claim(number, "cellule blanche", "", NONE, whole=True)
    expected = FULL if exercise.kind == LAUNCH else NOT_FULL
    error = exercise.starter_error
    yield Claim(number, "départ inchangé", cut.released_region, expected, error=error or "")


def confirm(claim: Claim, verdict: Verdict) -> Iterator[Refutation]:
    """Say what running the answer shows that the claim does not."""
    if claim.expected == FULL and not verdict.full:
        yield _refutation(
            claim,
            f"elle reçoit {_stars(verdict)} et « {verdict.sentence} ».",
            "Corrigez la réponse, ou rendez la vérification plus tolérante.",
        )
    if (claim.expected == NOT_FULL and verdict.full) or (claim.expected == NONE and verdict.stars):
        yield _refutation(
            claim,
            f"elle reçoit {_stars(verdict)}.",
            "Rendez la vérification plus exigeante.",
        )
    if claim.sentence is not None and verdict.sentence != claim.sentence:
        yield _refutation(
            claim,
            f"elle reçoit « {verdict.sentence} » au lieu de « {claim.sentence} ».",
            "Corrigez la phrase dans reponses.toml ou dans la vérification.",
        )
    if claim.error is not None and not raised_as_announced(verdict.errors, claim.error):
        yield _refutation(
            claim,
            f"la cellule {raises(verdict.errors)}, on attend {claim.error or 'rien'}.",
            "Accordez erreur_de_depart (lecon.toml) et la partie DÉPART.",
        )


def raised_as_announced(raised: Sequence[str], announced: str | None) -> bool:
    """Whether an exception (its name, then its bases) is the announced one, or none is."""
    return announced in raised if announced else not raised


def raises(raised: Sequence[str]) -> str:
    """What a cell raises (a name, then its bases), as the verb of a sentence."""
    return f"lève {raised[0]}" if raised else "ne lève rien"


def _refutation(claim: Claim, seen: str, to_do: str) -> Refutation:
    return Refutation(claim.exercise, claim.name, seen, to_do, claim.answer)


def _stars(verdict: Verdict) -> str:
    plural = "s" if verdict.stars >= 2 else ""
    return f"{verdict.stars:g} étoile{plural} sur {verdict.out_of}"
