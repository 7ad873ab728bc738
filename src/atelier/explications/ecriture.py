"""Code that Python cannot read: SyntaxError, by the mark that is missing or too many."""

from __future__ import annotations

import keyword
import re
import unicodedata

from . import collees
from .modele import Cas, Explication, Regle, court, dire
from .noms import phrase_lettre, plus_proche

_TRADUITS = {
    "si": "if",
    "sinon": "else",
    "sinonsi": "elif",
    "pour": "for",
    "tantque": "while",
    "repete": "for",
    "répète": "for",
    "dans": "in",
    "definir": "def",
    "fonction": "def",
    "retourne": "return",
    "rend": "return",
    "importe": "import",
    "elseif": "elif",
    "elsif": "elif",
}
# d'or, j'adore, qu'elle, aujourd'hui: an apostrophe of French inside a text between '…'.
_ELISION = re.compile(r"'.*\b(?:[cdjlmnst]|\w*qu|aujourd)'[^\W\d]", re.IGNORECASE)
_GUILLEMETS = "“”„«»‘’‚`´"
_SIGNES = {"×": "*", "÷": "/", "−": "-", "–": "-", "≠": "!=", "≤": "<=", "≥": ">=", "＝": "="}


def caractere_etranger(cas: Cas) -> Explication | None:
    """A sign pasted from a word processor or typed with the wrong key."""
    trouve = re.search(
        r"invalid (?:non-printable )?character (?:'(.)' )?\(?U\+([0-9A-F]+)", cas.message
    )
    if trouve is None:
        return None
    signe = trouve.group(1) or chr(int(trouve.group(2), 16))
    if signe in _GUILLEMETS:
        return dire(
            cas,
            "guillemets-courbes",
            f"Ce guillemet {signe} n'est pas celui de Python.",
            "Remplace-le par ' ou par \".",
        )
    if signe in _SIGNES:
        return dire(
            cas,
            "signe",
            f"Python ne lit pas le signe {signe}.",
            f"Écris {_SIGNES[signe]} à la place.",
        )
    if not signe.isprintable() or unicodedata.category(signe) == "Zs":
        return dire(
            cas,
            "espace-invisible",
            "Un espace invisible s'est glissé dans la ligne.",
            "Efface-le, puis tape un espace normal.",
        )
    return dire(
        cas,
        "signe",
        f"Python ne lit pas le signe {signe} ici.",
        "Mets-le entre guillemets, ou enlève-le.",
    )


def texte_ouvert(cas: Cas) -> Explication | None:
    """A text that starts and does not end, often because of an apostrophe inside."""
    if not re.search(r"unterminated|EOL while scanning", cas.message):
        return None
    signe = _signe_ouvert(cas)
    if signe == "'" and _ELISION.search(cas.texte):
        return _apostrophe(cas)
    return dire(
        cas,
        "guillemet-manquant",
        f"Il manque un guillemet {signe} dans la ligne.",
        f"Mets {signe} avant et {signe} après ton texte.",
    )


def _signe_ouvert(cas: Cas) -> str:
    """The quote sign that waits for its twin: the one still open at the end of the line."""
    if "triple-quoted" in cas.message:
        return '"""' if '"""' in cas.texte else "'''"
    ouvert = ""
    for signe in re.findall(r"['\"]", cas.texte):
        ouvert = signe if not ouvert else "" if signe == ouvert else ouvert
    return ouvert or "'"


def apostrophe(cas: Cas) -> Explication | None:
    """`'J'adore l'été'`: apostrophes that Python takes for a forgotten comma."""
    if "forgot a comma" in cas.message and _ELISION.search(cas.texte):
        return _apostrophe(cas)
    return None


def _apostrophe(cas: Cas) -> Explication:
    return dire(
        cas,
        "apostrophe",
        "L'apostrophe ferme ton texte trop tôt.",
        "Entoure ton texte avec \" au lieu de '.",
    )


_NOMS_DES_SIGNES = {"(": "La parenthèse (", "[": "Le crochet [", "{": "L'accolade {"}
_FERMETURE = {"(": ")", "[": "]", "{": "}"}


def paire_ouverte(cas: Cas) -> Explication | None:
    """A parenthesis, bracket or brace that never closes."""
    trouve = re.search(r"'([(\[{])' was never closed", cas.message)
    if trouve is None:
        return None
    signe = trouve.group(1)
    return dire(
        cas,
        "paire-ouverte",
        f"{_NOMS_DES_SIGNES[signe]} s'ouvre mais ne se ferme pas.",
        f"Ajoute {_FERMETURE[signe]} au bon endroit.",
    )


