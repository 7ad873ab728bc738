"""Addresses as QR codes, and the address that other machines of the centre reach us by."""

from __future__ import annotations

from urllib.parse import urljoin

import segno
from markupsafe import Markup

from quartiers.room.base import Page


def qr_code(address: str) -> Markup:
    """The address as a drawing that a phone reads; no style inside, our pages forbid it."""
    drawing = segno.make(address, error="m").svg_inline(
        scale=4, border=2, dark="#000", light="#fff", omitsize=True
    )
    return Markup(drawing)


def public_address(page: Page, path: str = "") -> str:
    """The whole address of a page of the room (of the Hub's root without `path`)."""
    base = page.room.config.address or f"{page.request.protocol}://{page.request.host}/"
    return urljoin(base, page.url(path)) if path else base
