"""What somebody meets on a page: English words, barriers for axe-core; shared by browser tests.

The English is that of JupyterLab's own catalogue (every word of its messages that no French
translation uses), with the commonest words of the language.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from contrast import MEASURE, too_pale

WORD = re.compile(r"[a-zà-öø-ÿœ]+(?:['’][a-zà-öø-ÿœ]+)?", re.IGNORECASE)
PACK = "jupyterlab_language_pack_fr_FR"
# Words of every page in English; none of them is a French word too.
COMMON = """
    about after all and are been before between button by cannot cell cells choose click close
    content delete does done download edit editor enter error every failed file files find first
    for forbidden from get go have help here how kernel last learn loading login logout
    markdown more my name new next not notebook notebooks of off open other our out output
    please press previous read reload remove restart run save saved search select server settings
    should show sign some something sorry spawn starting stop than that the their them then there
    these they this those to try untitled upload use user username was welcome were what when
    which who why will with without work wrong yes you your
"""
# French words, or names, that the English messages use as well.
FRENCH_TOO = """
    an as but change comment complete continue double drop front go in main max net note octave or
    page place pointer second signal silence son total visible zero
"""
AXE = Path(__file__).parents[1] / "lab-extension" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IS_THERE = "typeof axe !== 'undefined'"
RUN_AXE = """axe.run(document, {runOnly: %s, elementRef: true, selectors: false}).then(found => ({
  barriers: found.violations.map(
    one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).join(' | ')}`),
  contrast: %s(found)}))"""

GREY = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { color: #777 !important; background: #888 !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
# No colour half-way afterwards.
UNGREY = """() => {
  document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)
    .forEach(one => one.finish());
}"""

SEEN = """() => {
  const seen = [document.title];
  const hidden = 'script, style, template, noscript, .cm-editor, pre, code, [lang=en]';
  const walk = root => {
    for (const node of root.querySelectorAll('*')) {
      if (node.closest(hidden) || !node.checkVisibility({visibilityProperty: true})) continue;
      for (const name of ['aria-label', 'aria-roledescription', 'aria-valuetext', 'title',
                          'placeholder', 'alt']) {
        if (node.getAttribute(name)) seen.push(node.getAttribute(name));
      }
      if (/^(button|submit|reset)$/.test(node.type) && node.tagName === 'INPUT') {
        seen.push(node.value);
      }
      for (const where of ['::before', '::after']) {
        const made = getComputedStyle(node, where).content;
        if (/^["'].*["']$/.test(made)) seen.push(made.slice(1, -1));
      }
      for (const child of node.childNodes) {
        if (child.nodeType === Node.TEXT_NODE && child.textContent.trim()) {
          seen.push(child.textContent.trim());
        }
      }
      if (node.shadowRoot) walk(node.shadowRoot);
    }
  };
  walk(document);
  return [...new Set(seen)];
}"""


def words_of(text: str) -> set[str]:
    """The words of a text, in small letters; neither addresses nor elided articles are words."""
    bare = WORD.findall(re.sub(r"\bhttps?:\S+", "", text))
    found = (re.split(r"['’]", word.lower())[-1] for word in bare)
    return {word for word in found if len(word) > 1}


@cache
def english_words() -> frozenset[str]:
    """The words that tell English."""
    text = (files(PACK) / "locale/fr_FR/LC_MESSAGES/jupyterlab.json").read_text("utf-8")
    catalogue = {key: told for key, told in json.loads(text).items() if key}
    asked = set().union(*(words_of(key.rpartition("\x04")[2]) for key in catalogue))
    answered = {one for key, told in catalogue.items() for one in told if one and one != key}
    told = asked - set().union(*map(words_of, answered))
    return frozenset((told | set(COMMON.split())) - set(FRENCH_TOO.split()))


def english_in(texts: list[str]) -> dict[str, list[str]]:
    """The texts that hold English words, with these words."""
    found = {text: sorted(words_of(text) & english_words()) for text in texts}
    return {text: words for text, words in found.items() if words}


def english_seen(page: Any) -> dict[str, list[str]]:
    """What is English in all that a page shows or says: texts, names, titles, placeholders."""
    return english_in(page.evaluate(SEEN))


def look(page: Any, rules: list[str]) -> dict[str, Any]:
    """What axe-core finds against these rules, and `MEASURE` of the texts; asked through the
    devtools, because our pages refuse scripts that are not theirs."""
    devtools = page.context.new_cdp_session(page)
    if not devtools.send("Runtime.evaluate", {"expression": IS_THERE})["result"]["value"]:
        devtools.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
    script = RUN_AXE % (json.dumps(rules), MEASURE)
    asked = {"expression": script, "awaitPromise": True, "returnByValue": True}
    answer = devtools.send("Runtime.evaluate", asked)
    devtools.detach()
    assert "exceptionDetails" not in answer, answer
    return dict(answer["result"]["value"])


def barriers(page: Any) -> list[str]:
    """What stands in somebody's way: axe-core's findings, and every text that is too pale."""
    seen = look(page, RULES)
    return [*seen["barriers"], *too_pale(page, seen["contrast"])]


def judge(page: Any) -> None:
    """No barrier, and no English word."""
    met = barriers(page), english_seen(page)
    assert met == ([], {}), f"{page.url}: {met}"


def sees_grey_on_grey(page: Any) -> None:
    """A fault made on purpose, all words pale, is found here: nothing found means looked at."""
    page.evaluate(GREY)
    seen = look(page, ["color-contrast"])
    page.evaluate(UNGREY)
    looked, ready = seen["contrast"]["looked"], seen["contrast"]["ready"]
    assert ready > 0, f"{page.url}: no text"
    assert 2 * looked >= ready, f"{page.url}: axe-core looked at {looked} of {ready} texts"
    assert seen["barriers"], f"{page.url}: grey on grey was not seen"
