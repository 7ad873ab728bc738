"""Where the door puts what it installs."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """Where the door puts what it installs."""

    root: Path
    prefix: Path | None = None
    """An environment that somebody else made (conda's); None: our own."""

    @property
    def home(self) -> Path:
        """The folder of all that is installed; deleting it starts afresh."""
        return self.root / ".pixel"

    @property
    def venv(self) -> Path:
        """The environment: the project's own, or that of `prefix`."""
        return self.prefix or self.home / "venv"

    @property
    def python(self) -> Path:
        """The interpreter of that environment."""
        if self.prefix:
            return Path(sys.executable)
        windows = sys.platform == "win32"
        return self.venv / ("Scripts/python.exe" if windows else "bin/python")

    @property
    def learned(self) -> Path:
        """What the warm process learned of its children; `quartiers.kernels.template.learned`."""
        return self.venv / "quartiers-appris.json"

    @property
    def tools(self) -> Path:
        """`node` and `npm`, where they come from their Python package."""
        return self.home / "outils"

    @property
    def proxy(self) -> Path:
        """Where the Node proxy is installed."""
        return self.home / "node"

    @property
    def log(self) -> Path:
        """All that the installers said."""
        return self.home / "preparation.log"
