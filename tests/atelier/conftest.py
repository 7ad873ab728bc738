"""Each test has its own home and an empty journal of works; pictures are compared with a view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from atelier import oeuvres

Comparer = Callable[..., None]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A learner's home of its own, which also is the current folder."""
    home = tmp_path / "maison"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    oeuvres.oublier()
    yield home
    oeuvres.oublier()


@pytest.fixture
def pareilles(tmp_path: Path) -> Comparer:
    """Compare two pictures; on failure leave them side by side with their difference."""

    def compare(une: Image.Image, autre: Image.Image, moyenne: float, part: float = 1.0) -> None:
        assert une.size == autre.size
        one, two = (np.asarray(i.convert("RGB")).astype(int) for i in (une, autre))
        gap = np.abs(one - two)
        if gap.mean() <= moyenne and (gap.max(axis=2) > 64).mean() <= part:
            return
        view = Image.fromarray(np.concatenate([one, two, gap], axis=1).astype(np.uint8))
        view.save(tmp_path / "cote-a-cote.png")
        pytest.fail(
            f"mean difference {gap.mean():.2f} (at most {moyenne}), "
            f"{(gap.max(axis=2) > 64).mean():.2%} far pixels: see {tmp_path}/cote-a-cote.png"
        )

    return compare
