"""Measure a lesson against the limits of a lesson: one rule a small function."""
