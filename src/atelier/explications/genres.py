"""Values of the wrong kind, in a calculation or between brackets: TypeError."""

from __future__ import annotations

import re

from atelier.tortue import ORDERS

from .modele import Cas, Explication, Regle, court, dire

GENRES = {
    "str": "un texte",
    "int": "un nombre",
    "float": "un nombre",
    "bool": "un vrai ou non",
    "list": "une liste",
    "tuple": "un paquet ( , )",
    "dict": "un dictionnaire",
    "NoneType": "rien (None)",
    "Image": "une image",
    "Badge": "un badge",
    "Tortue": "une tortue",
    "Film": "un film",
    "function": "une commande",
    "builtin_function_or_method": "une commande",
    "method": "un ordre",
    "module": "une boîte",
    "ndarray": "un son",
    "numpy.ndarray": "un son",
    "set": "un ensemble",
    "range": "un range",
}


def genre(nom: str) -> str:
    """A Python type in a child's words."""
    return GENRES.get(nom, f"un objet {court(nom)}")


def calcul_impossible(cas: Cas) -> Explication | None:
    """+, -, *, / or a comparison between two values that do not go together."""
    trouve = re.search(
        r"unsupported operand type\(s\) for (\S+): '([\w.]+)' and '([\w.]+)'"
        r"|'([<>=!]+)' not supported between instances of '([\w.]+)' and '([\w.]+)'",
        cas.message,
    )
    if trouve is None:
        return None
    signe, un, autre = (groupe for groupe in trouve.groups() if groupe)
    signe = signe.rstrip(":")
    if "NoneType" in (un, autre) and re.search(rf"\.({'|'.join(ORDERS)})\(", cas.texte):
        return dire(
            cas,
            "ordre-calcule",
            "Un ordre ne se calcule pas : il se donne.",
            "Écris un ordre par ligne.",
        )
    if "NoneType" in (un, autre):
        return dire(
            cas,
            "rien",
            f"Le signe {signe} reçoit une valeur vide : None.",
            "Vérifie que ta commande finit par return.",
        )
    if "function" in (un, autre) or "method" in (un, autre):
        return dire(
            cas, "parentheses", "Une commande n'est pas un nombre.", "Ajoute ses parenthèses ( )."
        )
    verbe = "compare" if signe[0] in "<>=!" else "relie"
    phrase = f"Le signe {signe} {verbe} {genre(un)} et {genre(autre)}."
    if un == autre == "str":
        return dire(
            cas,
            "virgule",
            "Deux textes se séparent avec une virgule.",
            f"Remplace le signe {signe} par une virgule.",
        )
    if "str" in (un, autre):
        return dire(cas, "texte-et-nombre", phrase, "Si c'est un nombre, enlève les guillemets.")
    return dire(cas, "genres-melanges", phrase, "Utilise deux valeurs du même genre.")


def position_d_un_autre_genre(cas: Cas) -> Explication | None:
    """A position that is not a whole number."""
    trouve = re.search(
        r"(list|tuple|string|str) indices must be integers[^,]*(?:, not '?(\w+)'?)?", cas.message
    )
    if trouve is None:
        return None
    recu = trouve.group(2) or "str"
    quoi = "Une liste" if trouve.group(1) == "list" else "Ce texte ou ce paquet"
    essai = {
        "str": "Mets un nombre entre [ ], sans guillemets.",
        "float": "Mets un nombre entier : // au lieu de /.",
    }.get(recu, "Mets un seul nombre entier entre [ ].")
    return dire(cas, "position", f"{quoi} se lit avec une position : 0, 1, 2…", essai)


def pas_de_crochets(cas: Cas) -> Explication | None:
    """[ ] after something that has no boxes."""
    trouve = re.search(r"'([\w.]+)' object is not subscriptable", cas.message)
    if trouve is None:
        return None
    recu = trouve.group(1)
    if recu == "NoneType":
        return dire(
            cas,
            "rien",
            "Avant les crochets, il n'y a rien (None).",
            "Vérifie la ligne qui fabrique cette valeur.",
        )
    if genre(recu) in {"une commande", "un ordre"}:
        return dire(
            cas,
            "crochets",
            "Une commande se lance avec des parenthèses.",
            "Remplace [ ] par ( ).",
        )
    return dire(
        cas,
        "crochets",
        f"On ne peut pas ouvrir {genre(recu)} avec [ ].",
        "Vérifie le nom écrit avant le crochet.",
    )


