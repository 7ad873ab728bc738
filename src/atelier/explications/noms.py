"""Names that Python does not know: NameError, UnboundLocalError, AttributeError."""

from __future__ import annotations

import builtins
import difflib
import re
import sys
from collections.abc import Iterable

from atelier.arguments import sans_accent
from atelier.couleurs import est_couleur
from atelier.sons import STEPS, frequence
from atelier.tortue import ORDERS

from .modele import Cas, Explication, court, dire, premiere

MOTS_FRANCAIS = {
    "vrai": "True",
    "faux": "False",
    "rien": "None",
    "true": "True",
    "false": "False",
    "none": "None",
    "null": "None",
}
COURANTS = [
    "print",
    "range",
    "len",
    "sum",
    "min",
    "max",
    "int",
    "float",
    "str",
    "list",
    "dict",
    "round",
    "sorted",
    "abs",
    "input",
]
VOISINS = {
    **dict.fromkeys(("affiche", "afficher", "montre", "show"), "montrer"),
    **dict.fromkeys(("enregistre", "enregistrer", "sauver", "sauvegarder", "save"), "garder"),
    **dict.fromkeys(("pause", "attendre", "wait", "sleep"), "silence"),
    **dict.fromkeys(("colorie", "colorier", "remplir"), "peindre"),
    "image": "img",
}
"""Words a learner finds alone for what has another name here."""
UNITES = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
DIZAINES = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100}
CHIFFRES = {mot: nombre for nombre, mot in enumerate(UNITES)} | DIZAINES
ABREGES = {"np": "import numpy as np", "plt": "import matplotlib.pyplot as plt"}
# Commands whose first value is a work, never a word.
_VEUT_UN_NOM = "montrer|garder|duree|crete|melanger|enchainer|gif|video|agrandir|peindre|disque"
PIL = {"Image", "ImageDraw", "ImageOps", "ImageFilter", "ImageFont", "ImageEnhance"}


def nom_inconnu(cas: Cas) -> Explication | None:
    """NameError: a typo, a word without quotes, a missing import, a value stored too low."""
    nom = getattr(cas.exception, "name", None) or _entre_guillemets(cas.message)
    if not nom:
        return None
    return premiere(
        Cas(cas.exception, nom, cas.source, cas.ligne, cas.texte, cas.noms),
        ESSAIS,
    ) or dire(
        cas,
        "guillemets",
        f"Python cherche un nom {court(nom)}.",
        "Si c'est un mot, mets des guillemets.",
    )


def _constante(cas: Cas) -> Explication | None:
    vrai = MOTS_FRANCAIS.get(cas.message)
    if vrai is None:
        return None
    return dire(
        cas,
        "constante",
        f"Python ne connaît pas {cas.message}.",
        f"Ici, on écrit {vrai}, avec une majuscule.",
    )


def _premiere_cellule(cas: Cas) -> Explication | None:
    import atelier

    if cas.message not in getattr(atelier, "__all__", ()):
        return None
    return dire(
        cas,
        "premiere-cellule",
        f"La commande {cas.message} n'est pas encore chargée.",
        "Lance d'abord la première cellule de la leçon.",
    )


def _a_importer(cas: Cas) -> Explication | None:
    nom = cas.message
    if nom in PIL:
        ligne = f"from PIL import {nom}"
    elif nom in ABREGES:
        ligne = ABREGES[nom]
    elif nom in sys.stdlib_module_names and f"{nom}." in cas.texte:
        ligne = f"import {nom}"
    else:
        return None
    return dire(cas, "import", f"Python ne connaît pas encore {nom}.", f"Ajoute en haut : {ligne}")


def _couleur(cas: Cas) -> Explication | None:
    nom = cas.message
    if not est_couleur(nom) or f"{nom}(" in cas.texte:
        return None
    return dire(
        cas,
        "guillemets",
        f"Python cherche un nom {nom}.",
        "Si c'est un mot, mets des guillemets.",
    )


def _autre_mot(cas: Cas) -> Explication | None:
    """`pause(1)` for `silence(1)`: said only where that command, or that name, is there."""
    voisin = VOISINS.get(cas.message.lower())
    if voisin is None or voisin not in cas.noms:
        return None
    if callable(cas.noms[voisin]) != (f"{cas.message}(" in cas.texte):
        return None
    return _tu_voulais(cas, voisin)


