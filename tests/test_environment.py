"""environment.yml, pyproject.toml and the locks speak of the same environment."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCKS = ["base.txt", "tests.txt", "node.txt"]


def locked(name: str) -> dict[str, set[str]]:
    text = (ROOT / "requirements" / name).read_text()
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(package), set()).add(version)
    return found


def asked(extra: str | None) -> list[Requirement]:
    lines = PROJECT["dependencies"] if extra is None else PROJECT["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("extra", "lock"),
    [
        (None, "base.txt"),
        (None, "tests.txt"),
        ("tests", "tests.txt"),
        ("postgresql", "tests.txt"),
        ("node", "node.txt"),
    ],
)
def test_every_requirement_of_the_project_is_locked_at_a_version_it_admits(extra, lock):
    versions = locked(lock)
    for requirement in asked(extra):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"{name} is asked for and not in requirements/{lock}"
        assert all(version in requirement.specifier for version in versions[name])


def test_the_tests_lock_holds_all_of_the_base_lock_at_the_same_versions():
    base, tests = locked("base.txt"), locked("tests.txt")
    assert {name: tests.get(name) for name in base} == base


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash_and_no_index_address(lock):
    text = (ROOT / "requirements" / lock).read_text()
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "--index-url" not in text


def test_conda_users_get_the_locked_environment_and_a_python_the_project_admits():
    yml = (ROOT / "environment.yml").read_text()
    assert "- -r requirements/tests.txt" in yml
    conda = SpecifierSet(re.search(r"- python([^\n]+)", yml)[1])
    admitted = SpecifierSet(PROJECT["requires-python"])
    minors = [f"3.{minor}" for minor in range(8, 20)]
    chosen = [version for version in minors if version in conda]
    assert chosen
    assert all(version in admitted for version in chosen)


def test_conda_and_the_door_ask_for_the_same_node():
    wanted = re.search(
        r"MINIMUM_NODE = \((\d+), (\d+)\)",
        (ROOT / "src/quartiers/installation/node.py").read_text(),
    )
    conda = re.search(r"- nodejs>=([\d.]+)", (ROOT / "environment.yml").read_text())
    assert conda[1] == ".".join(wanted.groups())
