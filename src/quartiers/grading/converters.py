"""nbgrader's two converters, for one submission after the other."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import chdir
from typing import Any

from nbconvert.writers.files import FilesWriter
from nbformat import NotebookNode
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import setenv

from quartiers.grading.preprocessors.restore import TIDIED
from quartiers.grading.report import KEY

NO_MEDIA = "sans_medias"
"""A folder that is not there: where a copy takes no media from."""


class OneByOne(BaseConverter):
    """A converter that stays: stock builds its exporter and its steps for each submission."""

    is_built = False

    def convert(self, directory: CourseDirectory) -> None:
        """Convert the submission that `directory` is about."""
        self.coursedir = directory
        self.start()

    def start(self) -> None:
        """As stock, with what was built the first time."""
        self.init_notebooks()
        if not self.is_built:
            self.writer = FilesWriter(parent=self, config=self.config)  # type: ignore[no-untyped-call]
            self.exporter = self.exporter_class(parent=self, config=self.config)
            for step in self.steps():
                self.exporter.register_preprocessor(step)
            self.is_built = True
        self.writer.build_directory = ""  # it makes a folder only when told of another one
        with chdir(self.coursedir.root):
            self.convert_notebooks()

    def steps(self) -> Sequence[Any]:
        """What is done to a notebook, in order."""
        return tuple(self.preprocessors)


class AutogradeOne(OneByOne, Autograde):
    """nbgrader's Autograde for one learner, in one pass, which remembers how it went."""

    trouble: Exception | None = None
    tidied = False
    cut = False
    cells: Sequence[NotebookNode] = ()

    def start(self) -> None:
        """Forget the submission before this one."""
        self.trouble, self.tidied, self.cut, self.cells = None, False, False, ()
        super().start()

    def steps(self) -> Sequence[Any]:
        """Stock writes the sanitised notebook and reads it again: here both lists run in a row."""
        return (*self.sanitize_preprocessors, *self.autograde_preprocessors, self._look)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Stock copies the lesson's media beside each copy: half a megabyte that nobody reads."""
        self.coursedir.source_directory = NO_MEDIA
        super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Once, with all the steps."""
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                BaseConverter.convert_single_notebook(self, notebook_filename)
        except Exception as trouble:  # the base class only writes it to the log
            self.trouble = trouble
            raise

    def _look(self, notebook: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Note what our preprocessors left."""
        self.cells = notebook.cells
        self.tidied = self.tidied or bool(resources.get(TIDIED))
        self.cut = self.cut or bool(getattr(resources.get(KEY), "cut", ()))
        return notebook, resources


class FeedbackOne(OneByOne, GenerateFeedback):
    """nbgrader's GenerateFeedback for one learner."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Stock copies the lesson's media beside the page: all that ours shows is in it."""
