"""Every text that is seen on a page, and how well it stands out from what is behind it.

axe-core measures most texts. It leaves aside a text of one letter, a text over several layers,
a gesture that is not ready yet, and all that it believes to be off the screen: those are measured
here, by their colours, or by the pixels when colours do not tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image

# In the page, after `axe.run(…, {elementRef: true})` gave `found`: the texts that are too pale,
# the ones that only pixels can tell (kept in `window.doubts`), and what axe looked at.
MEASURE = """(found => {
  const {Color, flattenColors, getContrast} = axe.commons.color;
  const colour = text => { const made = new Color(); made.parseString(text); return made; };
  const up = function* (node) { for (; node; node = node.parentElement) yield node; };
  const needed = node => {
    const {fontSize, fontWeight} = getComputedStyle(node);
    return parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24) ? 3 : 4.5;
  };
  const ink = node => {
    const made = colour(getComputedStyle(node).color);
    for (const one of up(node)) made.alpha *= getComputedStyle(one).opacity;
    return made;
  };
  const paper = node => {
    const layers = [];
    for (const one of up(node)) {
      layers.push(colour(getComputedStyle(one).backgroundColor));
      if (layers.at(-1).alpha === 1) break;
    }
    return layers.reduceRight((under, over) => flattenColors(over, under),
                              new Color(255, 255, 255, 1));
  };
  const ratio = node => getContrast(paper(node), flattenColors(ink(node), paper(node)));
  const tell = node => node.outerHTML.slice(0, 200);
  const modal = document.querySelector('dialog:modal');
  const clipped = node => [...up(node)].some(one => {
    const {width, height} = one.getBoundingClientRect();
    return (width <= 1 || height <= 1) && getComputedStyle(one).overflow === 'hidden'
      && one !== document.body;
  });
  const isText = node => !node.closest('svg, select, [data-icon], :disabled')
    && [...node.childNodes].some(one => one.nodeType === 3 && /[\\p{L}\\p{N}]/u.test(one.data))
    && node.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && (!modal || modal.contains(node)) && !clipped(node);
  const texts = [...document.body.querySelectorAll('*')].filter(isText);
  const judged = kind => found[kind].filter(rule => rule.id === 'color-contrast')
    .flatMap(rule => rule.nodes);
  const unsure = judged('incomplete').filter(one => !one.any[0]?.data?.contrastRatio);
  const sure = new Set([...judged('passes'), ...judged('violations')].map(one => one.element));
  window.doubts = unsure.map(one => one.element).filter(isText);
  const pale = texts.filter(node => !sure.has(node) && !window.doubts.includes(node))
    .filter(node => ratio(node) < needed(node))
    .map(node => `contrast ${ratio(node).toFixed(2)}: ${tell(node)}`);
  const inView = node => {
    const {left, top, right, bottom} = node.getBoundingClientRect();
    return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  };
  const ready = texts.filter(node => inView(node) && !node.closest('[aria-disabled=true]'));
  const looked = ready.filter(node => sure.has(node) || window.doubts.includes(node)
    || judged('incomplete').some(one => one.element === node)).length;
  return {pale, looked, ready: ready.length,
          doubts: window.doubts.map(node => ({needed: needed(node), html: tell(node),
            ink: [ink(node).red, ink(node).green, ink(node).blue, ink(node).alpha]}))};
})"""
# Where a doubtful text is once it is in view, and whether the page had to move for it.
WHERE = """place => {
  const node = window.doubts[place];
  const before = node.getBoundingClientRect();
  node.scrollIntoView({block: 'nearest', behavior: 'instant'});
  const after = node.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents([...node.childNodes].find(one => one.nodeType === 3 && one.data.trim()));
  const {left, top, width, height} = range.getBoundingClientRect();
  const letters = Math.min(height, 1.1 * parseFloat(getComputedStyle(node).fontSize));
  const above = top + (height - letters) / 2; // no border of its frame
  return {moved: before.left !== after.left || before.top !== after.top,
          box: [left, above, left + width, above + letters].map(Math.round)};
}"""
HIDE = """() => window.doubts.forEach(
  node => node.style.setProperty('-webkit-text-fill-color', 'transparent', 'important'))"""
SHOW_AGAIN = """() => window.doubts.forEach(
  node => node.style.removeProperty('-webkit-text-fill-color'))"""


def luminance(red: float, green: float, blue: float) -> float:
    """How bright WCAG says that a colour is, from 0 to 1; each part is from 0 to 255."""
    parts = [part / 255 for part in (red, green, blue)]
    line = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def ratio(ink: list[float], paper: tuple[int, ...]) -> float:
    """The contrast of an ink (red, green, blue from 0 to 255, alpha from 0 to 1) on a paper."""
    alpha = ink[3]
    mixed = [alpha * over + (1 - alpha) * under for over, under in zip(ink, paper, strict=False)]
    pair = sorted([luminance(*mixed), luminance(*paper)])
    return (pair[1] + 0.05) / (pair[0] + 0.05)


def on_pixels(paper: Image.Image, ink: list[float]) -> float:
    """The contrast that 19 pixels out of 20 of a paper reach, or more, with this ink."""
    size = paper.width * paper.height
    counted = paper.getcolors(size) or []
    reached = sorted((ratio(ink, colour), count) for count, colour in counted)  # type: ignore[arg-type]
    rest = size * 0.05
    for value, count in reached:
        rest -= count
        if rest < 0:
            return value
    return reached[-1][0]


def papers(page: Any, number: int) -> Iterator[Image.Image]:
    """What is behind each doubtful text, all of them hidden: one picture as long as the page does
    not move."""
    if not number:
        return
    page.evaluate(HIDE)
    screen = None
    for place in range(number):
        where = page.evaluate(WHERE, place)
        if screen is None or where["moved"]:
            screen = Image.open(BytesIO(page.screenshot())).convert("RGB")
        yield screen.crop(within(where["box"], screen.size))
    page.evaluate(SHOW_AGAIN)


def within(box: list[int], size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The part of a box that is on the screen; one pixel at least."""
    left, top = (max(0, min(at, most - 1)) for at, most in zip(box[:2], size, strict=True))
    right, bottom = (min(at, most) for at, most in zip(box[2:], size, strict=True))
    return left, top, max(right, left + 1), max(bottom, top + 1)


def too_pale(page: Any, measured: dict[str, Any]) -> list[str]:
    """What `MEASURE` found too pale, and the doubtful texts that pixels show so."""
    found = list(measured["pale"])
    doubts = measured["doubts"]
    for doubt, paper in zip(doubts, papers(page, len(doubts)), strict=True):
        reached = on_pixels(paper, doubt["ink"])
        if reached < doubt["needed"]:
            found.append(f"contrast {reached:.2f} on pixels: {doubt['html']}")
    if 2 * measured["looked"] < measured["ready"]:
        found.append(f"axe-core looked at {measured['looked']} of {measured['ready']} texts")
    return found
