"""Reads an SVG logo safely: shapes, colours, frame, and nothing that could run or phone out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree

FORMES = {"circle", "rect", "ellipse", "line", "polygon", "polyline", "path", "text"}
PERMISES = FORMES | {"svg", "g", "title", "desc"}


@dataclass(frozen=True)
class FormeSvg:
    """One shape: its tag, its colours, its box (left, top, right, bottom) when it is known."""

    genre: str
    couleurs: tuple[str, ...]
    boite: tuple[float, float, float, float] | None
    rayon: float | None = None

    def est_dans_le_cadre(self, largeur: float = 100, hauteur: float = 100) -> bool:
        """Whether the shape stays in the frame (unknown boxes are trusted)."""
        if self.boite is None:
            return True
        gauche, haut, droite, bas = self.boite
        return gauche >= 0 and haut >= 0 and droite <= largeur and bas <= hauteur


def _racine(texte: str) -> ElementTree.Element | None:
    # Entities could grow without end: a logo never needs a DOCTYPE.
    if "<!" in texte or len(texte) > 200_000:
        return None
    try:
        return ElementTree.fromstring(texte)
    except ElementTree.ParseError:
        return None


def est_valide(texte: str) -> bool:
    """Whether every tag is closed."""
    return _racine(texte) is not None


def est_sur(texte: str) -> bool:
    """Whether the text holds only drawing tags, without link, script or event."""
    racine = _racine(texte)
    return racine is not None and all(
        _nom(balise) in PERMISES and not any(map(_est_actif, balise.attrib.items()))
        for balise in racine.iter()
    )


def _est_actif(attribut: tuple[str, str]) -> bool:
    nom, valeur = attribut[0].split("}")[-1].lower(), attribut[1].lower()
    return nom.startswith("on") or nom in {"href", "src", "style"} or "url(" in valeur


def formes(texte: str) -> list[FormeSvg]:
    """The shapes in order; [] when the text is not valid."""
    racine = _racine(texte)
    if racine is None:
        return []
    return [_lire(balise) for balise in racine.iter() if _nom(balise) in FORMES]


def couleurs(liste: list[FormeSvg]) -> set[str]:
    """The distinct colours of the shapes."""
    return {couleur for forme in liste for couleur in forme.couleurs}


def _nom(balise: ElementTree.Element) -> str:
    return str(balise.tag).split("}")[-1]


def _lire(balise: ElementTree.Element) -> FormeSvg:
    encres = (balise.get("fill", ""), balise.get("stroke", ""))
    couleurs_vues = tuple(encre.strip().lower() for encre in encres if encre not in ("", "none"))
    rayon = _nombre(balise, "r") if _nom(balise) == "circle" else None
    return FormeSvg(_nom(balise), couleurs_vues, _boite(balise), rayon)


def _boite(balise: ElementTree.Element) -> tuple[float, float, float, float] | None:
    n = {nom: _nombre(balise, nom) for nom in ("x", "y", "width", "height", "cx", "cy", "r")}
    n |= {nom: _nombre(balise, nom) for nom in ("rx", "ry", "x1", "y1", "x2", "y2")}
    match _nom(balise):
        case "circle":
            return (n["cx"] - n["r"], n["cy"] - n["r"], n["cx"] + n["r"], n["cy"] + n["r"])
        case "ellipse":
            return (n["cx"] - n["rx"], n["cy"] - n["ry"], n["cx"] + n["rx"], n["cy"] + n["ry"])
        case "rect":
            return (n["x"], n["y"], n["x"] + n["width"], n["y"] + n["height"])
        case "line":
            xs, ys = sorted((n["x1"], n["x2"])), sorted((n["y1"], n["y2"]))
            return (xs[0], ys[0], xs[1], ys[1])
        case "polygon" | "polyline":
            return _boite_de_points(balise.get("points", ""))
    return None


def _boite_de_points(texte: str) -> tuple[float, float, float, float] | None:
    nombres = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", texte)]
    if len(nombres) < 2:
        return None
    xs, ys = nombres[::2], nombres[1::2]
    return (min(xs), min(ys), max(xs), max(ys))


def _nombre(balise: ElementTree.Element, nom: str) -> float:
    try:
        return float(balise.get(nom, "0"))
    except ValueError:
        return math.nan