def deux_points(cas: Cas) -> Explication | None:
    """`:` missing at the end of a line that opens a block."""
    if "expected ':'" not in cas.message:
        return None
    if re.match(r"else\s+if\b", cas.texte):
        return dire(
            cas, "elif", "Python écrit « sinon si » en un seul mot.", "Remplace else if par elif."
        )
    if re.match(r"else\b.*\S", cas.texte) and not re.match(r"else\s*$", cas.texte):
        return dire(
            cas, "else-condition", "else n'a pas de condition.", "Écris else: tout seul, ou elif."
        )
    if re.search(r"(?<![=!<>])=(?!=)", cas.texte) and re.match(r"(if|elif|while)\b", cas.texte):
        return _egal(cas)
    mot = (cas.texte.split() or ["for"])[0]
    return dire(
        cas,
        "deux-points",
        "Il manque le signe : au bout de la ligne.",
        f"Ajoute : à la fin de la ligne {court(mot)}.",
    )


def _egal(cas: Cas) -> Explication:
    return dire(cas, "egal", "Un seul = range une valeur.", "Pour comparer, écris ==.")


def egal_ou_comparaison(cas: Cas) -> Explication | None:
    """`=` where a comparison is needed, or a value on the left of `=`."""
    if re.match(r"(if|elif|while)\b", cas.texte) and "instead of '='" in cas.message:
        return _egal(cas)
    if re.match(r"cannot assign to|cannot delete", cas.message):
        return dire(
            cas,
            "gauche-du-egal",
            "À gauche du signe =, il faut un nom.",
            "Écris le nom à gauche, la valeur à droite.",
        )
    if re.search(r"meant '==' or ':=' instead of '='|perhaps you meant \"==\"", cas.message):
        return _egal(cas)
    return None


def tournure(cas: Cas) -> Explication | None:
    """`invalid syntax`: guess from the line itself."""
    if not cas.message.startswith("invalid syntax"):
        return None
    texte = cas.texte
    mots = re.findall(r"[^\W\d]\w*", texte)
    premier = mots[0] if mots else ""
    if re.search(r"'[^']*[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", texte):
        return _apostrophe(cas)
    if "=>" in texte or "=<" in texte or "=!" in texte:
        return dire(
            cas, "signe", "Les deux signes sont inversés.", "Écris >=, <= ou !=, avec = à la fin."
        )
    if "++" in texte or "--" in texte:
        return dire(cas, "signe", "Python n'a pas ce raccourci.", "Écris plutôt n = n + 1.")
    if premier.lower() in _TRADUITS and premier not in keyword.kwlist:
        return dire(
            cas,
            "mot-anglais",
            f"Python ne connaît pas {premier} : il parle anglais.",
            f"Écris {_TRADUITS[premier.lower()]} à la place.",
        )
    return _mot_presque_cle(cas, premier) or _nom_reserve(cas, texte)


def _mot_presque_cle(cas: Cas, premier: str) -> Explication | None:
    cles = ["for", "while", "if", "elif", "else", "def", "return", "import", "from"]
    if " in " in cas.texte:
        cles = ["for"]
    proche = None if premier in keyword.kwlist else plus_proche(premier, cles, 0.6)
    suite = cas.texte[len(premier) :].strip()
    if proche is None or not suite or suite[0] in "=.(,[":
        return None
    return dire(
        cas,
        "mot-cle",
        f"Python ne connaît pas le mot {court(premier)}.",
        f"Tu voulais dire {proche} ?",
    )


def _nom_reserve(cas: Cas, texte: str) -> Explication | None:
    trouve = re.match(r"(\w+)\s*=(?!=)", texte)
    if trouve is None or trouve.group(1) not in keyword.kwlist:
        return None
    return dire(
        cas,
        "mot-reserve",
        f"Le mot {trouve.group(1)} est réservé à Python.",
        "Choisis un autre nom.",
    )


def point_virgule(cas: Cas) -> Explication | None:
    """`badge('Nova'; 'green')`: a semicolon between two values."""
    sans_textes = re.sub(r"'[^']*'|\"[^\"]*\"", "''", cas.texte)
    if not re.search(r"\([^()]*;", sans_textes):
        return None
    return dire(
        cas,
        "point-virgule",
        "Le signe ; n'a pas sa place entre deux valeurs.",
        "Remplace-le par une virgule.",
    )


