"""Vector drawings: shapes pass, everything that could act is refused."""

from __future__ import annotations

import pytest

from atelier.erreurs_base import ErreurValeur
from atelier.vecteurs import LARGEST, check_svg

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'


def svg(inside: str) -> str:
    return f"{OPEN}{inside}</svg>"


@pytest.mark.parametrize(
    "inside",
    [
        "",
        '<circle cx="50" cy="50" r="40" fill="gold"/>',
        '<g><rect width="3" height="3"/><path d="M0 0L3 3"/></g>',
        '<defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs>'
        '<rect fill="url(#a)"/>',
        '<text x="3" y="9">Été</text>',
    ],
)
def test_shapes_pass(inside: str) -> None:
    check_svg(svg(inside))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<a href="x"><circle/></a>',
        '<circle onclick="x"/>',
        '<use href="#a"/>',
        '<image href="x"/>',
        '<rect style="fill:url(http://x)"/>',
        '<rect fill="url(http://x)"/>',
        '<rect xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x"/>',
        "<foreignObject/>",
        "<style>*{}</style>",
        "<animate/>",
        "<!-- x -->",
    ],
)
def test_what_acts_or_links_is_refused(inside: str) -> None:
    with pytest.raises(ErreurValeur, match="je montre seulement des formes"):
        check_svg(svg(inside))


def test_an_entity_bomb_is_refused_before_it_is_read() -> None:
    with pytest.raises(ErreurValeur):
        check_svg('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + svg("&a;"))


def test_an_open_tag_says_where() -> None:
    with pytest.raises(ErreurValeur, match="Une balise n'est pas fermée"):
        check_svg(svg('<circle r="3">'))


def test_a_huge_drawing_is_refused() -> None:
    with pytest.raises(ErreurValeur, match="lettres"):
        check_svg(svg("<circle/>" * LARGEST))
