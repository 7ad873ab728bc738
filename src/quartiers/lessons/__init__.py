"""Lessons: read them, check their limits, prove their exercises, build what learners receive."""