def _en_lettres(cas: Cas) -> Explication | None:
    """`sept` where a number is meant, `la` where its vibrations are: quotes would not help."""
    mot = sans_accent(cas.message).lower()
    dedans = re.search(rf"\((?:[^()]*,)?\s*{re.escape(cas.message)}\s*[,)]", cas.texte)
    if dedans is None:
        return None
    if mot in STEPS and re.search(r"\bnote\(", cas.texte):
        essai = f"Écris la note avec un nombre : {round(frequence(mot))}."
    elif mot in CHIFFRES:
        essai = f"Écris ce nombre en chiffres : {CHIFFRES[mot]}."
    else:
        return None
    return dire(cas, "en-lettres", f"Python ne connaît pas {cas.message}.", essai)


def _ressemblant(cas: Cas) -> Explication | None:
    siens = noms_de_l_eleve(cas)
    if f"{cas.message}(" in cas.texte:  # commands first: Tortu( is nearer to Tortue than to tortue
        siens.sort(key=lambda nom: callable(cas.noms[nom]))
    proche = plus_proche(cas.message, [*siens, *COURANTS])
    if (proche is None or proche in COURANTS) and len(cas.message) > 4:
        # peint is nearer to peindre than to print
        debut = cas.message[: max(4, len(cas.message) - 2)]
        proche = next((nom for nom in siens if nom.startswith(debut)), proche)
    return None if proche is None else _tu_voulais(cas, proche)


def _tu_voulais(cas: Cas, nom: str) -> Explication:
    return dire(
        cas,
        "presque-le-nom",
        f"Python ne connaît pas {court(cas.message)}.",
        f"Tu voulais dire {court(nom)} ?",
    )


def _plus_bas(cas: Cas) -> Explication | None:
    motif = rf"(?m)^\s*(?:def\s+)?{re.escape(cas.message)}\s*(?:=(?!=)|\()"
    lignes = [cas.source.count("\n", 0, t.start()) + 1 for t in re.finditer(motif, cas.source)]
    if cas.ligne is None or not any(ligne > cas.ligne for ligne in lignes):
        return None
    return dire(
        cas,
        "ordre",
        f"Python lit de haut en bas : {court(cas.message)} arrive plus bas.",
        "Remonte cette ligne avant celle-ci.",
    )


def _pas_encore_range(cas: Cas) -> Explication | None:
    """The name of a work that was made but not stored: quotes would not help there."""
    if not re.search(rf"\b(?:{_VEUT_UN_NOM})\(\s*{re.escape(cas.message)}\b", cas.texte):
        return None
    return dire(
        cas,
        "pas-encore-range",
        f"Python ne trouve pas encore {court(cas.message)}.",
        f"Range ta création dedans : {court(cas.message)} = …",
    )


def _sans_la_tortue(cas: Cas) -> Explication | None:
    """`avance(50)`: an order of the turtle, written without the turtle."""
    nom = next((n for n, v in cas.noms.items() if type(v).__name__ == "Tortue" and n != "_"), None)
    if nom is None or cas.message not in ORDERS or f"{cas.message}(" not in cas.texte:
        return None
    return dire(
        cas,
        "sans-la-tortue",
        f"{cas.message} est un ordre donné à la tortue.",
        f"Écris {nom}.{cas.message}(…), avec le point.",
    )


def _appele(cas: Cas) -> Explication | None:
    if not re.search(rf"\b{re.escape(cas.message)}\s*\(", cas.texte):
        return None
    return dire(
        cas,
        "commande-inconnue",
        f"Python ne connaît pas la commande {court(cas.message)}.",
        "Relis son nom, ou reprends une commande de l'exemple.",
    )


def phrase_lettre(lettre: str) -> tuple[str, str]:
    """What to say of a letter typed for the digit that looks like it: O for 0, l or I for 1."""
    article = "le i majuscule" if lettre == "I" else f"la lettre {lettre}"
    return f"C'est {article}.", f"Tape le chiffre {'0' if lettre in 'Oo' else '1'}."


def _lettre_pour_un_chiffre(cas: Cas) -> Explication | None:
    """`OO` or `O5` where a number is meant: nobody calls a value so, as they may `o` or `l1`."""
    if re.fullmatch(r"O[O\d]*", cas.message) is None:
        return None
    return dire(cas, "lettre-chiffre", *phrase_lettre(cas.message[0]))


