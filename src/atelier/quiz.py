"""The prediction quiz: guess first, then see what the code really does."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from html import escape
from typing import Any

from atelier import cahier, trace
from atelier.arguments import lisible
from atelier.controles.rejeu import en_silence
from atelier.erreurs_base import ErreurValeur

_TEXTE = "font:17px/1.5 system-ui,sans-serif;color:#1b1b1b"
_CARTE = (
    "background:#fffdf5;border:1px solid #6b5b1e;border-left:8px solid #6b5b1e;border-radius:10px;"
    f"padding:12px 18px;margin:4px 0;max-width:42em;box-sizing:border-box;{_TEXTE}"
)
_CODE = (
    "background:#ffffff;color:#1b1b1b;border:1px solid #8a7b45;border-radius:6px;padding:8px 12px;"
    "margin:6px 0;font:16px/1.5 monospace;white-space:pre-wrap;overflow-x:auto"
)
_CHOISIS = "Choisis d'abord ton idée."
# ipywidgets has no setting for the size of radio buttons' text.
_LISIBLE = (
    "<style>.atelier-quiz .widget-radio-box label{font-size:17px;line-height:1.6;height:auto;"
    "display:flex;flex-direction:row-reverse;justify-content:flex-end;align-items:center;gap:10px;"
    "padding:4px 0}"
    ".atelier-quiz .widget-radio-box input{width:20px;height:20px;margin:0}"
    ".atelier-quiz .widget-radio>.widget-label{font-size:17px}"
    ".atelier-quiz :focus-visible{outline:3px solid #b8860b;outline-offset:2px}"
    # The live buttons are the choices: on paper and in the saved notebook, the line says them.
    "@media screen{.jp-OutputArea:has(.atelier-quiz) .atelier-choix{display:none}}</style>"
)


def quiz(question: str, choix: Sequence[str], code: str, mesure: str) -> None:
    """Poser une question de prédiction sous la cellule.

    `choix` : les réponses proposées, des textes. `code` : le programme montré, complet.
    `mesure` : un calcul fait après le code ; son texte est la bonne réponse. Dans `mesure`,
    `_` est la valeur de la dernière ligne du code.
    Raises `ErreurValeur` when the computed answer is not one of the choices.
    """
    trace.trace.mettre_a_part()
    choix = [str(un) for un in choix]
    espace = executer(code)
    bonne = mesurer(espace, mesure)
    if bonne not in choix:
        raise ErreurValeur(
            f"Le code répond « {bonne} » : ce n'est pas un des choix.",
            f"Les choix sont : {', '.join(choix)}.",
        )
    statique = cahier.afficher(
        {
            "text/html": question_html(question, choix, code),
            "text/plain": f"{question} Choix : {', '.join(choix)}.",
        },
        repere=True,
    )
    if cahier.on_peut_cliquer():
        _jouer(statique, question, choix, code, bonne, _image_de(espace, code))


def reponse_calculee(code: str, mesure: str) -> str:
    """The right answer: run `code` with the names of atelier, then the text of `mesure`."""
    return mesurer(executer(code), mesure)


def executer(code: str) -> dict[str, Any]:
    """The names after running the code silently, in a space of its own with atelier's commands.

    `_` is the value of the last line when it is an expression, else None.
    """
    import atelier

    espace = {nom: getattr(atelier, nom) for nom in atelier.__all__}
    lu = ast.parse(code)
    if lu.body and isinstance(lu.body[-1], ast.Expr):
        fin = lu.body[-1]
        lu.body[-1] = ast.copy_location(ast.Assign([ast.Name("_", ast.Store())], fin.value), fin)
    espace["_"] = None
    with en_silence():
        exec(compile(ast.fix_missing_locations(lu), "<quiz>", "exec"), espace)
    return espace


def mesurer(espace: dict[str, Any], mesure: str) -> str:
    """The text of the measure in these names, a number as a child writes it: 2, not 2.0."""
    with en_silence():
        valeur = eval(compile(mesure.strip(), "<mesure>", "eval"), dict(espace))
        return lisible(valeur) if isinstance(valeur, float) else str(valeur)


def question_html(question: str, choix: Sequence[str], code: str) -> str:
    """The question as plain HTML: what stays in the saved notebook."""
    propositions = " · ".join(map(escape, choix))
    return (
        f'<div style="{_CARTE}"><p style="margin:0;color:#1b1b1b"><strong>{escape(question)}'
        f'</strong></p><pre style="{_CODE}">{escape(code.strip())}</pre>'
        f'<p class="atelier-choix" style="margin:0;color:#1b1b1b">Choix : {propositions}</p></div>'
    )


def reponse_html(
    question: str, choix: Sequence[str], code: str, bonne: str, donnee: str, image: str = ""
) -> str:
    """The question, the guess and what the machine did."""
    if donnee == bonne:
        phrase = f"Bien vu ! La machine répond aussi {escape(bonne)}."
    else:
        phrase = f"Tu as dit {escape(donnee)}. La machine répond {escape(bonne)}."
    suite = "" if donnee == bonne else _relire(code)
    lignes = "".join(_choix_html(un, bonne, donnee) for un in choix)
    return (
        f'<div role="alert" style="{_CARTE}"><p style="margin:0;color:#1b1b1b"><strong>'
        f'{escape(question)}</strong></p><pre style="{_CODE}">{escape(code.strip())}</pre>'
        f'<ul style="list-style:none;margin:4px 0;padding:0">{lignes}</ul>'
        f'<p style="margin:6px 0 0;color:#1b1b1b"><strong>{phrase}</strong> {suite}</p>'
        f"{image}</div>"
    )


def _relire(code: str) -> str:
    """Where to look again, in code of one line or of many."""
    if len(code.strip().splitlines()) == 1:
        return "Relis la ligne, mot par mot."
    return "Suis les lignes du doigt, de haut en bas."


def _choix_html(un: str, bonne: str, donnee: str) -> str:
    marques = []
    if un == donnee:
        marques.append("ton idée")
    if un == bonne:
        marques.append("la machine")
    note = f" ← {' et '.join(marques)}" if marques else ""
    signe = "●" if un == bonne else "○"
    gras = "700" if marques else "400"
    return (
        f'<li style="margin:2px 0;color:#1b1b1b;font-weight:{gras}">'
        f'<span aria-hidden="true">{signe}</span> {escape(un)}{note}</li>'
    )


def _image_de(espace: dict[str, Any], code: str) -> str:
    """The drawing, picture or sound the code made, if any: seeing it explains the answer."""
    from atelier import rendu
    from atelier.controles.dessin import est_tortue
    from atelier.controles.image import est_image
    from atelier.controles.son import est_son
    from atelier.controles.source import noms_lus

    for nom in ("_", *sorted(noms_lus(code))):
        valeur: Any = espace.get(nom)
        if est_image(valeur) or est_son(valeur) or (est_tortue(valeur) and valeur.formes):
            paquet, _ = rendu.bundle(valeur, "Ce que le code fabrique")
            return f'<div style="max-width:12em;margin-top:8px">{paquet["text/html"]}</div>'
    return ""


def _jouer(
    statique: Any, question: str, choix: Sequence[str], code: str, bonne: str, image: str
) -> None:
    import ipywidgets as widgets

    boutons = widgets.RadioButtons(
        options=list(choix),
        index=None,
        description="Ton idée :",
        style={"description_width": "initial"},
        layout=widgets.Layout(width="auto"),
    )
    valider = widgets.Button(
        description="Voir ce que fait la machine",
        layout=widgets.Layout(width="auto", height="auto", padding="6px 18px"),
        style={"font_size": "17px", "button_color": "#3151b5", "text_color": "#ffffff"},
    )
    aide = widgets.HTML(_LISIBLE)
    boite = widgets.VBox([boutons, valider, aide], layout=widgets.Layout(align_items="flex-start"))
    boite.add_class("atelier-quiz")
    jeu = cahier.afficher(boite, repere=True)

    def voir(_bouton: Any) -> None:
        if boutons.value is None:
            aide.value = _LISIBLE + f'<p role="alert" style="{_TEXTE};color:inherit">{_CHOISIS}</p>'
            return
        html = reponse_html(question, choix, code, bonne, boutons.value, image)
        # The answer replaces the question and the widget goes: what is saved is plain HTML.
        dit = f"{question} La machine répond {bonne}."
        statique.update({"text/html": html, "text/plain": dit}, raw=True)
        jeu.update({"text/plain": ""}, raw=True)

    valider.on_click(voir)


# `from atelier.quiz import quiz` in the package makes `atelier.quiz` this very function:
# tools keep reaching the computation through it.
quiz.reponse_calculee = reponse_calculee  # type: ignore[attr-defined]
