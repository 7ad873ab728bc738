"""Ends all sessions of somebody: at the Hub, and in the room, which believed it for a while."""

from __future__ import annotations

import logging

from quartiers.room.base import Page
from quartiers.room.hub_client import HubTrouble

log = logging.getLogger(__name__)


async def end_sessions(page: Page, hub_name: str) -> None:
    """Whoever is inside under this name is outside, in every browser; their files stay.

    The Hub forgets the account with its cookies and tokens, and makes it again at the next entry.
    """
    try:
        await page.room.hub.delete_user(hub_name)
    except HubTrouble as trouble:
        log.warning("the sessions of %s may go on: %s", hub_name, trouble)
    forget_answers(page)


def forget_answers(page: Page) -> None:
    """Ask the Hub again who is who: its answers are kept for five minutes."""
    page.hub_auth.cache.clear()
