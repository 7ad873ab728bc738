"""The documentation is true: its links lead somewhere, its commands exist and are all there."""

import re
from pathlib import Path

import pytest

from quartiers.installation.help import HELP

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
COMMANDS = (ROOT / "docs/chercher/commandes.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_leads_to_a_file(page):
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text())
    local = [
        target for target in targets if "://" not in target and not target.startswith("mailto")
    ]
    missing = [target for target in local if not (page.parent / target).exists()]
    assert not missing


def test_every_command_and_option_of_the_help_is_documented():
    words = set(re.findall(r"\./pixel (\w+(?: (?:verifier|prouver|construire))?)", HELP))
    words |= set(re.findall(r"--[a-z-]+", HELP))
    assert not [word for word in words if word not in COMMANDS]


def test_the_readmes_two_commands_are_there_in_both_languages():
    for name in ("README.md", "README.en.md"):
        text = (ROOT / name).read_text()
        assert "./pixel ouvrir" in text
        assert "./pixel tester" in text


def test_every_page_of_the_documentation_is_reached_from_its_index():
    index = (ROOT / "docs/README.md").read_text()
    pages = [
        page for page in PAGES if page.is_relative_to(ROOT / "docs") and page.name != "README.md"
    ]
    assert not [page for page in pages if str(page.relative_to(ROOT / "docs")) not in index]
