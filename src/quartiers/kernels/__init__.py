"""Processes that run a learner's code: contained, and later fast."""
