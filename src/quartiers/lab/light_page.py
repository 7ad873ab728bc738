"""JupyterLab's page, lightened: nothing that is switched off, and files shared by everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PageConfig = dict[str, Any]
Hook = Callable[[Any, PageConfig], PageConfig]

HOOK = "page_config_hook"  # where JupyterLab asks what to change in its page


def light_page(page: PageConfig, shared: str | None) -> PageConfig:
    """Return the page's configuration without the prebuilt extensions it switches off.

    JupyterLab downloads these, and only then does not start them. `shared` is the path, without
    final slash, where the room serves the same files to all learners; None leaves them where
    they are.
    """
    disabled = set(page.get("disabledExtensions", ()))
    kept = [it for it in page.get("federated_extensions", ()) if it["name"] not in disabled]
    lighter = {**page, "federated_extensions": kept}
    if shared:
        lighter |= {
            "fullStaticUrl": f"{shared}/lab",
            "fullLabextensionsUrl": f"{shared}/extensions",
        }
    return lighter


def lighten_pages(settings: dict[str, Any], shared: str | None) -> None:
    """Add ourselves after the hook that is there: JupyterHub has one of its own."""
    before: Hook | None = settings.get(HOOK)

    def hook(handler: Any, page: PageConfig) -> PageConfig:
        return light_page(before(handler, page) if before else page, shared)

    settings[HOOK] = hook
