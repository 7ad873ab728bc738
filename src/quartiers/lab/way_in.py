"""The last step of the way in, where the Hub sends the browser back to its learner's server."""

from __future__ import annotations

from typing import Any

from quartiers.lab.pages import small_page

STOPPED = "La porte s'est refermée"
CALM = [
    "Tu n'y es pour rien, et ton travail est gardé.",
    "Reviens à tes leçons, et rouvre la tienne.",
]


def speak_french(lessons_page: str) -> None:
    """JupyterHub's handler is a plain Tornado one, without Jupyter's pages: when the Hub went away
    in the middle, it said so in English."""
    from jupyterhub.services.auth import HubOAuthCallbackHandler

    def write_error(self: Any, _status: int, **_why: Any) -> None:
        self.finish(small_page(STOPPED, CALM, ("← Mes leçons", lessons_page)))

    handler: Any = HubOAuthCallbackHandler
    handler.write_error = write_error