ESSAIS = (
    _constante,
    _premiere_cellule,
    _a_importer,
    _couleur,
    _sans_la_tortue,
    _autre_mot,
    _en_lettres,
    _ressemblant,
    _plus_bas,
    _lettre_pour_un_chiffre,
    _pas_encore_range,
    _appele,
)


def lu_trop_tot(cas: Cas) -> Explication | None:
    """UnboundLocalError: a name read in a function before it gets a value there."""
    nom = getattr(cas.exception, "name", None) or _entre_guillemets(cas.message)
    if not nom:
        return None
    return dire(
        cas,
        "lu-trop-tot",
        f"Dans la commande, {court(nom)} n'a pas encore de valeur.",
        f"Ajoute {court(nom)} = … au début de la commande.",
    )


ARRET_DEMANDE = "Cette ligne demande à Python de s'arrêter."

_ORDRES = {
    ("list", "add"): "append",
    ("list", "push"): "append",
    ("list", "ajoute"): "append",
    ("list", "size"): "len(…)",
    ("list", "length"): "len(…)",
    ("str", "length"): "len(…)",
    ("str", "append"): "+",
    ("str", "uppercase"): "upper",
    ("str", "majuscule"): "upper",
    ("ndarray", "append"): "enchainer(…)",
    ("tuple", "append"): "une liste [ ]",
    ("dict", "append"): "nom['clé'] = …",
}


def ordre_inconnu(cas: Cas) -> Explication | None:
    """AttributeError: an order that the object does not have."""
    exception = cas.exception
    nom = getattr(exception, "name", None) or _entre_guillemets(cas.message.split("attribute")[-1])
    objet = getattr(exception, "obj", None)
    if not nom:
        return None
    if objet is None and "NoneType" in cas.message:
        return dire(
            cas,
            "rien",
            f"Avant .{court(nom)}, il n'y a rien du tout (None).",
            "Vérifie la ligne qui fabrique cette valeur.",
        )
    if nom == "ask_exit":  # what IPython's exit() asks of its shell
        return dire(cas, "arret-demande", ARRET_DEMANDE, "Retire-la, puis relance ta cellule.")
    if callable(cas.noms.get(nom)) and f".{nom}(" in cas.texte:
        return dire(
            cas,
            "sans-point",
            f"{court(nom)} se lance tout seul, sans rien devant.",
            f"Écris {court(nom)}(…), sans le point.",
        )
    conseil = _ORDRES.get((type(objet).__name__, nom)) or plus_proche(
        nom, [ordre for ordre in dir(objet) if not ordre.startswith("_")]
    )
    essai = f"Essaie plutôt {conseil}." if conseil else "Relis l'ordre écrit après le point."
    return dire(cas, "ordre-inconnu", f"{_qui(objet)} ne connaît pas l'ordre {court(nom)}.", essai)


def _qui(objet: object) -> str:
    noms = {
        "list": "Une liste",
        "str": "Un texte",
        "int": "Un nombre",
        "float": "Un nombre",
        "tuple": "Un paquet ( , )",
        "dict": "Un dictionnaire",
        "ndarray": "Un son",
        "Image": "Une image",
        "function": "Une commande",
        "NoneType": "Cet objet",
    }
    if type(objet).__name__ == "module":
        return f"La boîte {getattr(objet, '__name__', '?')}"
    return noms.get(type(objet).__name__, "Cet objet")


def noms_de_l_eleve(cas: Cas) -> list[str]:
    """Names the learner can mean: theirs and the commands, not Python's inner ones."""
    return [nom for nom in cas.noms if not nom.startswith("_") and nom not in vars(builtins)]


def plus_proche(nom: str, connus: Iterable[str], ressemblance: float = 0.8) -> str | None:
    """The known name that looks most like this one: a slip of the finger, a capital, a plural."""
    par_minuscules = {connu.lower(): connu for connu in connus if connu != nom}
    if nom.lower() in par_minuscules:
        return par_minuscules[nom.lower()]
    proches = difflib.get_close_matches(nom.lower(), par_minuscules, 1, ressemblance)
    return par_minuscules[proches[0]] if proches else None


def _entre_guillemets(message: str) -> str:
    trouve = re.search(r"'([^']+)'", message)
    return trouve.group(1) if trouve else ""
