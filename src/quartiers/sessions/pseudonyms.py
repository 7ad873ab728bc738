"""Pseudonyms offered to learners: an animal and a colour, never a civil name.

Every colour is the name of a thing (safran, menthe…): French keeps those invariable, so the
pair is right whatever the animal's gender. The learner picks among pairs and types nothing,
which is how a civil name or an e-mail address is kept out. A centre that has given its 600 pairs
goes on with a number behind: `Renard turquoise 2`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection

ANIMALS = (
    "Bison", "Castor", "Chat", "Chouette", "Coccinelle", "Crabe", "Girafe", "Grenouille",
    "Hérisson", "Koala", "Lama", "Lapin", "Lion", "Loup", "Loutre", "Ours", "Panda", "Papillon",
    "Pieuvre", "Pingouin", "Renard", "Souris", "Tigre", "Tortue",
)  # fmt: skip

COLOURS = {
    "abricot": "#f4a261", "ardoise": "#5b6b7a", "azur": "#2f8fd8", "brique": "#b5482f",
    "cannelle": "#a5673f", "cerise": "#c81d3c", "citron": "#f2d43d", "cobalt": "#1f4fb2",
    "corail": "#f2705b", "cuivre": "#b8703a", "émeraude": "#12855f", "framboise": "#c2185b",
    "grenat": "#7d1d3f", "indigo": "#3a3a9e", "ivoire": "#e9dfc3", "jade": "#2f9e77",
    "lavande": "#9a86d3", "lilas": "#b583c4", "menthe": "#7fd1ae", "moutarde": "#c9992b",
    "ocre": "#cc7a29", "olive": "#7c8233", "prune": "#6b2d5c", "safran": "#f0a91e",
    "turquoise": "#1ba8a8",
}  # fmt: skip


LAST_ROUND = 9
OFFERED = re.compile(
    f"(?P<animal>{'|'.join(ANIMALS)}) (?P<colour>{'|'.join(COLOURS)})( [2-{LAST_ROUND}])?"
)


def compose(animal: str, colour: str, round_: int = 1) -> str:
    """The pseudonym of a pair: `Renard turquoise`; from the second round on, with its number."""
    return f"{animal} {colour}" + (f" {round_}" if round_ > 1 else "")


def parts_of(pseudo: str) -> tuple[str, str] | None:
    """The animal and the colour of a pseudonym of ours; None for any other text."""
    match = OFFERED.fullmatch(pseudo)
    return (match["animal"], match["colour"]) if match else None


def is_offered(pseudo: str) -> bool:
    """Whether this text is one of our pairs; everything else is refused."""
    return parts_of(pseudo) is not None


def offer(taken: Collection[str], count: int, rng: random.Random) -> list[str]:
    """At most `count` free pseudonyms, with animals all different while there are enough.

    A round is begun only when those before cannot give `count`.
    """
    chosen: list[str] = []
    for round_ in range(1, LAST_ROUND + 1):
        chosen += _varied(_free(set(taken), round_), rng)[: count - len(chosen)]
        if len(chosen) == count:
            break
    return chosen


def simple_left(taken: Collection[str]) -> int:
    """How many pairs without a number are still free."""
    return len(_free(set(taken), 1))


def _free(taken: set[str], round_: int) -> list[str]:
    every = (compose(animal, colour, round_) for animal in ANIMALS for colour in COLOURS)
    return [pseudo for pseudo in every if pseudo not in taken]


def _varied(free: list[str], rng: random.Random) -> list[str]:
    """These pseudonyms by chance, one of each animal first."""
    rng.shuffle(free)
    chosen: dict[str, str] = {}
    for pseudo in free:
        chosen.setdefault(pseudo.partition(" ")[0], pseudo)
    varied = list(chosen.values())
    return varied + [pseudo for pseudo in free if pseudo not in set(varied)]
