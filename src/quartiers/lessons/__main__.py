"""`python -m quartiers.lessons verifier|prouver|construire`."""

from __future__ import annotations

import sys

from quartiers.lessons.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
