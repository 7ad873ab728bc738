"""Words, numbers and orders side by side, without the sign that goes between them: SyntaxError."""

from __future__ import annotations

import ast
import keyword
import re
from dataclasses import replace

from atelier.tortue import ORDERS

from .modele import Cas, Explication, court, dire

_TEXTES = re.compile(r"'[^']*'|\"[^\"]*\"|#.*")
SANS_VIRGULE = "Il manque une virgule entre tes deux textes."
_ORDRES = "|".join(ORDERS)


def _nu(texte: str) -> str:
    """The line with its texts emptied and its comment gone: what is left is code."""
    return _TEXTES.sub(lambda trouve: "" if trouve[0][0] == "#" else "''", texte)


def _illisible(cas: Cas) -> bool:
    return re.match(r"invalid syntax|invalid decimal literal", cas.message) is not None


def deux_ordres(cas: Cas) -> Explication | None:
    """`t.avance(150) t.droite(90)`: two orders on one line."""
    nu = _nu(cas.texte)
    for trouve in re.finditer(r"\)\s*[^\W\d][\w.]*\s*\(", nu) if _illisible(cas) else ():
        dehors = nu[: trouve.start() + 1]
        if dehors.count("(") == dehors.count(")"):
            return dire(
                cas,
                "deux-ordres",
                "Deux ordres sont sur la même ligne.",
                "Écris un seul ordre par ligne.",
            )
    return None


def un_par_un(cas: Cas) -> Explication | None:
    """`repete 4 :`: a word of other workshops, where an order is given once and done many times."""
    trouve = re.match(r"(r[eé]p[eéè]te[rz]?)\b", cas.texte, re.IGNORECASE)
    if trouve is None or not _illisible(cas):
        return None
    return dire(
        cas,
        "mot-anglais",
        f"Python ne connaît pas {trouve[1]}.",
        "Écris les ordres un par un, ou une boucle for.",
    )


def entre_deux_textes(cas: Cas) -> Explication | None:
    """`'Nova'.'red'`, `badge('Nova', 'red') 'Je code'`: a text that is not where it goes."""
    nu = _TEXTES.sub("''", cas.texte)
    if _illisible(cas) and (trouve := re.search(r"''\s*([.:/|&-])\s*''", nu)):
        signe = "le point" if trouve[1] == "." else f"le signe {trouve[1]}"
        return dire(
            cas,
            "virgule",
            "Deux textes se séparent avec une virgule.",
            f"Remplace {signe} par une virgule.",
        )
    if _illisible(cas) and re.search(r"\)\s*''", nu):
        return dire(
            cas,
            "texte-dehors",
            "Ton texte est après la parenthèse.",
            "Mets-le dans les parenthèses, après une virgule.",
        )
    return None


def sans_virgule(cas: Cas) -> str | None:
    """What to try after `badge('Nova' 'red')`: Python makes one text of the two.

    Nothing when it was said already: a grader explains what another process has explained.
    """
    if (
        SANS_VIRGULE in cas.message
        or "attend encore" not in cas.message
        or not re.search(r"''\s+''", _nu(cas.texte))
    ):
        return None
    return SANS_VIRGULE


def deux_mots(cas: Cas) -> Explication | None:
    """`Je code`: words alone on their line."""
    if not _illisible(cas) or not re.fullmatch(r"[^\W\d]\w*( [^\W\d]\w*)+[.!?]?", cas.texte):
        return None
    if any(keyword.iskeyword(mot) for mot in cas.texte.split()):
        return None
    return dire(
        cas,
        "guillemets",
        f"Python lit « {court(cas.texte)} » comme des noms.",
        "Si c'est un texte, mets des guillemets autour.",
    )


def accolades(cas: Cas) -> Explication | None:
    """`t.avance{150}`: braces where parentheses go."""
    if not _illisible(cas) or not re.search(r"[^\W\d]\w*\s*\{", _nu(cas.texte)):
        return None
    return dire(
        cas,
        "parentheses",
        "Une commande se lance avec des parenthèses.",
        "Remplace { } par ( ).",
    )


def points(cas: Cas) -> Explication | None:
    """`t..avance(150)`, or `t avance(150)`: a point too many, or none."""
    nu = _nu(cas.texte)
    if not _illisible(cas):
        return None
    if re.search(r"\w\.\.\w", nu):
        return dire(cas, "point", "Il y a deux points à la suite.", "Garde un seul point.")
    trouve = re.match(rf"([^\W\d]\w*) +({_ORDRES})\b", nu)
    if trouve is None or trouve[1] in keyword.kwlist:
        return None
    return dire(
        cas,
        "point",
        f"Il manque le point entre {court(trouve[1])} et {trouve[2]}.",
        f"Écris {court(trouve[1])}.{trouve[2]}(…).",
    )


def sans_parentheses(cas: Cas) -> Explication | None:
    """`t.avance 150`, `montrer t`, `son = note 880, 1`: a command without its parentheses."""
    import atelier

    connues = "|".join(atelier.__all__)
    trouve = re.match(
        rf"(?:\w+\s*=\s*)?(?P<nom>\w+\.(?:{_ORDRES})|{connues}|[\w.]+(?=\s+[\d'\"-]))\s+"
        r"(?P<suite>[^\s=(.,+*/-].*|-\d.*)",
        cas.texte,
    )
    if trouve is None or not _illisible(cas) or trouve["nom"] in keyword.kwlist:
        return None
    nom, suite = court(trouve["nom"]), trouve["suite"].strip()
    dedans = court(suite) if _est_une_suite_de_valeurs(suite) else "…"
    return dire(
        cas,
        "parentheses",
        f"Il manque les parenthèses après {nom}.",
        f"Écris {nom}({dedans}).",
    )


