"""Sort mutants: refused, without effect, or accepted — and then explained in `reponses.toml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quartiers.lessons.answers import AcceptedMutant
from quartiers.lessons.judging.model import Verdict
from quartiers.lessons.prove.findings import Refutation, Tally
from quartiers.lessons.prove.mutants import FAMILIES, Mutant

LONGEST_PIECE = 40


def sort_mutants(
    exercise: int,
    verdicts: Sequence[tuple[Mutant, Verdict]],
    solution: Verdict,
    explained: Sequence[AcceptedMutant],
    tally: Tally,
) -> Iterator[Refutation]:
    """Count each mutant; yield those accepted without a reason, and the reasons without use."""
    accepted: list[Mutant] = []
    for mutant, verdict in verdicts:
        if not verdict.full:
            tally.mutants_refused += 1
        elif verdict.fingerprint and verdict.fingerprint == solution.fingerprint:
            tally.mutants_equivalent += 1
        else:
            tally.mutants_accepted += 1
            accepted.append(mutant)
    yield from _unexplained(exercise, accepted, explained)
    for reason in explained:
        if not any(explains(reason, mutant) for mutant in accepted):
            yield _useless(exercise, reason)


def explains(reason: AcceptedMutant, mutant: Mutant) -> bool:
    """Whether an entry of `reponses.toml` speaks of this mutant."""
    if reason.family:
        return reason.family == mutant.family and reason.on in ("", mutant.on)
    return mutant.same_code(reason.code)


def _unexplained(
    exercise: int, accepted: Sequence[Mutant], explained: Sequence[AcceptedMutant]
) -> Iterator[Refutation]:
    """One refutation for all the mutants of a family on the same piece of code."""
    groups: dict[tuple[str, str], list[Mutant]] = {}
    for mutant in accepted:
        if not any(explains(reason, mutant) for reason in explained):
            groups.setdefault((mutant.family, mutant.on), []).append(mutant)
    for (family, on), mutants in groups.items():
        yield Refutation(
            exercise,
            "mutant accepté sans raison",
            f"« {on} » changé (famille {family}, {len(mutants)} fois, par exemple ligne "
            f"{mutants[0].line}) : la réponse reçoit toutes ses étoiles.",
            "Rendez la vérification plus exigeante. Si la variante est juste, dites pourquoi dans "
            f'reponses.toml, [[exercices.mutants]] : raison, et code ou famille = "{family}"'
            f"{_toml_on(on)}.",
            mutants[0].code,
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


def _toml_on(text: str) -> str:
    """How to name the piece of code in the entry, when it is short enough to be named."""
    if "\n" in text or len(text) > LONGEST_PIECE:
        return ""
    quote = "'" if '"' in text else '"'
    return f" et sur = {quote}{text}{quote}"
