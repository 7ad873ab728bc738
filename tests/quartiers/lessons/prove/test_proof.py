"""Proofs of the sample lesson: it holds, and each way of lying is refuted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.model import Lesson
from quartiers.lessons.prove.findings import Proof
from quartiers.lessons.prove.proof import judge_one, prove
from quartiers.lessons.prove.report import report


def test_the_sample_lesson_is_proved(lesson: Lesson, judge: Judge) -> None:
    proof = prove(lesson, judge)
    assert proof.refutations == []
    tally = proof.tally
    assert tally.exercises == 3
    assert tally.mutants_refused > 20
    assert tally.mutants_accepted > 5
    assert report([proof]).endswith("Tout est prouvé.")


def wrong_solution(draft: Any) -> None:
    draft.edit("ex2-reponse", "\nt.avance(80)\n### DÉPART", "\nt.avance(81)\n### DÉPART")


def wrong_other_answer(draft: Any) -> None:
    draft.answer(2)["justes"].append("t.avance(79)")


def wrong_sentence(draft: Any) -> None:
    draft.answer(2)["refusees"][0]["phrase"] = "Ton trait est trop court."


def right_answer_called_wrong(draft: Any) -> None:
    draft.answer(3)["refusees"].append(
        {"code": "t.avance(9)\nt.droite(90)\nt.avance(9)", "phrase": "Un coin a deux traits."}
    )


def check_that_accepts_anything(draft: Any) -> None:
    draft.edit("ex5-controle", 'c.dessin("t").encres >= 2', "True")
    draft.edit("ex5-controle", 'c.dessin("t").traits >= 2', "True")


def starter_that_is_right(draft: Any) -> None:
    draft.edit("ex2-reponse", "# t.avance(50)", "# t.avance(80)")


def starter_that_raises_unannounced(draft: Any) -> None:
    draft.edit("ex3-reponse", "# t.avance(60)", "# t.avance(x)")


def starter_that_does_not_raise_as_announced(draft: Any) -> None:
    draft.lesson["exercices"][1]["erreur_de_depart"] = "IndexError"


def mutant_without_reason(draft: Any) -> None:
    draft.answer(3)["mutants"].clear()


def reason_without_mutant(draft: Any) -> None:
    draft.answer(2)["mutants"].append({"famille": "operateur", "raison": "Pour rien."})


def quiz_without_its_answer(draft: Any) -> None:
    draft.edit("quiz", '["1", "2"]', '["3", "2"]')


def quiz_with_twin_choices(draft: Any) -> None:
    draft.edit("quiz", '["1", "2"]', '["1", "1"]')


def example_that_raises(draft: Any) -> None:
    draft.edit("exemple", "t.avance(50)", "t.avance(cinquante)")


def example_that_stops_python(draft: Any) -> None:
    draft.edit("exemple", "t.avance(50)", "__import__('os')._exit(3)")


def puzzle_of_other_lines(draft: Any) -> None:
    draft.edit("ex3-indices", "t.avance(60)\n", "t.avance(61)\n")


def puzzle_with_a_missing_line(draft: Any) -> None:
    draft.edit("ex3-indices", "t.avance(60)\n", "")


def pieces_laid_as_lines(draft: Any) -> None:
    draft.edit("ex2-indices", ' class="morceaux"', "")


def pieces_without_what_stands_between(draft: Any) -> None:
    draft.edit("ex2-indices", "t.\n80", "t\n80")


def puzzle_without_its_indents(draft: Any) -> None:
    loop = "for trait in range(2):\n    t.avance(40)"
    draft.edit("ex2-reponse", "\nt.avance(80)\n###", f"\n{loop}\n###")
    puzzle = "<pre>t.avance(40)\nfor trait in range(2):"
    draft.edit("ex2-indices", '<pre class="morceaux">t.\n80\n(\navance\n)', puzzle)


def puzzle_with_a_part_only(draft: Any) -> None:
    draft.edit("ex5-indices", "t.couleur('teal')\n", "")


def puzzle_laid_where_it_breaks(draft: Any) -> None:
    draft.edit("ex3-reponse", "t = Tortue()\n# 2. Fabriquer", "# 2. Fabriquer\nt = Tortue()")


def answer_that_leans_on_another_exercise(draft: Any) -> None:
    draft.edit("ex2-reponse", "\nt.avance(80)\n###", "\nlong = 80\nt.avance(long)\n###")
    draft.edit(
        "ex2-indices",
        '<pre class="morceaux">t.\n80\n(\navance\n)',
        "<pre>t.avance(long)\nlong = 80",
    )
    draft.answer(2)["mutants"] = [{"famille": "nombre", "raison": "Vers l'arrière aussi."}]
    draft.answer(3)["justes"] = ["t.avance(long)\nt.droite(90)\nt.avance(long)"]


LIES: dict[str, tuple[Callable[[Any], None], int, str]] = {
    "solution": (wrong_solution, 2, "solution"),
    "juste": (wrong_other_answer, 2, "réponse juste"),
    "phrase": (wrong_sentence, 2, "réponse refusée"),
    "refusée acceptée": (right_answer_called_wrong, 3, "réponse refusée"),
    "tout accepté": (check_that_accepts_anything, 5, "départ inchangé"),
    "départ juste": (starter_that_is_right, 2, "départ inchangé"),
    "départ qui lève": (starter_that_raises_unannounced, 3, "départ inchangé"),
    "départ qui ne lève pas": (starter_that_does_not_raise_as_announced, 3, "copie distribuée"),
    "mutant": (mutant_without_reason, 3, "mutant accepté sans raison"),
    "raison": (reason_without_mutant, 2, "raison sans mutant"),
    "quiz": (quiz_without_its_answer, 0, "quiz"),
    "quiz double": (quiz_with_twin_choices, 0, "quiz"),
    "exemple": (example_that_raises, 0, "copie distribuée"),
    "exemple qui arrête tout": (example_that_stops_python, 0, "parcours"),
    "puzzle": (puzzle_of_other_lines, 3, "puzzle"),
    "puzzle court": (puzzle_with_a_missing_line, 3, "puzzle"),
    "puzzle morceaux": (pieces_laid_as_lines, 2, "puzzle"),
    "puzzle sans point": (pieces_without_what_stands_between, 2, "puzzle"),
    "puzzle sans décalage": (puzzle_without_its_indents, 2, "puzzle"),
    "puzzle en partie": (puzzle_with_a_part_only, 5, "puzzle"),
    "puzzle mal posé": (puzzle_laid_where_it_breaks, 3, "puzzle"),
    "dépendance": (
        answer_that_leans_on_another_exercise,
        3,
        "réponse juste, les autres exercices laissés intacts",
    ),
}


@pytest.mark.parametrize("name", sorted(LIES))
def test_a_lesson_that_lies_is_refuted_there(
    name: str, draft: Any, courses: Path, judge: Judge
) -> None:
    bend, exercise, claim = LIES[name]
    bend(draft)
    proof: Proof = prove(draft.write(courses), judge)
    assert (exercise, claim) in {(one.exercise, one.claim) for one in proof.refutations}
    assert not proof.holds
    assert all(one.seen and one.to_do for one in proof.refutations)


def test_a_starter_that_raises_as_announced_holds(draft: Any, courses: Path, judge: Judge) -> None:
    draft.edit("ex3-reponse", "# t.avance(60)", "# t.avance(soixante)")
    draft.lesson["exercices"][1]["erreur_de_depart"] = "NameError"
    assert prove(draft.write(courses), judge).refutations == []


def test_a_launch_exercise_gives_its_stars_untouched_but_not_empty(
    draft: Any, courses: Path, judge: Judge
) -> None:
    draft.lesson["exercices"][0]["genre"] = "Lance"
    draft.edit("ex2-reponse", "# t.avance(50)", "# t.avance(80)")
    assert prove(draft.write(courses), judge).refutations == []


def test_a_valid_answer_that_is_not_listed_passes(lesson: Lesson, judge: Judge) -> None:
    found = judge_one(lesson, 2, "for morceau in range(8):\n    t.avance(10)", judge)
    assert found.full


def test_hidden_conditions_count_in_a_judgement(lesson: Lesson, judge: Judge) -> None:
    found = judge_one(lesson, 3, "t.avance(50)\nt.droite(60)\nt.avance(50)", judge)
    assert (found.stars, found.sentence) == (2, "Un coin bien droit, c'est 90.")


def test_an_exercise_that_does_not_exist_is_named_in_french(lesson: Lesson, judge: Judge) -> None:
    with pytest.raises(KeyError, match="n'a pas d'exercice 9"):
        judge_one(lesson, 9, "", judge)
