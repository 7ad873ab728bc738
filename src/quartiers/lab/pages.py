"""The pages our server shows by itself: a lesson that is not there, a notebook put back."""

from __future__ import annotations

from html import escape

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: #fff8ec; color: #2a1f33; font: 1.25rem/1.6 system-ui, sans-serif; }}
main {{ max-width: 32rem; padding: 2rem; text-align: center; }}
a {{ display: inline-block; min-height: 44px; padding: .6rem 1.4rem; border-radius: 1rem;
  background: #8a1c5c; color: #fff; font-weight: 700; text-decoration: none; }}
a:focus-visible {{ outline: 4px solid #1a4fd6; outline-offset: 3px; }}
</style></head>
<body><main><h1>{title}</h1>{said}</main></body></html>
"""


def absent_page(lessons_page: str | None) -> str:
    """The page of an unknown lesson; with a room, it has a way back to «Mes leçons»."""
    link = ("← Mes leçons", lessons_page) if lessons_page else None
    said = ["Montre cette page à un animateur."]
    return small_page("Cette leçon n'est pas encore là", said, link)


def small_page(title: str, said: list[str], link: tuple[str, str] | None = None) -> str:
    """A page with a title, some sentences, and one way on: its words and its address."""
    lines = [f"<p>{escape(one)}</p>" for one in said]
    if link is not None:
        words, address = link
        lines.append(f'<p><a href="{escape(address, quote=True)}">{escape(words)}</a></p>')
    return PAGE.format(title=escape(title), said="\n".join(lines))
