"""Plugs the library into the running notebook: cells, errors, endless loops, lent words."""

from __future__ import annotations

from atelier import explications, sans_montrer, trace
from atelier.controles import garde_fou, noms_rendus


def brancher() -> bool:
    """Plug in once; may be called again. Outside IPython: do nothing, False."""
    return (
        trace.installer()
        and explications.installer()
        and garde_fou.installer()
        and noms_rendus.installer()
        and sans_montrer.installer()
    )
