"""Check what a learner hands to a command, and answer in French when it does not fit."""

from __future__ import annotations

import inspect
import math
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from functools import wraps
from itertools import pairwise
from numbers import Integral, Real
from typing import Any, ParamSpec, TypeVar

from atelier.erreurs_base import ErreurType, ErreurValeur

P = ParamSpec("P")
R = TypeVar("R")

ARTICLES = {"image": "l'image"}
SPOKEN = {"duree": "durée", "reglages": "réglages"}  # names have no accents, sentences have
FEMININE = ("La ", "L'épaisseur", "Chaque lumière")
POINT = "Un nombre à virgule s'écrit avec un point : 0.5, pas 0,5."
SMALL = 100  # 150, 90 are two numbers; 12,5 is one


def commande(exemple: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a learner's command: a wrong number of values becomes a French `ErreurType`.

    `exemple` is one right call, shown as the third beat.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        shape = CallShape(function, exemple)

        @wraps(function)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            if kwargs or not shape.least <= len(args) <= shape.most:
                shape.check(args, kwargs)
            return function(*args, **kwargs)

        return checked

    return decorate


class CallShape:
    """How many values a command takes and what they are called."""

    def __init__(self, function: Callable[..., Any], exemple: str) -> None:
        self.signature = inspect.signature(function)
        self.name = function.__name__
        self.exemple = exemple
        given = list(self.signature.parameters.values())
        self.offset = 1 if given and given[0].name == "self" else 0
        places = [p for p in given if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
        self.places = [p.name for p in places[self.offset :]]
        self.needed = [p.name for p in places[self.offset :] if p.default is p.empty]
        self.settings = [p.name for p in given[self.offset :] if p.kind != p.VAR_POSITIONAL]
        open_ended = any(p.kind == p.VAR_POSITIONAL for p in given)
        self.least = self.offset + len(self.needed)
        self.names_any = any(p.kind == p.VAR_KEYWORD for p in given)
        self.most = 10**9 if open_ended else self.offset + len(self.places)

    def check(self, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
        """Raise in French when Python itself would refuse this call."""
        values = args[self.offset :]
        if self.offset and args and not hasattr(args[0], self.name):
            raise ErreurType(
                f"{self.name} ne sait pas à qui parler : il manque des parenthèses plus haut.",
                "Écris t = Tortue(), avec ses parenthèses.",
            )
        if len(args) > self.most:
            raise self.too_many(values)
        for name in kwargs:
            if name not in self.settings and not self.names_any:
                raise self.unknown(name)
            if name in self.places[: len(values)]:
                raise ErreurType(
                    f"Le réglage {name} est donné deux fois.", f"Exemple : {self.exemple}"
                )
        missing = [n for n in self.needed[len(values) :] if n not in kwargs]
        if missing:
            hint = unglued(values, len(missing)) or f"Exemple : {self.exemple}"
            raise ErreurType(self.awaits(values, missing), hint)

    def awaits(self, values: Sequence[Any], missing: Sequence[str]) -> str:
        """What is missing; first the place left out when the next value slid into it."""
        for rank, (place, value) in enumerate(zip(self.places, values, strict=False)):
            after = self.places[rank + 1 :]
            if not self.suits(place, value) and any(self.suits(n, value) for n in after):
                said = ARTICLES.get(place, SPOKEN.get(place, place))
                return f"{self.name} attend {said} avant {value!r}."
        return f"{self.name} attend encore : {', '.join(SPOKEN.get(n, n) for n in missing)}."

    def suits(self, place: str, value: object) -> bool:
        """Whether a number or a text may stand at this place, from how the command declares it."""
        if isinstance(value, str) and not looks_like_number(value):
            return self.declares(place, "str", "Couleur")
        return not isinstance(value, Real | str) or self.declares(place, "int", "float")

    def declares(self, place: str, *kinds: str) -> bool:
        declared = str(self.signature.parameters[place].annotation)
        return declared == "Any" or any(kind in declared for kind in kinds)

    def too_many(self, values: Sequence[Any]) -> ErreurType:
        """Too many values; two whole numbers in a row often are a decimal comma."""
        if not self.places:
            phrase = f"{self.name} garde ses parenthèses vides : j'y trouve {nature(values[0])}."
            return ErreurType(phrase, f"Exemple : {self.exemple}")
        got = f"j'en reçois {len(values)}."
        in_cells = "image" in self.places  # cells are counted: no decimals there
        pairs = [pair for pair in pairwise(values) if looks_like_decimal(*pair)]
        if pairs and not in_cells:
            units, decimals = pairs[0]
            own = f"Un nombre à virgule s'écrit avec un point : {units}.{decimals}."
            hint = own if len(pairs) == 1 else POINT  # of several, nobody knows which
            return ErreurType(f"{self.name} attend {self.count()} : {got}", hint)
        names = f" ({', '.join(self.places)})" if self.places else ""
        phrase = f"{self.name} attend {self.count()}{names} : {got}"
        return ErreurType(phrase, f"Exemple : {self.exemple}")

    def count(self) -> str:
        least, most = len(self.needed), len(self.places)
        between = " ou " if most - least == 1 else " à "
        numbers = str(most) if least == most else f"{least}{between}{most}"
        return f"{numbers} valeur{'s' if most > 1 else ''}"

    def unknown(self, name: str) -> ErreurType:
        near = closest(name, self.settings)
        hint = f"Essaie {near}." if near else f"Exemple : {self.exemple}"
        return ErreurType(f"{self.name} ne connaît pas le réglage « {name} ».", hint)


def unglued(values: Sequence[object], missing: int) -> str | None:
    """What to try when one pair of quotes holds two values: `badge('Nova, red')`."""
    last = values[-1] if values else None
    parts = [part.strip() for part in last.split(",")] if isinstance(last, str) else []
    if not 1 < len(parts) <= missing + 1 or not all(parts):
        return None
    if all(map(looks_like_number, parts)):
        return f"Enlève les guillemets : {', '.join(parts)}."
    return f"Mets chaque mot entre ses guillemets : {', '.join(map(repr, parts))}."


def looks_like_decimal(units: object, decimals: object) -> bool:
    """Whether two values can be one number with a comma, 0,5: a small one, then its decimals."""
    return is_whole(units) and is_whole(decimals) and -SMALL < units < SMALL  # type: ignore[operator]


def is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def nombre(
    valeur: object, nom: str, mini: float, maxi: float, unite: str = "", essaie: str = ""
) -> float:
    """A finite number between mini and maxi (included), as a float; else a French error."""
    if isinstance(valeur, str):
        raise written_number(valeur, nom)
    if isinstance(valeur, bool) or not isinstance(valeur, Real):
        raise ErreurType(f"{nom} doit être un nombre : je reçois {nature(valeur)}.", essaie)
    number = float(valeur)
    if not math.isfinite(number) or not mini <= number <= maxi:
        raise ErreurValeur(
            f"{nom} vaut {lisible(number)} : elle va de {lisible(mini)} à {lisible(maxi)}{unite}."
            if nom.startswith(FEMININE)
            else f"{nom} vaut {lisible(number)} : il va de {lisible(mini)} à "
            f"{lisible(maxi)}{unite}.",
            essaie or f"Choisis un nombre entre {lisible(mini)} et {lisible(maxi)}.",
        )
    return number


def entier(
    valeur: object, nom: str, mini: int, maxi: int, unite: str = "", essaie: str = ""
) -> int:
    """A whole number between mini and maxi (included); 8.0 counts as 8."""
    number = nombre(valeur, nom, mini, maxi, unite, essaie)
    if number != int(number):
        raise ErreurType(
            f"{nom} vaut {lisible(number)} : il faut un nombre entier.",
            f"Essaie {int(number)}, ou calcule avec // au lieu de /.",
        )
    return int(number)


def written_number(valeur: str, nom: str) -> ErreurType:
    """A number between quotes, or a word where a number is needed."""
    if looks_like_number(valeur):
        return ErreurType(
            f"{valeur} est un nombre : pas de guillemets.", f"Écris {valeur.replace(',', '.')}."
        )
    hint = POINT if any(c.isdigit() for c in valeur) else "Écris un nombre, sans guillemets."
    return ErreurType(f"{nom} doit être un nombre : je reçois le texte « {valeur[:30]} ».", hint)


def looks_like_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True


def texte(valeur: object, nom: str, maxi: int, *, mini: int = 1, exemple: str = "") -> str:
    """A text of mini to maxi characters, without spaces around."""
    if not isinstance(valeur, str):
        raise ErreurType(
            f"{nom} doit être un texte : je reçois {nature(valeur)}.",
            exemple or "Mets des guillemets avant et après.",
        )
    clean = valeur.strip()
    if len(clean) < mini:
        raise ErreurValeur(
            f"{nom} est vide." if not clean else f"{nom} « {clean} » est trop court.",
            exemple or "Écris quelque chose entre les guillemets.",
        )
    if len(clean) > maxi:
        raise ErreurValeur(
            f"{nom} a {len(clean)} lettres : il y a de la place pour {maxi}.",
            "Écris plus court.",
        )
    return clean


def nature(valeur: object) -> str:
    """What a value is, in a child's words."""
    names: list[tuple[type | tuple[type, ...], str]] = [
        (bool, "True ou False"),
        (str, "un texte"),
        ((int, float), "un nombre"),
        (list, "une liste"),
        (tuple, "un paquet ( , )"),
        (dict, "un dictionnaire"),
    ]
    if valeur is None:
        return "rien du tout (None)"
    for kinds, name in names:
        if isinstance(valeur, kinds):
            return name
    if callable(valeur):
        return f"une commande ({getattr(valeur, '__name__', '?')})"
    return KINDS.get(type(valeur).__name__, f"un objet {type(valeur).__name__}")


KINDS = {
    "Tortue": "une tortue",
    "Image": "une image",
    "Badge": "un badge",
    "Nuancier": "un nuancier",
    "ndarray": "un son",
    "Film": "un film",
}


def lisible(number: float) -> str:
    """A number as a child writes it: 2 rather than 2.0, a few decimals at most."""
    if math.isfinite(number) and number == int(number):
        return str(int(number))
    return f"{number:.4g}"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that looks most like this one, if any does."""
    plain = {sans_accent(k): k for k in known}
    letters = sans_accent(word)
    near = get_close_matches(letters, plain, n=4, cutoff=0.6)
    near.sort(key=lambda found: found[:1] != letters[:1])  # roze is a rose before it is bronze
    return plain[near[0]] if near else None


def sans_accent(word: str) -> str:
    """Lower case, without accents, spaces, hyphens or underscores: what words are compared by."""
    whole = unicodedata.normalize("NFKD", word)  # first: «㎴» hides a capital, as in pV
    letters = unicodedata.normalize("NFKD", whole.casefold().replace("œ", "oe"))
    return "".join(c for c in letters if c.isalnum())
