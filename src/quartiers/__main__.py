"""`python -m quartiers` is the command line."""

import sys

from quartiers.cli import main

sys.exit(main(sys.argv[1:]))
