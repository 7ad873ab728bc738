"""Turn a work into what Jupyter keeps in the notebook: always with its alternative text.

Choices. A picture is sent as `text/html` (a real `alt`) and, while it stays under `BOTH` bytes,
also as `image/png` for the views that drop HTML. A drawing is sent as `image/svg+xml` and as an
`<img>` of it, for the same `alt`. Sounds and films are `text/html` players of the browser: they
work offline and with the keyboard. Nothing refers to a file or to the network.
"""

from __future__ import annotations

import base64
from hashlib import sha256
from html import escape
from typing import Any, TypeAlias

from PIL import Image

from atelier import dessin_svg, fichier_png, lecteurs, tableaux
from atelier.films import Film, opaque
from atelier.nuanciers import Nuancier
from atelier.quadrillage import est_minuscule, quadriller
from atelier.repere import Repere
from atelier.sons import est_un_son
from atelier.tortue import Tortue

Bundle: TypeAlias = tuple[dict[str, Any], dict[str, Any]]

BOTH = 200_000  # bytes of a PNG up to which it is sent twice
SMALL = 320  # pixels: pictures are shown at least this wide, small ones in sharp squares
WIDEST = 1024  # pixels of the longest side of a shown picture


def bundle(objet: Any, description: str) -> Bundle:
    """MIME data and metadata of a work that `est_montrable`."""
    if isinstance(objet, Tortue):
        data = svg(with_the_turtle(objet, description), description)
    elif isinstance(objet, Image.Image):
        data = picture(objet, description)
    elif isinstance(objet, Film):
        data = {"text/html": lecteurs.film(objet, description)}
    elif est_un_son(objet):
        data = {"text/html": lecteurs.sound(objet, description)}
    elif est_svg(objet):
        data = svg(objet, description)
    elif tableaux.est_un_tableau(objet):
        data = {"text/html": tableaux.html(objet, description)}
    else:
        data = {"text/html": words(objet, description)}
    data["text/plain"] = description
    return data, {"quartiers": {"description": description}}


def with_the_turtle(tortue: Tortue, description: str) -> str:
    """The drawing under its cell: a beginner sees where the turtle is and which way it looks."""
    here = Repere(tortue.x, tortue.y, tortue.cap)
    return dessin_svg.draw(tortue.formes, tortue.page, description, here)


def picture(image: Image.Image, description: str) -> dict[str, Any]:
    """A picture, enlarged on screen when it is small; a tiny one is a numbered grid."""
    if est_minuscule(image):
        view = quadriller(image)
        return {"text/html": img(png(view), view.width, description)} | as_png(png(image))
    shown = image
    if max(image.size) > WIDEST:
        shown = image.copy()
        shown.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    data = png(shown)
    wide = max(shown.width, min(SMALL, shown.width * 40)) if not keeps_size(image) else shown.width
    style = ""
    if shown.width * 2 <= wide:
        style = ";image-rendering:pixelated;border:1px solid #8c8779"  # a white picture has edges
    return {"text/html": img(data, wide, description, style)} | as_png(data)


def img(data: bytes, wide: int, description: str, style: str = "") -> str:
    """A PNG in the page, with its words."""
    return figure(
        f'<img alt="{escape(description)}" width="{wide}" style="max-width:100%;height:auto{style}"'
        f' src="data:image/png;base64,{base64.b64encode(data).decode()}">'
    )


def as_png(data: bytes) -> dict[str, Any]:
    """The same bytes for views that drop HTML, unless they are many."""
    return {"image/png": base64.b64encode(data).decode()} if len(data) <= BOTH else {}


def keeps_size(image: Image.Image) -> bool:
    """A palette is shown as it is made: its letters are already readable."""
    return isinstance(image, Nuancier)


def png(image: Image.Image) -> bytes:
    """The bytes of a PNG file, without what the picture remembers beside its pixels."""
    plain = image if image.mode in ("RGB", "RGBA", "L", "LA") else opaque(image)
    found = identity(plain)
    if found not in _latest:  # shown, then kept: the same picture comes twice in a row
        _latest.clear()
        _latest[found] = fichier_png.encode(plain)
    return _latest[found]


def identity(image: Image.Image) -> tuple[object, ...]:
    """All that the bytes of its PNG depend on."""
    beside = (str(image.info.get(name)) for name in ("icc_profile", "transparency"))
    return (image.mode, image.size, sha256(image.tobytes()).digest(), *beside)


_latest: dict[tuple[object, ...], bytes] = {}
"""The last PNG made, at most."""


def svg(source: str, description: str) -> dict[str, Any]:
    """A vector drawing. Inside an `<img>` nothing of it can run."""
    code = base64.b64encode(source.encode()).decode()
    html = figure(
        f'<img alt="{escape(description)}" style="max-width:100%;height:auto;min-width:200px" '
        f'src="data:image/svg+xml;base64,{code}">'
    )
    return {"image/svg+xml": source, "text/html": html}


def words(text: object, description: str) -> str:
    """A text or a number, large; line breaks are kept."""
    return figure(
        f'<div role="group" aria-label="{escape(description)}" style="font-size:1.4em;'
        f'line-height:1.5;white-space:pre-wrap">{escape(str(text))}</div>'
    )


def figure(inside: str) -> str:
    return f'<figure style="margin:0.5em 0">{inside}</figure>'


def est_svg(objet: object) -> bool:
    """Whether this is a text that holds an SVG drawing."""
    return isinstance(objet, str) and objet.lstrip().startswith("<svg")
