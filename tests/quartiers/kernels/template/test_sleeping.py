"""What a sleeping module promises: imported once, woken up by the import that asks for it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from quartiers.kernels.template.sleeping import Dormitory


@pytest.fixture
def dormitory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dormitory]:
    package = tmp_path / "dormeur"
    package.mkdir()
    (package / "__init__.py").write_text(
        "import dormeur.lit\nfaits = ['lu']\ndef debout():\n    faits.append('debout')\n"
    )
    (package / "lit.py").write_text("place = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    found = Dormitory()
    found.put_to_sleep("dormeur", "debout")
    yield found
    sys.meta_path.remove(found)
    for name in [name for name in sys.modules if name.startswith("dormeur")]:
        del sys.modules[name]


def test_a_sleeping_module_looks_as_if_never_imported(dormitory: Dormitory) -> None:
    assert "dormeur" not in sys.modules


def test_importing_it_wakes_it_up_once(dormitory: Dormitory) -> None:
    for _ in range(2):
        assert importlib.import_module("dormeur").faits == ["lu", "debout"]


def test_it_wakes_up_through_one_of_its_modules(dormitory: Dormitory) -> None:
    assert importlib.import_module("dormeur.lit").place == 1
    assert sys.modules["dormeur"].lit.place == 1
    assert sys.modules["dormeur"].faits == ["lu", "debout"]


def test_asking_one_of_its_modules_for_a_name_wakes_it_up(dormitory: Dormitory) -> None:
    from dormeur.lit import place

    assert place == 1
    assert sys.modules["dormeur"].faits == ["lu", "debout"]


def test_it_can_be_reloaded_like_any_module(dormitory: Dormitory) -> None:
    module = importlib.import_module("dormeur")
    assert importlib.reload(module).faits == ["lu"]
