"""A throw-away PostgreSQL server on a Unix socket, when this machine has one."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

USER = "pixel"


def programs() -> Path | None:
    """The folder of `initdb` and `pg_ctl`: Debian keeps them out of the PATH."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def account() -> str | None:
    """Who may run the server, which refuses to be root's; None is ourselves."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(one.pw_name == "postgres" for one in pwd.getpwall()) else ""


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, without a database's name; LookupError without one."""
    folder, who = programs(), account()
    if folder is None or who == "":
        raise LookupError("this machine has no PostgreSQL server")
    with tempfile.TemporaryDirectory(prefix="pixel-pg-", ignore_cleanup_errors=True) as name:
        place = Path(name)
        if who:
            shutil.chown(place, who)
        run = ["initdb", "-D", f"{place}/d", "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8"]
        _call(folder, run, who)
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        start = ["pg_ctl", "-D", f"{place}/d", "-w", "-o", options, "-l", f"{place}/log", "start"]
        _call(folder, start, who)
        try:
            yield f"postgresql+psycopg://{USER}@/{{name}}?host={place}"
        finally:
            _call(folder, ["pg_ctl", "-D", f"{place}/d", "-m", "immediate", "-w", "stop"], who)


def new_database(address: str) -> str:
    """The URL of an empty database of a running server."""
    name = f"essai_{uuid.uuid4().hex[:12]}"
    engine = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return address.format(name=name)


def _call(folder: Path, command: list[str], who: str | None) -> None:
    program = str(folder / command[0])
    subprocess.run(
        [program, *command[1:]],
        check=True,
        user=who,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
