"""Grading: nbgrader wired for us, one learner at a time, in a contained kernel."""
