"""Claims on hints: the puzzle in the right order, laid as the screen does, gets every star."""

from __future__ import annotations

from collections.abc import Iterator

from quartiers.lessons.hints import hints_of
from quartiers.lessons.judging.judge import Judge
from quartiers.lessons.judging.model import Trial, Verdict
from quartiers.lessons.model import Lesson
from quartiers.lessons.notebook import Notebook
from quartiers.lessons.prove.cells import code_lines, cuts, run_cells, untouched
from quartiers.lessons.prove.findings import Refutation
from quartiers.lessons.puzzle import laid, placed, right_order

CLAIM = "puzzle"
MIXED = 'Un <pre> mélange les lignes de la solution ; un <pre class="morceaux">, ses morceaux.'


def puzzles(lesson: Lesson, notebook: Notebook, judge: Judge) -> Iterator[Refutation]:
    """Order each puzzle as the solution, lay it in the cell as given, and have it judged."""
    trials = []
    for number, cut in cuts(notebook).items():
        cell = notebook.of_exercise(number, "indices")
        if cell is None or lesson.exercise(number) is None:
            continue
        hints = hints_of(cell.source)
        ordered = right_order(hints.puzzle, code_lines(cut.solution), hints.one_line)
        if ordered is None:
            seen = f"{_shown(hints.puzzle)} : on n'en refait pas la solution."
            yield Refutation(number, CLAIM, seen, MIXED, cut.solution)
        else:
            text = laid(ordered, hints.one_line)
            given = cut.with_answer(cut.released_region)
            trials.append(Trial(str(number), number, placed(given, text)))
    verdicts = judge.judge(lesson.folder, run_cells(notebook, untouched), trials) if trials else {}
    for trial in trials:
        if not verdicts[trial.key].full:
            yield _unsolved(trial, verdicts[trial.key])


def _unsolved(trial: Trial, verdict: Verdict) -> Refutation:
    return Refutation(
        trial.exercise,
        CLAIM,
        f"remis dans l'ordre, il reçoit {verdict.stars:g} sur {verdict.out_of} "
        f"et « {verdict.sentence} ».",
        f"{MIXED} Gardez les espaces de début, et « # 2. » et « # 3. » autour de la région.",
        trial.source,
    )


def _shown(pieces: tuple[str, ...]) -> str:
    return ", ".join(f"« {piece} »" for piece in pieces) or "rien"
