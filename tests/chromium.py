"""Chromium for the tests; `tests/browser/test_seance.py` has the one that people use.

Debian's `chromium-headless-shell` is the same engine without the windows, whose own pages cost a
third of the time of each opening; where it is not installed, `chromium` itself does.
"""

from __future__ import annotations

import shutil

PROGRAM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# Chromium asks Google's hosts for many things of its own. A page that asks for anything outside
# this machine gets nothing; not by `page.route`: each request would come through Python.
ALONE = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
MISSING = "no Chromium on this machine: apt install chromium-headless-shell"
