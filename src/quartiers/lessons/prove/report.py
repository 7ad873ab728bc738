"""A proof as text for a volunteer: what does not hold, then a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quartiers.lessons.prove.findings import Proof, Refutation

HEADINGS = ("leçon", "exercices", "réponses", "refusés", "acceptés", "sans effet", "temps")


def report(proofs: Sequence[Proof]) -> str:
    """The whole report."""
    return "\n".join([*_details(proofs), *_table(proofs), "", conclusion(proofs)])


def conclusion(proofs: Sequence[Proof]) -> str:
    """One last line."""
    count = sum(len(proof.refutations) for proof in proofs)
    if not count:
        return "Tout est prouvé."
    return f"{count} point{'s' if count > 1 else ''} à reprendre."


def _details(proofs: Sequence[Proof]) -> Iterator[str]:
    for proof in proofs:
        if not proof.holds:
            yield f"{proof.code} · {proof.title}"
            for refutation in proof.refutations:
                yield from _lines(refutation)
            yield ""


def _lines(refutation: Refutation) -> Iterator[str]:
    place = f"exercice {refutation.exercise}" if refutation.exercise else "leçon"
    yield f"  ✗ {place}, {refutation.claim} : {refutation.seen}"
    for line in refutation.code.split("\n") if refutation.code else []:
        yield f"      | {line}"
    yield f"      → {refutation.to_do}"


def _table(proofs: Sequence[Proof]) -> Iterator[str]:
    rows = [HEADINGS, *map(_row, proofs)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    yield "Mutants : refusés, acceptés avec une raison, sans effet."
    for row in rows:
        yield "  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True))


def _row(proof: Proof) -> tuple[str, ...]:
    tally = proof.tally
    return (
        proof.code,
        str(tally.exercises),
        str(tally.judged),
        str(tally.mutants_refused),
        str(tally.mutants_accepted),
        str(tally.mutants_equivalent),
        f"{tally.seconds:.1f} s".replace(".", ","),
    )
