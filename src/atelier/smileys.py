"""The end of a lesson: two smiley questions, kept in the learner's own folder."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

QUESTIONS = {
    "envie": "J'ai envie de continuer.",
    "pour_moi": "C'est pour quelqu'un comme moi.",
}
REPONSES = {"🙁 Pas trop": 0, "😐 Un peu": 1, "🙂 Oui": 2}


def bilan_smileys() -> None:
    """Poser les deux questions du bilan. Les réponses restent sur cet ordinateur."""
    import ipywidgets as widgets
    from IPython.display import display

    display({"text/html": _titre_html(), "text/plain": " ".join(QUESTIONS.values())}, raw=True)
    lecon = Path.cwd().name
    message = widgets.HTML("")
    lignes = [_ligne(cle, question, lecon, message) for cle, question in QUESTIONS.items()]
    display(widgets.VBox([*lignes, message]))


def _ligne(cle: str, question: str, lecon: str, message: Any) -> Any:
    import ipywidgets as widgets

    boutons = widgets.ToggleButtons(
        options=list(REPONSES.items()),
        value=lire(fichier()).get(lecon, {}).get(cle),
        tooltips=[f"{question} {reponse[2:]}" for reponse in REPONSES],
        style={"button_width": "8em", "font_size": "17px"},
    )

    def choisi(changement: Any) -> None:
        noter(fichier(), lecon, cle, changement["new"], datetime.now())
        message.value = (
            '<p role="status" style="font:17px/1.5 system-ui,sans-serif;margin:4px 0">'
            "Merci ! C'est noté.</p>"
        )

    boutons.observe(choisi, names="value")
    titre = f'<p style="font:17px/1.5 system-ui,sans-serif;margin:8px 0 2px">{question}</p>'
    return widgets.VBox([widgets.HTML(titre), boutons])


def _titre_html() -> str:
    return (
        '<p style="font:17px/1.5 system-ui,sans-serif;margin:4px 0">'
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
    return lu if isinstance(lu, dict) else {}


def noter(ou: Path, lecon: str, question: str, reponse: int, quand: datetime) -> None:
    """Keep one answer (0, 1 or 2) for a lesson. The last answer wins; writing is atomic."""
    tout = lire(ou)
    tout.setdefault(lecon, {}).update({question: reponse, "date": quand.date().isoformat()})
    ou.parent.mkdir(parents=True, exist_ok=True)
    poignee, brouillon = tempfile.mkstemp(dir=ou.parent, prefix=ou.name)
    try:
        with os.fdopen(poignee, "w", encoding="utf-8") as sortie:
            json.dump(tout, sortie, ensure_ascii=False, indent=1)
        os.replace(brouillon, ou)
    except BaseException:
        Path(brouillon).unlink(missing_ok=True)
        raise
