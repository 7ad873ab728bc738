"""An address typed by hand leads to a lesson or to «Mes leçons», never to a bare JupyterLab."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_server.utils import url_path_join
from tornado.web import Finish

from quartiers.lab.light_page import HOOK, PageConfig

NOTEBOOK = ".ipynb"


def better_page(mode: str, notebook: str, base: str, lessons_page: str) -> str | None:
    """Where a page of JupyterLab should be instead; None when it is one notebook alone.

    `mode` is `doc` for one document alone, else `lab`; `notebook` is its path in the home, empty
    when there is none.
    """
    if not notebook:
        return lessons_page
    return None if mode == "doc" else url_path_join(base, "doc/tree", quote(notebook))


def notebook_asked(home: Path, tree: str | None) -> str:
    """The notebook of an address `/tree/…`, when the home has it; else empty."""
    path = (tree or "").removeprefix("/tree/").strip("/")
    there = path.endswith(NOTEBOOK) and ".." not in path.split("/") and (home / path).is_file()
    return path if there else ""


def leave_no_bare_page(settings: dict[str, Any], home: Path, lessons_page: str) -> None:
    """Have JupyterLab's own page look at its address first; other hooks stay."""
    before = settings.get(HOOK)

    def hook(handler: Any, page: PageConfig) -> PageConfig:
        asked = handler.path_kwargs
        notebook = notebook_asked(home, asked.get("tree"))
        # JupyterLab's page «not found» has no mode, and is bare too.
        mode = asked.get("mode", "lab")
        place = better_page(mode, notebook, settings["base_url"], lessons_page)
        if place is not None:
            handler.redirect(place)
            raise Finish
        return before(handler, page) if before else page

    settings[HOOK] = hook