def pas_une_suite(cas: Cas) -> Explication | None:
    """`for` (or unpacking) over something that is not a row of values."""
    trouve = re.search(
        r"'([\w.]+)' object is not iterable|cannot unpack non-iterable ([\w.]+) object", cas.message
    )
    if trouve is None:
        return None
    recu = trouve.group(1) or trouve.group(2)
    if recu in {"int", "float"} and cas.texte.startswith("for"):
        return dire(
            cas,
            "range",
            "for a besoin d'une suite, pas d'un nombre.",
            "Écris range(…) autour du nombre.",
        )
    if recu == "NoneType":
        return dire(
            cas,
            "rien",
            "Cette valeur est vide : None.",
            "Vérifie que ta commande finit par return.",
        )
    return dire(
        cas,
        "pas-une-suite",
        f"Python attend une liste et reçoit {genre(recu)}.",
        "Mets tes valeurs entre crochets [ ].",
    )


def entier_attendu(cas: Cas) -> Explication | None:
    """A whole number is needed."""
    trouve = re.search(
        r"'([\w.]+)' object cannot be interpreted as an integer"
        r"|slice indices must be integers|integer argument expected",
        cas.message,
    )
    if trouve is None:
        return None
    if trouve.group(1) == "str":
        essai = "Enlève les guillemets autour du nombre."
    elif "/" in cas.texte.replace("//", ""):
        essai = "Écris // au lieu de /."
    else:
        essai = "Écris un nombre sans virgule, ou int(…)."
    return dire(cas, "entier", "Python veut ici un nombre entier.", essai)


REGLES = (
    Regle(
        r"can only concatenate str|must be str, not|expected str instance",
        "texte-et-nombre",
        "Tu colles un texte et une valeur qui n'en est pas un.",
        "Entoure cette valeur : str(…).",
    ),
    Regle(
        r"can only concatenate (?P<genre>list|tuple)",
        "liste-et-valeur",
        "Une liste se colle seulement avec une liste.",
        "Mets la valeur entre [ ], ou utilise append.",
    ),
    Regle(
        r"can't multiply sequence by non-int",
        "texte-et-nombre",
        "Un texte ou une liste se répète un nombre entier de fois.",
        "Si c'est un nombre, enlève les guillemets.",
    ),
    calcul_impossible,
    Regle(
        r"bad operand type for (?:unary|abs)",
        "genres-melanges",
        "Ce signe marche seulement avec un nombre.",
        "Si c'est un nombre, enlève les guillemets.",
    ),
    Regle(
        r"ufunc .* did not contain a loop|Cannot cast ufunc",
        "texte-et-nombre",
        "Un son se calcule seulement avec des nombres.",
        "Si c'est un nombre, enlève les guillemets.",
    ),
    position_d_un_autre_genre,
    pas_de_crochets,
    pas_une_suite,
    entier_attendu,
    Regle(
        r"'(?:str|tuple)' object does not support item assignment",
        "pas-modifiable",
        "Un texte ou un paquet ne se change pas morceau par morceau.",
        "Utilise une liste [ ], ou fabrique une nouvelle valeur.",
    ),
    Regle(
        r"does not support item assignment",
        "crochets",
        "On ne peut rien ranger ici avec [ ].",
        "Vérifie le nom écrit avant le crochet.",
    ),
    Regle(
        r"has no len\(\)",
        "longueur",
        "len compte les éléments d'une liste ou d'un texte.",
        "Donne-lui une liste ou un texte.",
    ),
    Regle(
        r"argument of type '(?P<genre>\w+)' is not (?:iterable|a container)",
        "in",
        "in cherche dans une liste ou un texte.",
        "Vérifie le nom écrit après in.",
    ),
    Regle(
        r"unhashable type",
        "cle",
        "Une liste ne peut pas servir de clé.",
        "Utilise un texte ou un nombre comme clé.",
    ),
    Regle(
        r"color must be|color specifier",
        "couleur",
        "Pillow ne reconnaît pas cette couleur.",
        "Écris un nom, comme 'red', ou (255, 0, 0).",
    ),
    Regle(
        r"not all arguments converted",
        "texte-et-nombre",
        "Le signe % calcule un reste avec des nombres.",
        "Enlève les guillemets autour du nombre.",
    ),
    Regle(
        r"must be (?:a )?real number|a float is required|an integer is required|must be an? int",
        "texte-et-nombre",
        "Python attend ici un nombre.",
        "Vérifie la valeur entre les parenthèses.",
    ),
)
