"""Erases what the house's folders hold of a learner who left the store; by the grader, at rest."""

from quartiers.grading.erasing.leavers import erase_leavers, somebody_leaves

__all__ = ["erase_leavers", "somebody_leaves"]
