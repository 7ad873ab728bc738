"""Values out of what exists: ValueError, IndexError, KeyError, ZeroDivisionError."""

from __future__ import annotations

import re
from typing import Any

from .modele import Cas, Explication, Regle, court, dire
from .noms import plus_proche


def nombre_ecrit(cas: Cas) -> Explication | None:
    """A text that is not a number, often a decimal comma."""
    trouve = re.search(
        r"could not convert string to float: '(.*)'|invalid literal for int\(\).*: '(.*)'",
        cas.message,
    )
    if trouve is None:
        return None
    texte = trouve.group(1) or trouve.group(2) or ""
    if re.fullmatch(r"\s*\d+,\d+\s*", texte):
        return dire(
            cas,
            "virgule-decimale",
            "En Python, la virgule d'un nombre est un point.",
            f"Écris {texte.strip().replace(',', '.')}, sans guillemets.",
        )
    return dire(
        cas, "nombre", f"« {court(texte)} » n'est pas un nombre.", "Écris un nombre, comme 12."
    )


def deballage(cas: Cas) -> Explication | None:
    """a, b, c = … with another number of values."""
    trouve = re.search(
        r"(not enough|too many) values to unpack \(expected (?:at least )?(\d+)(?:, got (\d+))?",
        cas.message,
    )
    if trouve is None:
        return None
    sens, attendues, _ = trouve.groups()
    phrase = f"Il y a {attendues} noms à gauche du signe =."
    if sens == "not enough":
        return dire(cas, "deballage", phrase, "Il faut autant de valeurs à droite : ajoutes-en.")
    return dire(cas, "deballage", phrase, "Il faut autant de noms que de valeurs.")


def hors_de_la_liste(cas: Cas) -> Explication | None:
    """A position beyond the last one; says which ones exist when the list is known."""
    if not re.search(r"index out of range|out of bounds", cas.message):
        return None
    if "image index" in cas.message:
        return dire(
            cas,
            "hors-de-l-image",
            "Ce pixel est en dehors de l'image.",
            "Reste entre 0 et la taille moins 1.",
        )
    longueur = _longueur(cas)
    if longueur is None:
        phrase = "Cette position n'existe pas."
    elif longueur == 0:
        phrase = "La liste est vide : aucune position n'existe."
    else:
        phrase = f"Cette position n'existe pas : elles vont de 0 à {longueur - 1}."
    return dire(cas, "position", phrase, "On compte à partir de 0.")


def _longueur(cas: Cas) -> int | None:
    noms = re.findall(r"([^\W\d]\w*)\s*\[", cas.texte)
    connus = [cas.noms[nom] for nom in noms if hasattr(cas.noms.get(nom), "__len__")]
    return len(connus[0]) if len(connus) == 1 else None


def cle_inconnue(cas: Cas) -> Explication | None:
    """A key that the dictionary does not have."""
    cle = cas.exception.args[0] if cas.exception.args else ""
    connues = _cles(cas)
    proche = plus_proche(str(cle), map(str, connues), 0.6)
    phrase = f"La clé {court(repr(cle))} n'existe pas."
    if proche:
        return dire(cas, "cle", phrase, f"Écris {court(repr(proche))}, exactement pareil.")
    if connues:
        liste = ", ".join(repr(cle) for cle in connues[:4])
        return dire(cas, "cle", phrase, f"Il y a : {court(liste, 48)}.")
    return dire(cas, "cle", phrase, "Relis les clés du dictionnaire, lettre par lettre.")


def _cles(cas: Cas) -> list[Any]:
    noms = re.findall(r"[^\W\d]\w*", cas.texte)
    return [cle for nom in noms if isinstance(cas.noms.get(nom), dict) for cle in cas.noms[nom]]


def tailles_differentes(cas: Cas) -> Explication | None:
    """Two sounds (arrays) of different lengths are added."""
    trouve = re.search(r"operands could not be broadcast .*\((\d+),\) \((\d+),\)", cas.message)
    if trouve is None:
        return None
    return dire(
        cas,
        "durees",
        "Ces deux sons n'ont pas la même durée.",
        "L'un après l'autre : enchainer(…). Ensemble : melanger(…).",
    )


VALEURS = (
    nombre_ecrit,
    deballage,
    tailles_differentes,
    Regle(
        r"not enough coefficients in kernel",
        "noyau",
        "Il manque des nombres dans la grille.",
        "Pour une grille (3, 3), écris 9 nombres.",
    ),
    Regle(
        r"images do not match",
        "tailles",
        "Ces images n'ont pas la même taille.",
        "Change la taille avec resize.",
    ),
    Regle(
        r"unknown color specifier: '(?P<mot>[^']*)'",
        "couleur",
        "Pillow ne connaît pas la couleur « {mot} ».",
        "Écris un nom anglais, comme 'red' ou 'gold'.",
    ),
    Regle(
        r"empty range (?:for|in) rand",
        "hasard",
        "Le tirage au sort n'a aucun nombre à choisir.",
        "Mets le plus petit nombre en premier.",
    ),
    Regle(
        r"range\(\) arg 3 must not be zero|slice step cannot be zero",
        "pas",
        "Un pas de 0 n'avance jamais.",
        "Choisis un pas de 1 ou plus.",
    ),
    Regle(
        r"(?P<nom>max|min)\(\).*empty",
        "liste-vide",
        "{nom} cherche dans une liste vide.",
        "Mets des valeurs dans la liste avant.",
    ),
    Regle(
        r"not in list|not in tuple|substring not found",
        "absent",
        "Cette valeur n'est pas dedans.",
        "Vérifie comment elle est écrite.",
    ),
    Regle(
        r"Coordinate '(?:right|lower)' is less than|height and width must be > 0",
        "taille",
        "Cette zone a une taille impossible.",
        "Le coin d'arrivée vient après le coin de départ.",
    ),
    Regle(
        r"math domain error|expected a nonnegative",
        "calcul",
        "Ce calcul n'existe pas avec ce nombre.",
        "Essaie un nombre plus grand que 0.",
    ),
    Regle(
        r"truth value of an array",
        "son-comparaison",
        "Un son entier n'est ni vrai ni non.",
        "Compare plutôt crete(son) ou duree(son).",
    ),
)

POSITIONS = (
    Regle(
        r"Cannot choose from an empty",
        "liste-vide",
        "random.choice choisit dans une liste vide.",
        "Mets des valeurs entre les crochets.",
    ),
    Regle(
        r"pop from (?:an )?empty|assignment index out of range",
        "position",
        "La liste n'a pas de case à cet endroit.",
        "Ajoute une case avec append.",
    ),
    hors_de_la_liste,
)

CLES = (cle_inconnue,)

DIVISIONS = (
    Regle(
        r"",
        "division",
        "Ici, Python divise par 0 : c'est impossible.",
        "Vérifie le nombre après le signe /.",
    ),
)
