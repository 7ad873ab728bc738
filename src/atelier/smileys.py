"""The end of a lesson: two smiley questions, kept in the learner's own folder."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from atelier import cahier, trace
from atelier.garde_fichier import write_atomically

QUESTIONS = {
    "envie": "J'ai envie de continuer.",
    "pour_moi": "C'est pour quelqu'un comme moi.",
}
REPONSES = {"Pas trop": 0, "Un peu": 1, "Oui": 2}
VISAGES = ["frown-o", "meh-o", "smile-o"]
# ipywidgets has no setting for the text of these buttons. The chosen one is framed and bold:
# colour is not the only sign. No outline: that is the focus.
_LISIBLE = (
    "<style>.atelier-smileys button{font-size:17px;height:auto;line-height:1.4;padding:8px 4px;"
    "display:inline-flex;flex-direction:row-reverse;justify-content:center;gap:8px;"
    "border-radius:8px}.atelier-smileys button i{font-size:22px;margin:0}"
    ".atelier-smileys button.mod-active{font-weight:700;"
    "box-shadow:inset 0 0 0 2px currentColor!important}</style>"
)


def bilan_smileys() -> None:
    """Poser les deux questions du bilan. Les réponses restent sur cet ordinateur."""
    trace.trace.mettre_a_part()
    cahier.afficher({"text/html": _titre_html(), "text/plain": " ".join(QUESTIONS.values())})
    if cahier.on_peut_cliquer():
        _poser()


def _poser() -> None:
    import ipywidgets as widgets

    lecon = Path.cwd().name
    message = widgets.HTML("")
    lignes = [_ligne(cle, question, lecon, message) for cle, question in QUESTIONS.items()]
    boite = widgets.VBox([*lignes, message])
    boite.add_class("atelier-smileys")
    cahier.afficher(boite)


def _ligne(cle: str, question: str, lecon: str, message: Any) -> Any:
    import ipywidgets as widgets

    boutons = widgets.ToggleButtons(
        options=list(REPONSES.items()),
        value=lire(fichier()).get(lecon, {}).get(cle),
        icons=VISAGES,
        tooltips=[f"{question} {reponse}" for reponse in REPONSES],
        style={"button_width": "9em"},
    )

    def choisi(changement: Any) -> None:
        noter(fichier(), lecon, cle, changement["new"], datetime.now())
        message.value = (
            '<p role="status" style="font:17px/1.5 system-ui,sans-serif;margin:4px 0">'
            "Merci, c'est noté.</p>"
        )

    boutons.observe(choisi, names="value")
    titre = f'<p style="font:17px/1.5 system-ui,sans-serif;margin:8px 0 2px">{question}</p>'
    return widgets.VBox([widgets.HTML(titre), boutons])


def _titre_html() -> str:
    return (
        f'{_LISIBLE}<p style="font:17px/1.5 system-ui,sans-serif;margin:4px 0">'
        "Deux questions. Il n'y a pas de bonne réponse.</p>"
    )


def fichier() -> Path:
    """Where the answers are kept: the learner's own folder."""
    return Path.home() / ".quartiers" / "smileys.json"


def lire(ou: Path) -> dict[str, dict[str, Any]]:
    """Answers by lesson folder; {} when there is no file or it cannot be read."""
    try:
        lu = json.loads(ou.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(lu, dict):
        return {}
    return {lecon: dits for lecon, dits in lu.items() if isinstance(dits, dict)}


def noter(ou: Path, lecon: str, question: str, reponse: int, quand: datetime) -> None:
    """Keep one answer (0, 1 or 2) for a lesson. The last answer wins; writing is atomic."""
    tout = lire(ou)
    tout.setdefault(lecon, {}).update({question: reponse, "date": quand.date().isoformat()})
    ou.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(ou, json.dumps(tout, ensure_ascii=False, indent=1).encode())
