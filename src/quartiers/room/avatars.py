"""Draws the avatar of a pseudonym: its animal as pixels, in its colour, on woven cloth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from quartiers.sessions.pseudonyms import COLOURS

SPRITES = Path(__file__).parent / "sprites.txt"
ROWS, HALF = 14, 7
MARGIN = 2
SIDE = ROWS + 2 * MARGIN
INK, PAPER = "#1c1a2b", "#fff8ec"
FIXED = {"w": PAPER, "k": INK, "p": "#f08a7e", "y": "#f4a11d", "o": INK}

Grid = tuple[str, ...]


def avatar_path(pseudo: str) -> str:
    """The address of an avatar below the room's prefix."""
    return f"avatar/{quote(pseudo)}.svg"


@cache
def draw_avatar(animal: str, colour: str) -> str:
    """The avatar as an SVG of 18 x 18 units; KeyError for an unknown animal or colour."""
    body = lighten_dark(COLOURS[colour])
    paints = {"b": body, "d": mix(body, INK, 0.38), "l": mix(body, PAPER, 0.6), **FIXED}
    cloth = mix(body, PAPER, 0.72)
    pixels = "".join(_run(x, y, width, paints[kind]) for x, y, width, kind in runs(face(animal)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" '
        f'shape-rendering="crispEdges"><title>{animal} {colour}</title>'
        f'<defs><pattern id="t" width="2" height="2" patternUnits="userSpaceOnUse">'
        f'<path fill="{mix(cloth, body, 0.16)}" d="M0 0h1v1H0zM1 1h1v1H1z"/></pattern></defs>'
        f'<path fill="{cloth}" d="M0 0h{SIDE}v{SIDE}H0z"/>'
        f'<path fill="url(#t)" d="M0 0h{SIDE}v{SIDE}H0z"/>{pixels}</svg>'
    )


def face(animal: str) -> Grid:
    """The whole face with its margin, outlined in ink where it meets the cloth."""
    left = sprites()[animal]
    rows = [f"{row}{row[::-1]}".center(SIDE, ".") for row in left]
    empty = ["." * SIDE] * MARGIN
    return outline((*empty, *rows, *empty))


def outline(grid: Grid) -> Grid:
    """The grid with an `o` on every empty pixel beside a full one."""

    def pixel(x: int, y: int) -> str:
        inside = 0 <= x < len(grid[0]) and 0 <= y < len(grid)
        return grid[y][x] if inside else "."

    def drawn(x: int, y: int) -> str:
        around = (pixel(x - 1, y), pixel(x + 1, y), pixel(x, y - 1), pixel(x, y + 1))
        touches = any(neighbour != "." for neighbour in around)
        return "o" if pixel(x, y) == "." and touches else pixel(x, y)

    return tuple("".join(drawn(x, y) for x in range(len(grid[0]))) for y in range(len(grid)))


def runs(grid: Grid) -> Iterator[tuple[int, int, int, str]]:
    """The full pixels as horizontal runs: x, y, width, kind."""
    for y, row in enumerate(grid):
        x = 0
        for kind, group in groupby(row):
            width = len(list(group))
            if kind != ".":
                yield x, y, width, kind
            x += width


@cache
def sprites() -> Mapping[str, Grid]:
    """The half faces of `sprites.txt` by animal, 14 rows of 7."""
    blocks = SPRITES.read_text(encoding="utf-8").split("\n\n")[1:]
    return {block.split()[0]: tuple(block.split()[1:]) for block in blocks}


def mix(first: str, second: str, share: float) -> str:
    """A colour between two `#rrggbb`: `share` 0 gives the first, 1 the second."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighten_dark(colour: str) -> str:
    """A colour on which ink eyes are seen; light ones stay as they are."""
    red, green, blue = _channels(colour)
    # Rec. 601 luma, 0 to 255.
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return mix(colour, PAPER, max(0.0, (110 - luma) / 300))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _run(x: int, y: int, width: int, paint: str) -> str:
    return f'<path fill="{paint}" d="M{x} {y}h{width}v1h-{width}z"/>'
