"""A browser in which an animator once signed in keeps tries of its own.

Whatever others try elsewhere under the same login, this browser's animator never waits for it.
The cookie opens nothing: it only says whose tries these are.
"""

from __future__ import annotations

import secrets

from tornado.web import create_signed_value, decode_signed_value

from quartiers.room.base import Page

COOKIE = "salle-navigateur"
DAYS = 90


def source_of(page: Page, login: str) -> tuple[str, bool]:
    """From where a password for `login` is tried, and whether it was once given there."""
    kept = decode_signed_value(
        page.room.browsers_key, COOKIE, page.get_cookie(COOKIE, ""), max_age_days=DAYS
    )
    whose, _, browser = (kept or b"").decode().partition(" ")
    return (f"browser {browser}", True) if browser and whose == login else (page.address, False)


def remember(page: Page, login: str) -> None:
    """The right password was given here."""
    value = create_signed_value(
        page.room.browsers_key, COOKIE, f"{login} {secrets.token_urlsafe(12)}"
    )
    page.set_cookie(
        COOKIE,
        value.decode(),
        max_age=DAYS * 86_400,
        path=page.url("animation/"),
        httponly=True,
        samesite="Strict",
    )
