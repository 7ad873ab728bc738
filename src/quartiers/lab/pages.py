"""The one page our server shows by itself: a lesson that is not there."""

from __future__ import annotations

from html import escape

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Leçon à venir</title>
<style>
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: #fff8ec; color: #2a1f33; font: 1.25rem/1.6 system-ui, sans-serif; }}
main {{ max-width: 32rem; padding: 2rem; text-align: center; }}
a {{ display: inline-block; min-height: 44px; padding: .6rem 1.4rem; border-radius: 1rem;
  background: #8a1c5c; color: #fff; font-weight: 700; text-decoration: none; }}
a:focus-visible {{ outline: 4px solid #1a4fd6; outline-offset: 3px; }}
</style></head>
<body><main><h1>Cette leçon n'est pas encore là</h1>
<p>Montre cette page à un animateur.</p>{way_back}</main></body></html>
"""


def absent_page(lessons_page: str | None) -> str:
    """Return the page of an unknown lesson; with a room, it has a way back to «Mes leçons»."""
    if lessons_page is None:
        return PAGE.format(way_back="")
    link = f'<p><a href="{escape(lessons_page, quote=True)}">← Mes leçons</a></p>'
    return PAGE.format(way_back=link)