def _est_une_suite_de_valeurs(suite: str) -> bool:
    try:
        ast.parse(f"f({suite})")
    except SyntaxError:
        return False
    return True


def sans_egal(cas: Cas) -> Explication | None:
    """`son note(880, 1)`: a name and a creation, without the `=` that puts one in the other."""
    import atelier

    trouve = re.match(rf"([^\W\d]\w*) +({'|'.join(atelier.__all__)})\s*\(", cas.texte)
    if trouve is None or not _illisible(cas) or trouve[1] in keyword.kwlist:
        return None
    nom = court(trouve[1])
    return dire(
        cas, "egal-manquant", f"Il manque le signe = après {nom}.", f"Écris {nom} = {trouve[2]}(…)."
    )


def nombre_et_mot(cas: Cas) -> Explication | None:
    """`880Hz`, `440x2`: a number and letters that touch. Names such as `2tours` = … are others."""
    if not re.match(r"invalid (decimal|hexadecimal) literal", cas.message):
        return None
    if re.match(r"\d\w*\s*=", cas.texte):
        return None
    trouve = re.search(r"(?<![\w.])(\d[\d.]*)([^\W\d_]+)(\d*)", _nu(cas.texte))
    return _dire_le_nombre(cas, *trouve.groups()) if trouve else None


def _dire_le_nombre(cas: Cas, nombre: str, mot: str, suite: str) -> Explication:
    if mot in "xX" and suite:
        return _fois(cas, nombre, suite)
    return dire(
        cas,
        "nombre-et-mot",
        f"{court(mot)} est de trop après {nombre}.",
        f"Écris seulement le nombre : {nombre}.",
    )


def _fois(cas: Cas, nombre: str, autre: str) -> Explication:
    return dire(
        cas, "signe", "En Python, fois s'écrit avec une étoile.", f"Écris {nombre} * {autre}."
    )


def virgule(cas: Cas) -> Explication | None:
    """`forgot a comma`: what Python shows of the line tells which sign it is."""
    if "forgot a comma" not in cas.message:
        return None
    if cas.texte.count("(") > cas.texte.count(")") and _va_plus_loin(cas):
        return dire(
            cas,
            "paire-ouverte",
            "La parenthèse ( s'ouvre mais ne se ferme pas.",
            "Ajoute ) au bout de la ligne.",
        )
    if _va_plus_loin(cas):
        return dire(
            cas, "virgule", "Il manque une virgule au bout de la ligne.", "Ajoute , à la fin."
        )
    return _entre_deux(cas, _morceau(cas))


def _va_plus_loin(cas: Cas) -> bool:
    """Whether the two values without a comma stand on different lines."""
    return (getattr(cas.exception, "end_lineno", None) or 0) > (cas.ligne or 0)


def _morceau(cas: Cas) -> str:
    """The part of the line that Python points at."""
    ligne = getattr(cas.exception, "text", None) or ""
    debut, fin = (getattr(cas.exception, nom, None) or 0 for nom in ("offset", "end_offset"))
    return ligne[debut - 1 : fin - 1].strip() if 0 < debut < fin else ""


def _entre_deux(cas: Cas, morceau: str) -> Explication:
    if trouve := re.fullmatch(r"(\d[\d.]*)\s+([^\W\d]\w*)", morceau):
        fois = re.match(r"\s*(\d[\d.]*)", cas.texte.split(morceau)[-1])
        return _dire_le_nombre(cas, trouve[1], trouve[2], fois[1] if fois else "")
    if trouve := re.fullmatch(r"(\d[\d.]*)\s+(\d[\d.]*)", morceau):
        return dire(
            cas,
            "virgule",
            f"Il manque un signe entre {trouve[1]} et {trouve[2]}.",
            "Ajoute une virgule, ou enlève l'espace.",
        )
    if re.fullmatch(r"[^\W\d]\w*\s+[^\W\d]\w*", morceau):
        return dire(
            cas,
            "guillemets",
            f"Python lit « {court(morceau)} » comme deux noms.",
            "Si c'est un texte, mets des guillemets autour.",
        )
    return dire(
        cas,
        "virgule",
        f"Il manque une virgule dans « {court(morceau, 30)} »."
        if morceau
        else "Il manque une virgule entre deux valeurs.",
        "Mets-la entre les deux.",
    )


def a_la_ligne_de(cas: Cas, signe: str) -> Cas:
    """The same case, at the line of the last `signe` that nothing closes."""
    for numero, ligne in reversed(list(enumerate(cas.source.splitlines(), 1))):
        nu = _nu(ligne)
        if nu.count(signe) > nu.count(")"):
            return replace(cas, ligne=numero, texte=ligne.strip())
    return cas


REGLES = (
    un_par_un,
    entre_deux_textes,
    deux_ordres,
    accolades,
    points,
    sans_egal,
    nombre_et_mot,
    virgule,
    sans_parentheses,
    deux_mots,
)
