"""Grading: nbgrader wired for us, one learner at a time, between two contained processes."""

import sys

# jsonschema builds this package's grammar of internet addresses as it is imported, 0.7 s of CPU
# in each process, for a format that no notebook uses; it does without when it is absent.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
