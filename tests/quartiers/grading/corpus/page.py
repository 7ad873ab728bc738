"""Is a page harmless? No script, no handler, nothing from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser

ACTING = {"script", "iframe", "object", "embed", "form", "base", "link", "frame", "applet"}
ADDRESSES = {"src", "href", "xlink:href", "action", "formaction", "poster", "srcset", "background"}
HARMLESS = ("data:image/", "data:audio/", "data:video/", "#")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ACTING:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            outside = name in ADDRESSES and not (value or "").lower().startswith(HARMLESS)
            if name.startswith("on") or outside:
                self.found.append(f"<{tag} {name}={(value or '')[:80]!r}>")


def acting_parts(page: str) -> list[str]:
    """The tags and attributes of a page that could act or reach out."""
    reader = _Reader()
    reader.feed(page)
    return reader.found
