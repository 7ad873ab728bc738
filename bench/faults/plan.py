"""Which faults, in which order: drawn from a seed, the same for everybody who draws again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence


def drawn(kinds: Sequence[str], seed: int) -> Iterator[str]:
    """Kinds without end: each round has all of them once, in an order of its own.

    So rare kinds are not missing from a short campaign, and two campaigns of one seed agree.
    """
    rng = random.Random(seed)
    while kinds:
        yield from rng.sample(list(kinds), len(kinds))


def remaining(kinds: Sequence[str], seed: int, done: Counter[str], count: int) -> list[str]:
    """What is left to do of the first `count` kinds when these were already done."""
    left, found = Counter(done), []
    for _, kind in zip(range(count), drawn(kinds, seed), strict=False):
        if left[kind]:
            left[kind] -= 1
        else:
            found.append(kind)
    return found


def chosen(kinds: Sequence[str], only: Sequence[str]) -> list[str]:
    """The kinds whose name begins with one of `only`; all of them without any. LookupError."""
    found = [kind for kind in kinds if not only or kind.startswith(tuple(only))]
    if not found:
        raise LookupError(f"no kind begins with {', '.join(only)}: {', '.join(kinds)}")
    return found
