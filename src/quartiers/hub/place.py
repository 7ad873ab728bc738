"""What the Hub's own folder keeps between two starts, and where the proxy's programs are."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from quartiers.durable import write_whole
from quartiers.settings import REPOSITORY, Settings, SettingsError

PROXY_NOTE = "proxy.pid"
SECRET = re.compile(r"[0-9a-f]{64}")
PROXY_SCRIPT = REPOSITORY / "node/proxy/main.mjs"
PACKAGES = Path("node/node_modules")


@dataclass(frozen=True)
class ProxyProgram:
    """Node, our script, the packages it builds on, and the secret of the proxy and the Hub."""

    node: str
    packages: Path
    token: str
    script: Path = PROXY_SCRIPT


def proxy_of(settings: Settings) -> ProxyProgram:
    """The proxy to run; SettingsError, in French, when Node or the proxy is missing."""
    return ProxyProgram(
        find_node(), find_packages(), ensure_token(settings.hub_folder / "proxy_token")
    )


def find_node(
    environ: Mapping[str, str] = os.environ, installed: Path = REPOSITORY / ".pixel"
) -> str:
    """Node: the one named by QUARTIERS_NODE, ours, or the machine's."""
    named = environ.get("QUARTIERS_NODE")
    packaged = installed / "outils/node"
    found = named or (str(packaged) if packaged.exists() else None)
    found = shutil.which(found or "node", path=environ.get("PATH"))
    if found is None:
        raise SettingsError(
            "Je ne trouve pas le programme node. Il fait circuler les pages. "
            "Lancez-moi par ./pixel ouvrir : il s'installera."
        )
    return found


def find_packages(installed: Path = REPOSITORY / ".pixel") -> Path:
    """The folder of the packages that our proxy builds on, installed by the door."""
    packages = installed / PACKAGES
    needed = packages / "configurable-http-proxy"
    if not needed.exists():
        raise SettingsError(
            f"Je ne trouve pas {needed}. C'est ce qui fait circuler les pages. "
            "Lancez-moi par ./pixel ouvrir : il s'installera."
        )
    return packages


def ensure_token(file: Path) -> str:
    """A secret of 64 hexadecimal digits, made once, readable by its owner only.

    One that a power cut has emptied or damaged is made anew: an empty secret is none.
    """
    try:
        token = file.read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        token = ""
    if SECRET.fullmatch(token) is None:
        token = secrets.token_hex(32)
        write_whole(file, token)
    return token
