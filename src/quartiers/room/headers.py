"""The headers that make a page safe to show; no script or style is ever inline."""

from __future__ import annotations

OUR_FILES_ONLY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # animators see learners' pictures as data, in <img> only
        "media-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def page_policy(workshops: int) -> str:
    """The Content-Security-Policy of a page of the room.

    A form may end in the learner's workshop, at the port `workshops` of this host: Chromium asks
    the policy for each step that follows a form.
    """
    there = f" http://*:{workshops}" if workshops else ""
    return f"{OUR_FILES_ONLY}; form-action 'self'{there}"


# For a learner's own SVG: even opened alone it runs nothing and loads nothing.
SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
