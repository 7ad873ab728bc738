"""Each rule, on a lesson that breaks it and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.lint.rules import RULES
from quartiers.lessons.lint.run import lint_lessons

TODAY = date(2026, 11, 22)
LONG = "Le trait avance tout droit sur la feuille blanche de la tortue verte. " * 5


def text(cell_id: str, step: str, source: str) -> dict[str, Any]:
    """One more text cell."""
    ours = {"etape": step, "role": "texte"}
    return {
        "cell_type": "markdown",
        "id": cell_id,
        "metadata": {"quartiers": ours},
        "source": source,
    }


def insert_after(draft: Any, cell_id: str, cell: dict[str, Any]) -> None:
    """Put a cell after another."""
    draft.cells.insert(draft.cells.index(draft.cell(cell_id)) + 1, cell)


def remove(draft: Any, *cell_ids: str) -> None:
    """Take cells away."""
    draft.cells = [cell for cell in draft.cells if cell["id"] not in cell_ids]


def steps_out_of_order(draft: Any) -> None:
    draft.cell("lance")["metadata"]["quartiers"]["etape"] = "creer"


def a_missing_step(draft: Any) -> None:
    draft.cell("garder")["metadata"]["quartiers"]["etape"] = "cree"
    draft.cell("garder-code")["metadata"]["quartiers"]["etape"] = "cree"


def no_challenge(draft: Any) -> None:
    draft.cell("defi")["metadata"]["quartiers"]["etape"] = "bilan"


def an_unknown_role(draft: Any) -> None:
    draft.cell("porte")["metadata"]["quartiers"]["role"] = "chanson"


def two_titles(draft: Any) -> None:
    draft.edit("porte", "## Porte", "# Porte")


def a_skipped_heading(draft: Any) -> None:
    draft.edit("porte", "## Porte", "#### Porte")


def too_few_cells(draft: Any) -> None:
    remove(draft, "porte", "predis")


def a_long_text(draft: Any) -> None:
    draft.cell("lance")["source"] = f"## Lance\n\n{LONG}"


def two_texts_in_a_row(draft: Any) -> None:
    half = LONG[: len(LONG) // 5 * 3]
    draft.cell("porte")["source"] = f"## Porte\n\n{half}"
    draft.cell("predis")["source"] = f"## Prédis\n\n{half}"


def three_texts_in_a_row(draft: Any) -> None:
    insert_after(draft, "porte", text("porte-2", "porte", "Assieds-toi."))


def preparation_that_does_not_import(draft: Any) -> None:
    draft.edit("preparation", "from atelier import *", "pass")


def two_exercises_only(draft: Any) -> None:
    draft.lesson["exercices"].pop()
    draft.lesson["blocages"][2]["phrase"] = "Un coin a deux traits."
    draft.answers.pop()
    for role in ("consigne", "reponse", "controle", "indices"):
        cell = draft.cell(f"ex5-{role}")
        ours = {"etape": "cree", "role": "texte" if cell["cell_type"] == "markdown" else "exemple"}
        cell["metadata"] = {"quartiers": ours}
    draft.cell("ex5-reponse")["source"] = "# Exemple 2\nt.couleur('red')"
    draft.cell("ex5-controle")["source"] = "# Exemple 3\nt.couleur('teal')"


def an_unannounced_exercise(draft: Any) -> None:
    draft.answers.append({"num": 9, "sans_juste": "Un essai."})


def an_exercise_without_instruction(draft: Any) -> None:
    draft.cell("ex2-consigne")["metadata"]["quartiers"] = {"etape": "modifie", "role": "texte"}


def a_check_far_from_its_answer(draft: Any) -> None:
    insert_after(draft, "ex3-reponse", text("entre-deux", "repare", "Respire."))


def a_check_with_hidden_conditions_only(draft: Any) -> None:
    line = 'c.etoile(c.dessin("t").traits == 2, "Un coin a deux traits.")\n'
    draft.edit("ex3-controle", line, "")
    draft.edit("ex3-controle", "CACHÉS\nc.cachee", f"CACHÉS\n{line}c.cachee")


def a_check_without_hidden_condition(draft: Any) -> None:
    draft.edit("ex3-controle", "### DÉBUT TESTS CACHÉS\n", "")
    draft.edit("ex3-controle", "### FIN TESTS CACHÉS\n", "")


def no_other_right_answer(draft: Any) -> None:
    del draft.answer(2)["justes"]


def no_wrong_answer(draft: Any) -> None:
    del draft.answer(2)["refusees"]


def a_hint_under_another_title(draft: Any) -> None:
    draft.edit("ex2-indices", "Indice 2 · Le geste", "Indice 2 · Un geste")


def a_hint_that_gives_the_answer(draft: Any) -> None:
    draft.edit("ex2-indices", "Change le nombre dans avance.", "Écris t.avance(80) ici.")


def a_long_instruction(draft: Any) -> None:
    draft.edit("ex2-consigne", "Passe à 80.", "Passe à 80. Regarde. Compte.")


def an_instruction_over_the_target(draft: Any) -> None:
    draft.edit(
        "ex2-consigne",
        "Le trait est trop court. Passe à 80.",
        "Le trait de la tortue est trop court sur la feuille. Passe de 50 à 80 pas ici.",
    )


def a_long_hint(draft: Any) -> None:
    draft.edit("ex2-indices", "Change le nombre", "Change. Regarde bien. Change le nombre")


def a_long_check_sentence(draft: Any) -> None:
    draft.edit("ex3-controle", "Un coin bien droit, c'est 90.", "Un coin. Bien droit. C'est 90.")
    draft.lesson["blocages"][0]["phrase"] = "Un coin a deux traits."


def a_hard_text(draft: Any) -> None:
    draft.edit(
        "porte",
        "Tout part de zéro.",
        "L'initialisation paramétrique nécessite préalablement une configuration "
        "environnementale particulièrement sophistiquée, systématiquement "
        "réactualisée collectivement.",
    )


def polite_words(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Regarde votre écran.")


def a_banned_word(draft: Any) -> None:
    draft.edit("ex3-controle", "Un coin a deux traits.", "Ton coin est faux.")
    draft.lesson["blocages"][1]["phrase"] = "Un coin bien droit, c'est 90."
    draft.answer(3)["refusees"][0]["phrase"] = "Un coin bien droit, c'est 90."


def a_plural_in_brackets(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Regarde le(s) trait(s).")


def an_english_word(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Click ici.")


def a_decimal_point(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Attends 0.5 seconde.")


def many_lines_to_write(draft: Any) -> None:
    lines = "\n".join("t.avance(7)" for _ in range(9))
    draft.edit("ex5-reponse", "t.avance(60)", f"t.avance(60)\n{lines}")


def a_wide_line(draft: Any) -> None:
    draft.edit("exemple", "t.droite(90)", f"t.droite(90)  # {'tourne ' * 10}")


def a_magic_command(draft: Any) -> None:
    draft.cell("garder-code")["source"] = '# Garder\n%time\ngarder(t, "Mon dessin")'


def a_question_to_the_keyboard(draft: Any) -> None:
    draft.cell("garder-code")["source"] = '# Garder\ngarder(t, input("Ton titre ?"))'


def the_font_without_accents(draft: Any) -> None:
    draft.files["media/fabriquer.py"] += "\nImageFont.load_default()\n"


def a_forbidden_import(draft: Any) -> None:
    draft.cell("garder-code")["source"] = '# Garder\nimport os\ngarder(t, "Mon dessin")'


def a_notion_too_early(draft: Any) -> None:
    draft.edit("ex5-reponse", "t.avance(60)", "t.avance(60 + 1)")


def a_command_too_early(draft: Any) -> None:
    draft.edit("ex5-reponse", "t.avance(60)", "t.recule(60)")


def a_novelty_never_met(draft: Any) -> None:
    draft.lesson["notions"].append("while")


def too_many_novelties(draft: Any) -> None:
    draft.lesson["commandes"] += ["recule", "gauche"]
    draft.edit("exemple", "t.droite(90)", "t.droite(90)\nt.recule(5)\nt.gauche(5)")


def a_stored_output(draft: Any) -> None:
    draft.cell("smileys")["execution_count"] = 3


def the_same_id_twice(draft: Any) -> None:
    draft.cell("defi")["id"] = "bilan"


def another_kernel(draft: Any) -> None:
    draft.metadata["kernelspec"]["name"] = "python-3-bis"


def a_check_that_can_be_edited(draft: Any) -> None:
    draft.cell("ex2-controle")["metadata"]["nbgrader"]["locked"] = False


def a_strange_grade_id(draft: Any) -> None:
    draft.cell("ex2-reponse")["metadata"]["nbgrader"]["grade_id"] = "deux"


def points_that_differ(draft: Any) -> None:
    draft.cell("ex2-controle")["metadata"]["nbgrader"]["points"] = 5


def a_solution_outside_an_answer(draft: Any) -> None:
    draft.cell("garder-code")["source"] += "\n### DÉBUT SOLUTION\n### FIN SOLUTION"


def a_drawing_without_words(draft: Any) -> None:
    draft.edit("exemple", 'montrer(t, "Un trait de 50")', "montrer(t)")


def a_picture_without_words(draft: Any) -> None:
    draft.edit("creer", "Un carré bleu vert", "")


def a_pale_text(draft: Any) -> None:
    draft.edit(
        "porte",
        "Tout part de zéro.",
        '<p style="color:#999;background:#fff">Tout part de zéro.</p>',
    )


def a_script_in_a_text(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Tout <b onclick='x()'>part</b>.")


def an_address(draft: Any) -> None:
    draft.edit("porte", "Tout part de zéro.", "Regarde http://exemple.fr pour voir.")


def a_missing_picture(draft: Any) -> None:
    draft.edit("creer", "media/resultat.png", "media/absente.png")
    draft.files["media/CREDITS.md"] += "absente.png : personne\n"


def an_uncredited_picture(draft: Any) -> None:
    draft.files["media/CREDITS.md"] = "Licence CC BY-SA 4.0\n"


def record(draft: Any, *names: str, credited: bool = True) -> None:
    """Lend the lesson recorded voices."""
    for name in names:
        draft.files[f"media/voix/{name}"] = "a voice"
        if credited:
            draft.files["media/CREDITS.md"] += f"{name} : Samia\n"


ASKED = ("ex2-consigne.mp3", "ex3-consigne.mp3", "ex5-consigne.ogg")


def a_voice_that_reads_nothing(draft: Any) -> None:
    record(draft, *ASKED, "chanson.mp3")


def a_voice_that_is_missing(draft: Any) -> None:
    record(draft, *ASKED[1:], "porte.mp3", "ex2-indices-1.mp3")


def an_incomplete_card(draft: Any) -> None:
    draft.lesson["metier"]["pres_de_chez_toi"] = ""


def an_undated_card(draft: Any) -> None:
    del draft.lesson["metier"]["verifie_le"]


def an_unknown_competence(draft: Any) -> None:
    draft.lesson["crcn"] = ["6.1"]


def a_late_first_creation(draft: Any) -> None:
    draft.lesson["premiere_creation"] = 12


def a_long_lesson(draft: Any) -> None:
    draft.lesson["duree"] = 90


def a_sheet_without_plan_b(draft: Any) -> None:
    draft.lesson["debranche"] = ""


def a_takeaway_about_the_learner(draft: Any) -> None:
    draft.lesson["wow"] = "Son dessin en néon."


def an_example_that_does_not_say_so(draft: Any) -> None:
    draft.edit("exemple", "# Exemple 1\n", "")


def a_sentence_not_on_screen(draft: Any) -> None:
    draft.lesson["blocages"][0]["phrase"] = "Tourne encore un peu."


def a_stray_file(draft: Any) -> None:
    draft.files["brouillon.txt"] = "à relire"


BENT: dict[str, Callable[[Any], None]] = {
    "etapes-dans-l-ordre": steps_out_of_order,
    "etapes-presentes": a_missing_step,
    "defi-present": no_challenge,
    "roles-connus": an_unknown_role,
    "un-seul-titre": two_titles,
    "titres-sans-saut": a_skipped_heading,
    "nombre-de-cellules": too_few_cells,
    "texte-court": a_long_text,
    "deux-textes-de-suite": two_texts_in_a_row,
    "une-action-toutes-les-3": three_texts_in_a_row,
    "cellule-annoncee": an_example_that_does_not_say_so,
    "wow-pour-le-jeune": a_takeaway_about_the_learner,
    "preparation-en-premier": preparation_that_does_not_import,
    "3-a-6-exercices": two_exercises_only,
    "exercices-accordes": an_unannounced_exercise,
    "exercice-complet": an_exercise_without_instruction,
    "controle-juste-apres": a_check_far_from_its_answer,
    "controle-visible": a_check_with_hidden_conditions_only,
    "propriete-cachee": a_check_without_hidden_condition,
    "autre-reponse-juste": no_other_right_answer,
    "reponse-refusee": no_wrong_answer,
    "trois-indices": a_hint_under_another_title,
    "indice-sans-reponse": a_hint_that_gives_the_answer,
    "consigne-courte": a_long_instruction,
    "consigne-cible": an_instruction_over_the_target,
    "indice-court": a_long_hint,
    "phrase-de-controle-courte": a_long_check_sentence,
    "lisibilite": a_hard_text,
    "tutoiement": polite_words,
    "mots-bannis": a_banned_word,
    "pas-de-s-entre-parentheses": a_plural_in_brackets,
    "mots-anglais": an_english_word,
    "virgule-decimale": a_decimal_point,
    "code-court": many_lines_to_write,
    "lignes-de-72": a_wide_line,
    "code-valide": a_magic_command,
    "pas-d-input": a_question_to_the_keyboard,
    "pas-de-load-default": the_font_without_accents,
    "imports-permis": a_forbidden_import,
    "notions-cumulees": a_notion_too_early,
    "commandes-cumulees": a_command_too_early,
    "nouveautes-utilisees": a_novelty_never_met,
    "charge-de-nouveautes": too_many_novelties,
    "dossier-range": a_stray_file,
    "sans-sorties": a_stored_output,
    "identifiants-de-cellule": the_same_id_twice,
    "noyau-python3": another_kernel,
    "metadonnees-nbgrader": a_check_that_can_be_edited,
    "grade-id": a_strange_grade_id,
    "etoiles-accordees": points_that_differ,
    "delimiteurs": a_solution_outside_an_answer,
    "montrer-decrit": a_drawing_without_words,
    "images-decrites": a_picture_without_words,
    "contraste": a_pale_text,
    "dessins-surs": a_script_in_a_text,
    "sans-reseau": an_address,
    "medias-presents": a_missing_picture,
    "medias-credites": an_uncredited_picture,
    "voix-connues": a_voice_that_reads_nothing,
    "voix-entieres": a_voice_that_is_missing,
    "carte-metier": an_incomplete_card,
    "carte-metier-datee": an_undated_card,
    "crcn-officiel": an_unknown_competence,
    "premiere-creation": a_late_first_creation,
    "duree": a_long_lesson,
    "fiche-animateur": a_sheet_without_plan_b,
    "memes-mots-qu-a-l-ecran": a_sentence_not_on_screen,
}
ADVICE = {
    *("defi-present", "consigne-cible", "lisibilite", "memes-mots-qu-a-l-ecran"),
    "voix-entieres",
}


def findings(draft: Any, courses: Path) -> list[Any]:
    """What the rules see in a draft."""
    draft.write(courses)
    read = draft.read(courses)
    return lint_lessons(read, read.lessons, TODAY)


def test_a_lesson_within_every_limit_hears_nothing(draft: Any, courses: Path) -> None:
    assert findings(draft, courses) == []


@pytest.mark.parametrize("name", sorted(BENT))
def test_a_lesson_that_breaks_one_limit_hears_of_that_rule_only(
    name: str, draft: Any, courses: Path
) -> None:
    BENT[name](draft)
    seen = findings(draft, courses)
    assert {one.rule for one in seen} == {name}
    assert all(one.advice == (name in ADVICE) for one in seen)
    assert all(one.place and one.seen and one.to_do for one in seen)


def test_every_rule_is_broken_by_one_of_these_lessons() -> None:
    assert set(RULES) == set(BENT)


def test_a_lesson_whose_every_instruction_has_its_voice_hears_nothing(
    draft: Any, courses: Path
) -> None:
    record(draft, *ASKED, "porte.ogg", "ex3-indices-2.mp3")
    assert findings(draft, courses) == []


@pytest.mark.parametrize(
    ("voices", "said"),
    [
        (("ex2-consigne.wav",), "en « .wav »"),
        (("ex2-consigne.mp3", "ex2-consigne.ogg"), "deux voix"),
        (("ex2-indices-3.mp3",), "ex2-indices-3"),  # a puzzle has no sentence to read
        (("ex2-reponse.mp3",), "ex2-reponse"),
    ],
)
def test_a_voice_that_no_learner_would_hear_is_refused(
    draft: Any, courses: Path, voices: tuple[str, ...], said: str
) -> None:
    record(draft, *voices)
    seen = [one.seen for one in findings(draft, courses) if one.rule == "voix-connues"]
    assert seen
    assert all(said in one for one in seen)


def test_a_voice_says_who_lent_it(draft: Any, courses: Path) -> None:
    record(draft, *ASKED, credited=False)
    seen = findings(draft, courses)
    assert {one.rule for one in seen} == {"medias-credites"}
    assert len(seen) == len(ASKED)