def fin_trop_tot(cas: Cas) -> Explication | None:
    """The cell ends while a parenthesis is still open."""
    if not re.search(r"unexpected EOF|incomplete input", cas.message):
        return None
    if cas.source.count("(") > cas.source.count(")"):
        return dire(
            collees.a_la_ligne_de(cas, "("),
            "paire-ouverte",
            "La parenthèse ( s'ouvre mais ne se ferme pas.",
            "Ajoute ) au bon endroit.",
        )
    return dire(cas, "fin", "La cellule finit trop tôt.", "Termine la dernière ligne.")


def lettre_pour_un_chiffre(cas: Cas) -> Explication | None:
    """`15O` or `1l0`: a letter that looks like a digit, inside a number."""
    sans_textes = re.sub(r"'[^']*'|\"[^\"]*\"|#.*", "", cas.texte)
    trouve = re.search(r"(?<![\w.])(?=[OolI]*\d)[\dOolI]*[OolI][\dOolI]*(?!\w)", sans_textes)
    if trouve is None or "invalid" not in cas.message:
        return None
    lettre = next(signe for signe in trouve.group() if not signe.isdigit())
    return dire(cas, "lettre-chiffre", *phrase_lettre(lettre))


REGLES = (
    point_virgule,
    lettre_pour_un_chiffre,
    caractere_etranger,
    texte_ouvert,
    paire_ouverte,
    deux_points,
    egal_ou_comparaison,
    apostrophe,
    *collees.REGLES,
    Regle(
        r"unmatched '(?P<signe>.)'",
        "paire-en-trop",
        "Le signe {signe} ferme sans avoir été ouvert.",
        "Enlève-le, ou ouvre avant.",
    ),
    Regle(
        r"closing parenthesis '(?P<un>.)' does not match opening parenthesis '(?P<autre>.)'",
        "paire-croisee",
        "Tu ouvres avec {autre} et tu fermes avec {un}.",
        "Choisis les deux signes de la même paire.",
    ),
    Regle(
        r"Missing parentheses in call to '(?P<nom>\w+)",
        "parentheses",
        "Il manque les parenthèses après {nom}.",
        "Écris {nom}(…), avec ta valeur dedans.",
    ),
    Regle(
        r"leading zeros",
        "zero-devant",
        "Un nombre ne commence pas par 0.",
        "Enlève le 0 : écris 7 au lieu de 07.",
    ),
    Regle(
        r"invalid (?:decimal|imaginary|hexadecimal|binary|octal) literal|invalid digit",
        "chiffre-colle",
        "Un nombre et des lettres sont collés.",
        "Un nom commence par une lettre. Sépare-les.",
    ),
    Regle(
        r"'return' outside function",
        "return-dehors",
        "return n'est pas dans une commande.",
        "Décale return de 4 espaces, sous def.",
    ),
    Regle(
        r"'(?P<mot>break|continue)' (?:outside|not properly in) loop",
        "boucle-dehors",
        "{mot} n'est pas dans une boucle.",
        "Décale {mot} de 4 espaces, sous for ou while.",
    ),
    Regle(
        r"positional argument follows keyword",
        "ordre-des-reglages",
        "Une valeur sans nom arrive après un réglage nommé.",
        "Mets les réglages nom=valeur à la fin.",
    ),
    Regle(
        r"keyword argument repeated: (?P<nom>\w+)",
        "reglage-double",
        "Le réglage {nom} est écrit deux fois.",
        "Garde-le une seule fois.",
    ),
    Regle(
        r"duplicate (?:argument|parameter) '(?P<nom>\w+)'",
        "reglage-double",
        "Le nom {nom} est écrit deux fois dans def.",
        "Choisis deux noms différents.",
    ),
    Regle(
        r"non-default (?:argument|parameter) follows|parameter without a default follows",
        "ordre-des-reglages",
        "Dans def, les réglages avec = vont à la fin.",
        "Change leur ordre.",
    ),
    Regle(
        r"f-string: (?:single '}'|empty expression|expecting|valid expression|unmatched|invalid)",
        "f-texte",
        "Les accolades du f-texte ne vont pas par deux.",
        "Écris {{nom}}, avec {{ avant et }} après.",
    ),
    Regle(
        r"unexpected character after line continuation",
        "barre",
        "Le signe \\ n'a pas sa place ici.",
        "Enlève-le, ou écris / pour diviser.",
    ),
    Regle(
        r"unicodeescape",
        "barre",
        "Le signe \\ change ce texte en code secret.",
        "Écris / à la place.",
    ),
    tournure,
    fin_trop_tot,
)
