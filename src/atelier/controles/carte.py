"""How a result looks: a card that stays readable in light and dark themes, without colour too."""

from __future__ import annotations

from html import escape

# Text #1b1b1b on these backgrounds has a contrast above 14; borders above 3 on white.
_COULEURS = {
    "tout": ("#e6f4e6", "#1b7f37", "Réussi"),
    "partie": ("#fff3d6", "#9a6700", "Ça avance"),
    "rien": ("#e8eefc", "#3151b5", "Pas encore"),
}


def carte_html(etoiles: int, sur: int, phrase: str, encouragement: str = "") -> str:
    """The card of a check: stars drawn and said, the sentence, and sometimes a kind word."""
    fond, trait, titre = _COULEURS[_genre(etoiles, sur)]
    dit = _dit(etoiles, sur)
    suite = f'<p style="margin:6px 0 0;color:#1b1b1b">{escape(encouragement)}</p>'
    return (
        f'<div role="status" style="background:{fond};color:#1b1b1b;'
        f"border:1px solid {trait};border-left:8px solid {trait};border-radius:10px;"
        "padding:12px 18px;margin:4px 0;max-width:42em;box-sizing:border-box;"
        'font:17px/1.5 system-ui,sans-serif">'
        f'<p style="margin:0 0 2px;color:#1b1b1b"><span role="img" aria-label="{dit}" '
        f'style="font-size:28px;letter-spacing:3px;color:{trait};vertical-align:-3px">'
        f"{_dessin(etoiles, sur)}</span> <strong>{titre}</strong></p>"
        f'<p style="margin:0;color:#1b1b1b">{escape(phrase)}</p>'
        f"{suite if encouragement else ''}</div>"
    )


def ligne_de_texte(etoiles: int, sur: int, phrase: str, encouragement: str = "") -> str:
    """The same card as one line of plain text."""
    return " ".join(filter(None, (_dessin(etoiles, sur), phrase, encouragement)))


def _genre(etoiles: int, sur: int) -> str:
    if etoiles >= sur:
        return "tout"
    return "partie" if etoiles else "rien"


def _dessin(etoiles: int, sur: int) -> str:
    return "★" * etoiles + "☆" * (sur - etoiles)


def _dit(etoiles: int, sur: int) -> str:
    return f"{etoiles} étoile{'s' if etoiles > 1 else ''} sur {sur}"
