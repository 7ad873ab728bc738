"""Runs a small program of ours in a learner's home, between their walls and as they are.

The room itself writes in nobody's home: a link planted there leads nowhere they could not go
anyway.
"""

from __future__ import annotations

import asyncio
import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

from quartiers.kernels.contain import contained_command
from quartiers.kernels.limits import Limits
from quartiers.room.media.intake import PYTHON, walls_around

SECONDS = 30
LIMITS = Limits(memory=1024, file=16, processes=4096, files=128, cpu=20)


def is_home(home: Path) -> bool:
    """Whether there is a folder to go to: a learner who has just arrived has none yet."""
    return home.is_dir() and not home.is_symlink()


def let_in(home: Path) -> bool:
    """Let the owner of a home into it, who may have closed it to themselves; False: there is none.

    Its parent is ours: nobody puts a link in its place meanwhile.
    """
    if not is_home(home):
        return False
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & stat.S_IRWXU != stat.S_IRWXU:
        home.chmod(mode | stat.S_IRWXU)
    return True


async def visit(home: Path, module: str, told: BinaryIO) -> bool:
    """Run `python -m module` in a home, which reads the open file `told`; whether it went well."""
    if not let_in(home):
        return False
    with tempfile.TemporaryDirectory(prefix="pixel-visite-") as tmp:
        walls = walls_around(home, Path(tmp), LIMITS)
        process = await asyncio.create_subprocess_exec(
            *contained_command(walls, [*PYTHON, "-m", module]),
            stdin=told,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath), "LANG": "C.UTF-8"},
        )
        try:
            return await asyncio.wait_for(process.wait(), SECONDS) == 0
        except TimeoutError:
            process.kill()
            await process.wait()
            return False
