"""Name colours in French or in English, and turn them into red, green and blue lights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from PIL import ImageColor

from atelier.arguments import closest, is_whole, nature, sans_accent
from atelier.erreurs_base import ErreurType, ErreurValeur

Lumieres: TypeAlias = tuple[int, int, int]
Couleur: TypeAlias = str | Sequence[int]

FRENCH: dict[str, str] = {
    "rouge": "#e02020",
    "bleu": "#1f5fd0",
    "vert": "#1e9a3c",
    "jaune": "#ffd800",
    "noir": "black",
    "blanc": "white",
    "gris": "gray",
    "gris clair": "lightgray",
    "gris foncé": "dimgray",
    "rose": "#ff6fae",
    "orange": "orange",
    "violet": "#7b2fbe",
    "mauve": "#b58be0",
    "marron": "#7a4a21",
    "brun": "#7a4a21",
    "beige": "beige",
    "turquoise": "turquoise",
    "bleu ciel": "skyblue",
    "bleu clair": "lightskyblue",
    "bleu foncé": "#12307a",
    "bleu marine": "navy",
    "bleu nuit": "midnightblue",
    "bleu canard": "teal",
    "canard": "teal",  # as the sheet of colours of the first lessons has it
    "vert clair": "lightgreen",
    "vert foncé": "darkgreen",
    "vert pomme": "#7ac943",
    "vert olive": "olive",
    "kaki": "#78733c",
    "rouge foncé": "darkred",
    "bordeaux": "#6d1a36",
    "cramoisi": "crimson",
    "framboise": "#c72c48",
    "corail": "coral",
    "saumon": "salmon",
    "pêche": "#ffb98a",
    "brique": "#a9502f",
    "or": "gold",
    "doré": "gold",
    "argent": "silver",
    "argenté": "silver",
    "bronze": "#b0742f",
    "crème": "#fff4d6",
    "ivoire": "ivory",
    "lavande": "lavender",
    "lilas": "#c8a2c8",
    "prune": "#701c45",
    "fuchsia": "fuchsia",
    "magenta": "magenta",
    "cyan": "cyan",
    "indigo": "indigo",
    "menthe": "#9fe5c4",
    "sable": "#e6d3a3",
    "chocolat": "chocolate",
    "moutarde": "#d9a514",
    "encre": "#1d2140",
}

# A few names exist in both languages, and mean the same in both but for "violet": the web's is a
# pale pink. French wins, because that is the word under the lessons' palettes.
CSS = frozenset(ImageColor.colormap)
BY_NAME: dict[str, str] = {sans_accent(name): value for name, value in FRENCH.items()}

EXEMPLES = "rouge, gold, teal ou '#ff8800'"


def rgb(couleur: object) -> Lumieres:
    """The lights (red, green, blue), each 0 to 255, of a colour.

    A colour is a CSS name, a French name (accents and capitals are free), '#RRVVBB', '#RVB' or a
    triple of whole numbers. Raises `ErreurValeur` (unknown name, light out of range) or
    `ErreurType` (something else than a colour).
    """
    if isinstance(couleur, str):
        return named(couleur)
    if isinstance(couleur, Sequence):
        return lights(couleur)
    raise ErreurType(
        f"Une couleur est un nom ou trois nombres : je reçois {nature(couleur)}.",
        "Essaie 'red' ou (255, 0, 0).",
    )


def est_couleur(valeur: object) -> bool:
    """Dire si cette valeur est une couleur connue."""
    try:
        rgb(valeur)
    except (ErreurType, ErreurValeur):
        return False
    return True


def hexa(couleur: object) -> str:
    """The colour as '#rrvvbb'."""
    return "#{:02x}{:02x}{:02x}".format(*rgb(couleur))


@cache
def named(name: str) -> Lumieres:
    """The lights of a colour written as a word or as '#RRVVBB'."""
    key = sans_accent(name)
    text = BY_NAME.get(key, key if key in CSS else name.strip())
    if key in BY_NAME or key in CSS or text.startswith("#"):
        try:
            return ImageColor.getrgb(text)[:3]
        except ValueError:
            raise ErreurValeur(
                f"« {name} » n'est pas une couleur : après #, il faut 6 signes de 0 à f.",
                "Essaie '#ff8800'.",
            ) from None
    if not name.strip():
        raise ErreurValeur("La couleur est vide : elle n'a aucune lettre.", f"Essaie {EXEMPLES}.")
    known = [*CSS, *FRENCH]
    words = (word for word in name.split() if sans_accent(word) in {*map(sans_accent, known)})
    near = next(words, None) or closest(name, known)
    raise ErreurValeur(
        f"Je ne connais pas la couleur « {name[:30]} ».",
        f"Tu voulais dire « {near} » ?" if near else f"Essaie {EXEMPLES}.",
    )


def lights(triple: Sequence[object]) -> Lumieres:
    """Check a triple of lights."""
    if len(triple) != 3 or not all(is_whole(light) for light in triple):
        raise ErreurType(
            f"Une couleur a 3 nombres entiers : je reçois {tuple(triple)}."[:120],
            "Essaie (255, 0, 0) pour du rouge.",
        )
    red, green, blue = (int(light) for light in triple)  # type: ignore[call-overload]
    if not all(0 <= light <= 255 for light in (red, green, blue)):
        raise ErreurValeur(
            f"La couleur ({red}, {green}, {blue}) n'existe pas : chaque lumière va de 0 à 255.",
            "Essaie 0 pour éteint, 255 pour à fond.",
        )
    return red, green, blue


def luminance(couleur: object) -> float:
    """Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""
    red, green, blue = (linear(light / 255) for light in rgb(couleur))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(light: float) -> float:
    """One sRGB light (0 to 1) without its gamma."""
    return light / 12.92 if light <= 0.04045 else float(((light + 0.055) / 1.055) ** 2.4)


def ratio(une: object, autre: object) -> float:
    """Contrast ratio, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    dark, light = sorted((luminance(une), luminance(autre)))
    return (light + 0.05) / (dark + 0.05)


def encre_lisible(fond: object) -> Lumieres:
    """Black or white: the one that reads best on this background (contrast at least 4.58)."""
    return (255, 255, 255) if ratio(fond, "white") >= ratio(fond, "black") else (0, 0, 0)
