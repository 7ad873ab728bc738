"""nbgrader's ClearSolutions, for cells that give learners a starter instead of an empty stub."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import ClearSolutions

from quartiers.lessons.regions import STARTER, RegionError, cut_answer


class StarterSolutions(ClearSolutions):
    """Replace a solution by the lines that follow `### DÉPART`, uncommented.

    A cell without `### DÉPART` is cleared as nbgrader does, to `code_stub`. Both keep what stands
    before and after the region. `RuntimeError`, as nbgrader raises, when a starter line is not a
    comment.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Clear one cell; nbgrader's own rules hold for every cell without a starter."""
        if cell.cell_type != "code" or STARTER not in cell.source:
            return super().preprocess_cell(cell, resources, cell_index)
        if not cell.metadata.get("nbgrader", {}).get("solution", False):
            raise RuntimeError(f"{STARTER} hors d'une cellule de réponse : {cell.get('id')}")
        try:
            cut = cut_answer(cell.source)
        except RegionError as reason:
            raise RuntimeError(f"cellule {cell.get('id')} : {reason}") from None
        cell.source = cut.with_answer(cut.released_region)
        return cell, resources
