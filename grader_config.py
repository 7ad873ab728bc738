"""Every choice made in nbgrader, each with its reason.

nbgrader reads `nbgrader_config.py`, which loads this file; the lesson build and the grader load it
directly. There is one nbgrader course a track: `QUARTIERS_TRACK=audiovisuel nbgrader …` chooses.
A mistake here is silent by default (nbgrader then runs on its own defaults, exit code 0): set
`TRAITLETS_APPLICATION_RAISE_CONFIG_FILE_ERROR=1` to be told. A test reads the effective values.
"""

import os

from nbgrader import preprocessors as stock

from quartiers.grading import choices
from quartiers.lessons import regions
from quartiers.lessons.gradebook_version import ask_no_other_process
from quartiers.lessons.starter import StarterSolutions
from quartiers.settings import Settings

c = get_config()  # noqa: F821  given by traitlets

settings = Settings.from_env()
track = os.environ.get("QUARTIERS_TRACK") or "programmation"

# nbgrader starts `alembic`, by its bare name, for each new gradebook.
ask_no_other_process()

# --- Where things are ---------------------------------------------------------------------------
# The course's files hold marks and hidden tests: out of the repository, and for this user only.
_course = settings.course_folder(track)
_course.mkdir(mode=0o700, parents=True, exist_ok=True)
c.CourseDirectory.course_id = track
c.CourseDirectory.root = str(_course)
# The truth is the repository's `courses/`, one folder a track, not a copy named `source`.
c.CourseDirectory.source_directory = str(settings.courses / track)
# What helps to judge must never reach a learner: answers (toml) and the media's script.
c.CourseDirectory.ignore = [
    *(".ipynb_checkpoints", "__pycache__", "*.pyc", "feedback"),
    *("*.toml", "fabriquer.py", ".fabrique"),
]

# --- The learner's copy -------------------------------------------------------------------------
# The stock stub raises NotImplementedError: a wall of red before the first try.
c.ClearSolutions.code_stub = {"python": regions.STUB}
c.ClearSolutions.text_stub = "✏️ À toi"
c.ClearSolutions.begin_solution_delimeter = regions.BEGIN_SOLUTION
c.ClearSolutions.end_solution_delimeter = regions.END_SOLUTION
c.ClearHiddenTests.begin_test_delimeter = regions.BEGIN_HIDDEN
c.ClearHiddenTests.end_test_delimeter = regions.END_HIDDEN
# The stock list, with starters (### DÉPART) and without what we never use: header and footer,
# generated tests, mark schemes.
c.GenerateAssignment.preprocessors = [
    stock.LockCells,
    StarterSolutions,
    stock.ClearOutput,
    stock.CheckCellMetadata,
    stock.ComputeChecksums,
    stock.SaveCells,
    stock.ClearHiddenTests,
    stock.ComputeChecksums,
    stock.CheckCellMetadata,
]
# Lessons change as they are improved: releasing again replaces, and is not a mistake.
c.GenerateAssignment.force = True

# --- Time ---------------------------------------------------------------------------------------
# The stock is UTC: a teacher in Roubaix would read two hours less in summer.
c.Exchange.timezone = "Europe/Paris"

# --- Exchange, grading, feedback ----------------------------------------------------------------
# Ours, with their reasons, in src/quartiers/grading/choices.py: the grader needs them too.
choices.apply(c)
# A check cell that a learner removed comes back instead of stopping everybody's grading.
c.OverwriteCells.add_missing_cells = True
c.OverwriteCells.missing_cell_notification = ""  # stock: an English sentence put into the code
