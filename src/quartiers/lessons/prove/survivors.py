"""Sort mutants: refused, without effect, or accepted — and then explained in `reponses.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from quartiers.lessons.answers import AcceptedMutant
from quartiers.lessons.judging.model import Verdict
from quartiers.lessons.prove.findings import Refutation, Tally
from quartiers.lessons.prove.mutants import FAMILIES, Mutant


def sort_mutants(
    exercise: int,
    verdicts: Sequence[tuple[Mutant, Verdict]],
    solution: Verdict,
    explained: Sequence[AcceptedMutant],
    tally: Tally,
) -> Iterator[Refutation]:
    """Count each mutant; yield those accepted without a reason, and the reasons without use."""
    useful: set[AcceptedMutant] = set()
    for mutant, verdict in verdicts:
        if not verdict.full:
            tally.mutants_refused += 1
        elif verdict.fingerprint and verdict.fingerprint == solution.fingerprint:
            tally.mutants_equivalent += 1
        else:
            tally.mutants_accepted += 1
            reasons = [one for one in explained if explains(one, mutant)]
            useful.update(reasons)
            if not reasons:
                yield _unexplained(exercise, mutant)
    for reason in explained:
        if reason not in useful:
            yield _useless(exercise, reason)


def explains(reason: AcceptedMutant, mutant: Mutant) -> bool:
    """Whether an entry of `reponses.toml` speaks of this mutant."""
    if reason.family:
        return reason.family == mutant.family and reason.on in ("", mutant.on)
    return mutant.same_code(reason.code)


def _unexplained(exercise: int, mutant: Mutant) -> Refutation:
    return Refutation(
        exercise,
        "mutant accepté sans raison",
        f"ligne {mutant.line}, « {mutant.on} » changé (famille {mutant.family}) : "
        "la réponse reçoit toutes ses étoiles.",
        "Rendez la vérification plus exigeante. Si la variante est juste, ajoutez dans "
        f"reponses.toml [[exercices.mutants]] avec une raison et ce code, "
        f'ou famille = "{mutant.family}" et sur = {_toml_text(mutant.on)}.',
        mutant.code,
    )


def _useless(exercise: int, reason: AcceptedMutant) -> Refutation:
    what = reason.code or f"famille {reason.family} {reason.on}".strip()
    known = "" if reason.family in ("", *FAMILIES) else f" Familles : {', '.join(FAMILIES)}."
    return Refutation(
        exercise,
        "raison sans mutant",
        f"« {reason.reason} » n'explique aucun mutant accepté.{known}",
        "Retirez cette entrée de reponses.toml.",
        what,
    )


def _toml_text(text: str) -> str:
    return f'"{text}"' if '"' not in text else f"'{text}'"


Verdicts = Mapping[str, Verdict]
