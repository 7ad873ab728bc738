"""In a real kernel: what a learner sees, and what nbgrader reads, cell after cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from atelier.controles.etoiles import MIME

CONTROLE_L = (
    "c = controle(3)\n"
    "c.etoile(c.dessin('t').traits == 2, 'Un L a 2 traits.')\n"
    "c.etoile(c.dessin('t').angles == [90], 'Un coin, c est 90.')\n"
    "c.bilan('Ton L est bien droit.')"
)
CELLULES = {
    "import": "from atelier import *",
    "demi_tour": "t = Tortue()\nt.avance(100)\nt.droite(180)\nt.avance(50)",
    "controle_0": CONTROLE_L,
    "penche": "t = Tortue()\nt.avance(100)\nt.droite(45)\nt.avance(50)",
    "controle_1": CONTROLE_L,
    "droit": "t = Tortue()\nt.avance(100)\nt.droite(90)\nt.avance(50)",
    "controle_3": CONTROLE_L,
    "controle_encore": CONTROLE_L,
    "autre_exercice": "c = controle(4)\nc.etoile(True, '')\nc.bilan('bravo')",
    "nom": "badge(Sirius, 'red')",
    "controle_nom": "c = controle(2)\nc.etoile(True, '')\nc.bilan('bravo')",
    "guillemet": "badge('Nova, 'green')",
    "controle_guillemet": "c = controle(5)\nc.etoile(True, '')\nc.bilan('bravo')",
    "decalage": "for i in range(3):\nt.avance(3)",
    "irregulier": "if True:\n    x = 1\n  y = 2",
    "recette": "def recette(n):\n    return n + zut\n",
    "appel": "x = 1\ny = 2\nz = 3\nrecette(4)",
    "grille": "peindre(nouvelle_image(8, 8, 'white'), 8, 8, 'red')",
    "toujours": "while True:\n    x = 1",
    "sans_fin": "n = 0\nwhile n < 10:\n    x = 1",
    "while_court": "n = 0\nwhile n < 10:\n    n = n + 1\nn",
    "vide": "# ✏️ À toi",
    "controle_vide": "c = controle(6)\nc.etoile(True, '')\nc.bilan('bravo')",
    "badge": "badge('Sirius', 'purple', 'Je code')",
    "controle_badge": (
        "c = controle(7)\nc.etoile(c.badge().textes == ('Sirius', 'purple', 'Je code'), 'non')\n"
        "c.bilan('Ton badge parle de toi.')"
    ),
    "quiz": "quiz('Combien ?', ['1', '2'], 't = Tortue()\\nt.avance(5)', 'len(t.traits)')",
    "smileys": "bilan_smileys()",
    "compter": "len(get_ipython().ast_transformers), dir().count('__atelier_tours__')  # while",
    "sans_boucle": "len(get_ipython().ast_transformers)",
}


@pytest.fixture(scope="module")
def sorties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Any]]:
    """The outputs of each cell, run once in one real kernel."""
    dossier: Path = tmp_path_factory.mktemp("cahier")
    cahier = nbformat.v4.new_notebook()
    cahier.cells = [nbformat.v4.new_code_cell(source) for source in CELLULES.values()]
    NotebookClient(
        cahier,
        kernel_name="python3",
        allow_errors=True,
        timeout=60,
        resources={"metadata": {"path": str(dossier)}},
    ).execute()
    return {nom: cell.outputs for nom, cell in zip(CELLULES, cahier.cells, strict=True)}


def erreur(sorties: list[Any]) -> Any:
    (seule,) = [sortie for sortie in sorties if sortie.output_type == "error"]
    return seule


def etoiles(sorties: list[Any]) -> Any:
    (carte,) = [sortie.data[MIME] for sortie in sorties if MIME in sortie.get("data", {})]
    return carte


def test_no_star_is_a_card_then_a_real_failure_with_one_kind_line(sorties: Any) -> None:
    carte, refus = sorties["controle_0"]
    assert carte.output_type == "display_data"
    assert etoiles(sorties["controle_0"])["etoiles"] == 0
    assert (refus.ename, refus.evalue) == ("PasEncore", "Un L a 2 traits.")
    assert len(refus.traceback) == 1


def test_some_stars_and_all_stars_are_the_number_nbgrader_reads(sorties: Any) -> None:
    for nom, nombre in (("controle_1", "1.0"), ("controle_3", "3.0"), ("controle_encore", "3.0")):
        (resultat,) = sorties[nom]
        assert resultat.output_type == "execute_result"
        assert resultat.data["text/plain"] == nombre
    assert etoiles(sorties["controle_1"])["phrase"] == "Un coin, c est 90."


def test_a_check_of_another_exercise_asks_to_start(sorties: Any) -> None:
    assert erreur(sorties["autre_exercice"]).evalue.startswith("À toi")


@pytest.mark.parametrize(
    ("nom", "genre", "mots"),
    [
        ("nom", "NameError", "mets des guillemets"),
        ("guillemet", "SyntaxError", "Il manque un guillemet"),
        ("decalage", "IndentationError", "La ligne à répéter"),
        ("irregulier", "IndentationError", "alignée"),
    ],
)
def test_an_error_is_explained_first_and_stays_real(
    sorties: Any, nom: str, genre: str, mots: str
) -> None:
    carte, vraie = sorties[nom]
    assert mots in carte.data["text/plain"]
    assert "<code" in carte.data["text/html"]
    assert vraie.output_type == "error"
    assert vraie.ename == genre
    assert genre in "".join(vraie.traceback)


def test_the_line_shown_is_the_one_that_stopped_even_in_an_older_cell(sorties: Any) -> None:
    carte, _ = sorties["appel"]
    assert "return n + zut" in carte.data["text/html"]
    assert carte.data["text/plain"].startswith("Ligne 2 : Python cherche un nom zut.")


def test_the_check_says_the_same_explanation(sorties: Any) -> None:
    for cellule, verification in (("nom", "controle_nom"), ("guillemet", "controle_guillemet")):
        carte = sorties[cellule][0].data["text/plain"]
        assert carte == f"Ligne 1 : {erreur(sorties[verification]).evalue}"


def test_an_error_of_atelier_is_said_once(sorties: Any) -> None:
    (seule,) = sorties["grille"]
    assert seule.output_type == "error"
    assert seule.evalue.startswith("La case (8, 8) est hors de la grille")


def test_an_endless_loop_stops_and_says_so(sorties: Any) -> None:
    (seule,) = sorties["sans_fin"]
    assert seule.ename == "BoucleSansFin"
    assert "fais avancer la valeur comparée." in "".join(seule.traceback)
    (toujours,) = sorties["toujours"]
    assert "Essaie for i in range(4):" in "".join(toujours.traceback)
    assert sorties["while_court"][0].data["text/plain"] == "10"


def test_an_empty_answer_is_asked_to_start(sorties: Any) -> None:
    assert erreur(sorties["controle_vide"]).evalue.startswith("À toi")


def test_the_badge_is_read_from_the_cell_before(sorties: Any) -> None:
    assert etoiles(sorties["controle_badge"])["etoiles"] == 3


def test_the_quiz_leaves_its_question_in_the_saved_notebook(sorties: Any) -> None:
    question, widget = sorties["quiz"]
    assert "Combien ?" in question.data["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in widget.data


def test_the_smileys_ask_their_two_questions(sorties: Any) -> None:
    assert "quelqu'un comme moi" in sorties["smileys"][0].data["text/plain"]


def test_nothing_is_ever_written_on_stderr(sorties: Any) -> None:
    bruits = [s for liste in sorties.values() for s in liste if s.output_type == "stream"]
    assert bruits == []


def test_the_learner_s_names_are_not_littered(sorties: Any) -> None:
    assert sorties["compter"][0].data["text/plain"] == "(1, 0)"


def test_only_a_cell_with_a_while_is_rewritten(sorties: Any) -> None:
    assert sorties["sans_boucle"][0].data["text/plain"] == "0"
