"""nbgrader without its web pages: as able to grade, and the pages are still there for others."""

from __future__ import annotations

import subprocess
import sys

LIGHT = """
import sys
from quartiers.grading.light import light_nbgrader
with light_nbgrader():
    import quartiers.grading.engine
print("setuptools" in sys.modules, "jupyter_server" in sys.modules)
from nbgrader.server_extensions.formgrader import load_jupyter_server_extension as load
import setuptools.archive_util as real
print(load.__module__, callable(real.unpack_zipfile), real.__file__ is not None)
"""


def test_what_grading_never_uses_is_not_imported_and_can_be_later() -> None:
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", LIGHT], capture_output=True, text=True, check=True
    )
    first, later = said.stdout.splitlines()
    assert first == "False False"
    assert later.startswith("nbgrader.server_extensions.formgrader")
    assert later.endswith("True True")
