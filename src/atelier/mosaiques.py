"""Paint a small picture from lines of letters: the shape shows in the code itself."""

from __future__ import annotations

from textwrap import dedent

from PIL import Image

from atelier.arguments import commande, nature
from atelier.couleurs import Couleur, Lumieres, rgb
from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.images import nouvelle_image

EMPTY = "."
LARGEST = 64  # cells a side: more is a photo
EXAMPLE = 'Exemple : mosaique("""\n.rr.\nrrrr\n""", r=\'red\')'


@commande("mosaique(dessin, r='red')")
def mosaique(dessin: str, fond: Couleur = "white", **couleurs: Couleur) -> Image.Image:
    """Peindre une image avec des lettres : une ligne par rangée, un point pour une case vide."""
    rows = rows_of(dessin)
    inks = {letter: rgb(colour) for letter, colour in couleurs.items()}
    picture = nouvelle_image(len(rows[0]), len(rows), fond)
    for y, row in enumerate(rows):
        for x, letter in enumerate(row):
            if letter != EMPTY:
                picture.putpixel((x, y), ink_of(letter, y, inks))
    return picture


def rows_of(dessin: object) -> list[str]:
    """The rows, all of one length; blank lines around and a common shift do not count."""
    if not isinstance(dessin, str):
        raise ErreurType(f"mosaique lit un texte : je reçois {nature(dessin)}.", EXAMPLE)
    rows = [row.rstrip() for row in dedent(dessin.strip("\n")).split("\n")]
    rows = [row for row in rows if row]
    if not rows:
        raise ErreurValeur("Le dessin est vide : il n'a aucune ligne.", EXAMPLE)
    for rank, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            raise ErreurValeur(
                f"La ligne {rank} a {len(row)} signes : la première en a {len(rows[0])}.",
                "Mets le même nombre de signes sur chaque ligne.",
            )
    if max(len(rows), len(rows[0])) > LARGEST:
        raise ErreurValeur(
            f"Ce dessin a {len(rows)} lignes de {len(rows[0])} signes : {LARGEST} au plus.",
            "Garde un dessin plus petit.",
        )
    return rows


def ink_of(letter: str, y: int, inks: dict[str, Lumieres]) -> Lumieres:
    """The colour given to this letter."""
    if letter in inks:
        return inks[letter]
    if letter.isidentifier():
        raise ErreurValeur(
            f"La lettre {letter}, ligne {y + 1}, n'a pas de couleur.",
            f"Ajoute {letter}='red' à la fin, ou mets un point.",
        )
    raise ErreurValeur(
        f"Le signe « {letter} », ligne {y + 1}, n'est pas une lettre.",
        "Mets un point pour une case vide.",
    )
