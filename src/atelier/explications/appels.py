"""Commands called with the wrong values, or things that are no command: TypeError."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .genres import genre
from .modele import Cas, Explication, Regle, court, dire


def trop_ou_pas_assez(cas: Cas) -> Explication | None:
    """The wrong number of values between the parentheses."""
    trouve = re.search(
        r"([\w.<>]+)\(\) takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+) ",
        cas.message,
    )
    if trouve is None:
        return None
    nom, _, maximum, recues = trouve.groups()
    # Python counts the object before the point (self): a child does not.
    soi = 1 if "." in nom and "<locals>" not in nom else 0
    attendues, donnees = int(maximum) - soi, int(recues) - soi
    nom = nom.split(".")[-1]
    pluriel = "s" if attendues > 1 else ""
    compte = f"attend {attendues} valeur{pluriel}" if attendues else "n'attend aucune valeur"
    if attendues == 1:
        essai = "Groupe-les dans une liste [ ] ou un paquet ( )."
    elif attendues == 0:
        essai = f"Laisse les parenthèses vides : {court(nom)}()."
    else:
        essai = "Enlève une valeur. Un nombre à virgule s'écrit 0.5."
    return dire(cas, "trop-de-valeurs", f"{court(nom)} {compte} et en reçoit {donnees}.", essai)


def il_manque_une_valeur(cas: Cas) -> Explication | None:
    """A function called without all its values."""
    trouve = re.search(r"([\w.<>]+)\(\) missing \d+ required .*?arguments?: (.+)", cas.message)
    if trouve is None:
        return None
    nom = trouve.group(1).split(".")[-1]
    noms = ", ".join(re.findall(r"'(\w+)'", trouve.group(2)))
    return dire(
        cas,
        "valeur-manquante",
        f"{court(nom)} attend encore une valeur : {court(noms)}.",
        "Mets-la entre les parenthèses.",
    )


def appel_impossible(cas: Cas) -> Explication | None:
    """Parentheses after something that is not a command."""
    trouve = re.search(r"'([\w.]+)' object is not callable", cas.message)
    if trouve is None:
        return None
    genre_recu = trouve.group(1)
    if genre_recu == "module":
        return dire(
            cas,
            "boite",
            "Une boîte ne se lance pas elle-même.",
            "Écris un point puis l'ordre : random.randint(1, 6).",
        )
    nom = _nom_appele(cas, lambda valeur: type(valeur).__name__ == genre_recu)
    if nom and _est_une_commande(nom):
        return dire(
            cas,
            "commande-recouverte",
            f"{nom} n'est plus une commande : c'est {genre(genre_recu)}.",
            "Change ce nom, puis relance la première cellule.",
        )
    grand = next((n for n in cas.noms if n.lower() == nom and callable(cas.noms[n])), None)
    if nom and grand is not None:
        return dire(
            cas,
            "majuscule",
            f"{court(nom)} n'est pas une commande : c'est {genre(genre_recu)}.",
            f"Écris {grand}, avec un grand {grand[0]}.",
        )
    if nom:
        return dire(
            cas,
            "pas-une-commande",
            f"{court(nom)} n'est pas une commande : c'est {genre(genre_recu)}.",
            "Enlève les parenthèses, ou change de nom.",
        )
    return dire(
        cas,
        "signe-manquant",
        "Il manque un signe devant une parenthèse.",
        "Ajoute une virgule, ou * pour multiplier.",
    )


def _nom_appele(cas: Cas, convient: Callable[[Any], bool]) -> str:
    for nom in re.findall(r"([^\W\d]\w*)\s*\(", cas.texte):
        if nom in cas.noms and convient(cas.noms[nom]):
            return str(nom)
    return ""


def _est_une_commande(nom: str) -> bool:
    import atelier

    return nom in getattr(atelier, "__all__", ()) or nom in {"print", "range", "len", "sum", "str"}


def reglage_inconnu(cas: Cas) -> Explication | None:
    """A named setting that the command does not have."""
    trouve = re.search(
        r"(\w+)\(\) got an unexpected keyword argument '(\w+)'(?:.*mean '(\w+)')?", cas.message
    )
    if trouve is None:
        return None
    nom, reglage, proche = trouve.groups()
    essai = f"Essaie {proche}." if proche else "Relis le nom écrit avant le signe =."
    return dire(
        cas,
        "reglage-inconnu",
        f"{court(nom)} ne connaît pas le réglage {court(reglage)}.",
        essai,
    )


REGLES = (
    trop_ou_pas_assez,
    il_manque_une_valeur,
    reglage_inconnu,
    appel_impossible,
    Regle(
        r"takes no arguments|takes no keyword arguments",
        "trop-de-valeurs",
        "Cette commande ne reçoit pas cette valeur.",
        "Relis ce que tu as mis entre les parenthèses.",
    ),
    Regle(
        r"expected at (?P<sens>most|least) (?P<nombre>\d+) arguments?, got (?P<recu>\d+)",
        "trop-de-valeurs",
        "Cette commande reçoit {recu} valeurs : il en faut {nombre}.",
        "Compte les valeurs entre les parenthèses.",
    ),
)
