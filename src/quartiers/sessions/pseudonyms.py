"""Pseudonyms offered to learners: an animal and a colour, never a civil name.

Every colour is the name of a thing (safran, menthe…): French keeps those invariable, so the
pair is right whatever the animal's gender. The learner picks among pairs and types nothing,
which is how a civil name or an e-mail address is kept out.
"""

from __future__ import annotations

import random
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


def compose(animal: str, colour: str) -> str:
    """The pseudonym of a pair: `Renard turquoise`."""
    return f"{animal} {colour}"


def parts_of(pseudo: str) -> tuple[str, str] | None:
    """The animal and the colour of a pseudonym of ours; None for any other text."""
    animal, _, colour = pseudo.partition(" ")
    return (animal, colour) if animal in ANIMALS and colour in COLOURS else None


def is_offered(pseudo: str) -> bool:
    """Whether this text is one of our pairs; everything else is refused."""
    return parts_of(pseudo) is not None


def offer(taken: Collection[str], count: int, rng: random.Random) -> list[str]:
    """At most `count` free pseudonyms, with animals all different while there are enough."""
    busy = set(taken)
    free = [compose(a, c) for a in ANIMALS for c in COLOURS if compose(a, c) not in busy]
    rng.shuffle(free)
    chosen: dict[str, str] = {}
    for pseudo in free:
        chosen.setdefault(pseudo.partition(" ")[0], pseudo)
    varied = list(chosen.values())
    spare = [pseudo for pseudo in free if pseudo not in set(varied)]
    return (varied + spare)[:count]
