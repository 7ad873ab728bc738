"""What the machine itself refuses: files, modules, endless calls, interruptions."""

from __future__ import annotations

from .modele import Cas, Explication, Regle, court, dire
from .noms import ARRET_DEMANDE, plus_proche

BOITES = ["random", "math", "time", "PIL", "numpy", "atelier", "datetime", "itertools"]


def boite_introuvable(cas: Cas) -> Explication | None:
    """A module that is not there, often a slip of the finger."""
    nom = getattr(cas.exception, "name", None) or ""
    proche = plus_proche(nom, BOITES, 0.6)
    essai = f"Tu voulais dire {proche} ?" if proche else "Relis le nom écrit après import."
    return dire(cas, "boite", f"Je ne trouve pas la boîte {court(nom)}.", essai)


def nom_pas_dans_la_boite(cas: Cas) -> Explication | None:
    """`from box import name` with a name the box does not hold."""
    nom = getattr(cas.exception, "name_from", None) or cas.message.split("'")[1:2]
    mot = nom[0] if isinstance(nom, list) and nom else nom
    boite = getattr(cas.exception, "name", None) or ""
    return dire(
        cas,
        "boite",
        f"La boîte {court(boite)} ne contient pas {court(mot or 'ce nom')}.",
        "Relis le nom écrit après import.",
    )


def fichier_introuvable(cas: Cas) -> Explication | None:
    """A file that is not there."""
    nom = getattr(cas.exception, "filename", None) or "demandé"
    return dire(
        cas,
        "fichier",
        f"Je ne trouve pas le fichier {court(str(nom).rsplit('/', 1)[-1])}.",
        "Vérifie son nom, lettre par lettre.",
    )


APPELS = (
    Regle(
        r"",
        "appel-sans-fin",
        "Une commande s'appelle elle-même sans s'arrêter.",
        "Enlève cet appel, ou ajoute un if.",
    ),
)
ARRET = (
    Regle(
        r"",
        "arret",
        "La cellule a été arrêtée avant la fin.",
        "Vérifie ta boucle, puis relance.",
    ),
)
SORTIE = (Regle(r"", "arret-demande", ARRET_DEMANDE, "Retire-la, puis relance ta cellule."),)
MEMOIRE = (
    Regle(
        r"",
        "memoire",
        "C'est trop grand pour la mémoire de l'ordinateur.",
        "Essaie avec des nombres plus petits.",
    ),
)
LIMITES = (
    Regle(
        r"File too large|No space left|quota exceeded",
        "fichier-trop-gros",
        "Ce fichier est devenu trop gros pour ton dossier.",
        "Vérifie ta boucle, puis écris moins de choses.",
    ),
    Regle(
        r"Too many open files",
        "trop-de-fichiers",
        "Trop de fichiers sont ouverts en même temps.",
        "Ouvre-les un par un, avec with.",
    ),
    Regle(
        r"Resource temporarily unavailable|can't start new thread",
        "trop-de-programmes",
        "Trop de programmes tournent en même temps.",
        "Vérifie ta boucle, puis lances-en moins.",
    ),
)
GRAND = (
    Regle(
        r"",
        "trop-grand",
        "Ce nombre est trop grand pour ce calcul.",
        "Essaie un nombre plus petit.",
    ),
)
QUESTION = (
    Regle(
        r"",
        "input",
        "Ici, la machine ne peut pas poser de question.",
        "Range la réponse dans un nom : prenom = 'Nova'.",
    ),
)
VERIFICATION = (
    Regle(
        r"",
        "assert",
        "Une vérification du code a dit non.",
        "Regarde la ligne qui commence par assert.",
    ),
)
A_ECRIRE = (
    Regle(
        r"",
        "a-ecrire",
        "Cette partie est encore à écrire.",
        "Écris ton code à la place de cette ligne.",
    ),
)
DROITS = (
    Regle(
        r"",
        "droits",
        "L'ordinateur ne permet pas d'ouvrir ce fichier.",
        "Choisis un fichier de ton dossier.",
    ),
)
IMAGE = (
    Regle(
        r"",
        "fichier-image",
        "Ce fichier n'est pas une image lisible.",
        "Choisis un fichier PNG ou JPG.",
    ),
)
