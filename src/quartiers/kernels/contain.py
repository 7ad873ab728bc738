"""`python -m quartiers.kernels.contain … -- COMMAND`: raise the walls, then become COMMAND.

Standard library only, since every server and every graded kernel starts through here.
"""

from __future__ import annotations

import argparse
import errno
import os
import re
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from quartiers.kernels import cgroup, landlock, namespaces, privileges, seccomp
from quartiers.kernels.containment import own_folders
from quartiers.kernels.limits import Limits
from quartiers.kernels.limits import apply as apply_limits

SYSTEM_FOLDERS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/proc")
SYSTEM_DATA = ("/sys/devices/system/cpu", "/run/systemd/resolve", "/var/cache/fontconfig")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty")
TERMINALS = ("/dev/ptmx", "/dev/pts")  # `!commande` in a cell goes through one

OWN_PORTS = "QUARTIERS_OWN_PORTS"  # how the command knows them: «20000-20039»
HANDED = 3  # the number of a file that a contained command is given beside the standard ones

# A secret of the process that starts us; what is needed is asked for by --keep-env.
SECRET_NAME = re.compile(r"TOKEN|SECRET|PASSW|PWD|CREDENTIAL|COOKIE|CRYPT|API_?KEY|DATABASE_URL")
SESSION_NAME = re.compile(r"^(SSH|SUDO|DBUS|XDG|GPG|XAUTH|DISPLAY|WAYLAND|CONFIGPROXY|MAIL$)")


@dataclass(frozen=True)
class Walls:
    """What one contained command keeps of the machine.

    `uid` and `gid` None keep the present identity (root then loses its capabilities). `home` and
    `tmp` (default: a folder in `home`) are the only folders written to, with `write`. `network`
    False leaves Unix sockets only; `unix_sockets` False leaves the internet families only.
    `login` is what `getpass.getuser()` will say (default: the name of `home`). `cgroup` is the
    group of processes to join, made beforehand. `alone` is an empty folder: with it, where root
    may, no network card, no abstract socket and no shared memory of others exists, and it stands
    in the place of the folders where other programs listen. `own_ports` (first, last) are the only
    TCP ports that can be listened to, and with `house_port` the only ones that can be reached,
    where Landlock knows ports; None for all.
    """

    home: Path
    uid: int | None = None
    gid: int | None = None
    tmp: Path | None = None
    read: tuple[Path, ...] = ()
    write: tuple[Path, ...] = ()
    login: str = ""
    network: bool = True
    unix_sockets: bool = True
    die_with_parent: bool = False
    keep_env: tuple[str, ...] = ()
    cgroup: Path | None = None
    alone: Path | None = None
    own_ports: tuple[int, int] | None = None
    house_port: int | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def private_tmp(self) -> Path:
        """Where temporary files go."""
        return self.tmp or self.home / ".tmp"


def contained_command(walls: Walls, command: Sequence[str], handed: int | None = None) -> list[str]:
    """The command line that runs `command` between these walls.

    It finds the file `handed` of its requester under the number `HANDED`.
    """
    options = ["--home", str(walls.home)]
    options += _option("--uid", walls.uid) + _option("--gid", walls.gid)
    options += _option("--tmp", walls.tmp) + _option("--login", walls.login or None)
    options += _option("--cgroup", walls.cgroup) + _option("--alone", walls.alone)
    options += _option("--handed", handed) + _option("--house-port", walls.house_port)
    if walls.own_ports is not None:
        options += ["--own-ports", *map(str, walls.own_ports)]
    for name, values in (
        ("--read", walls.read),
        ("--write", walls.write),
        ("--keep-env", walls.keep_env),
    ):
        options += [word for value in values for word in (name, str(value))]
    options += [] if walls.network else ["--no-network"]
    options += [] if walls.unix_sockets else ["--no-unix-sockets"]
    options += ["--die-with-parent"] if walls.die_with_parent else []
    for name, limit in asdict(walls.limits).items():
        options += [f"--max-{name}", str(limit or 0)]
    return [sys.executable, "-P", "-m", "quartiers.kernels.contain", *options, "--", *command]


def main(arguments: Sequence[str]) -> int:
    """Raise the walls and exec; comes back only when the command cannot be run."""
    walls, command, handed = parse(arguments)
    parent = os.getppid()
    environment = contained_environment(os.environ, walls)
    if handed is not None:
        lay(handed)
    enter(walls, parent, kept=2 if handed is None else HANDED)
    try:
        os.execvpe(command[0], command, environment)
    except OSError as reason:
        print(f"contain: {command[0]}: {reason.strerror}", file=sys.stderr)
        return 127 if isinstance(reason, FileNotFoundError) else 126


def lay(handed: int) -> None:
    """Give a file the number `HANDED`, under which the command inherits it."""
    if handed != HANDED:
        os.dup2(handed, HANDED)
    os.set_inheritable(HANDED, True)


def parse(arguments: Sequence[str]) -> tuple[Walls, list[str], int | None]:
    """Read the command line that `contained_command` writes: walls, command, handed file."""
    parser = argparse.ArgumentParser(prog="contain", allow_abbrev=False)
    parser.add_argument("--uid", type=int)
    parser.add_argument("--gid", type=int)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--tmp", type=Path)
    parser.add_argument("--login", default="")
    parser.add_argument("--read", type=Path, action="append", default=[])
    parser.add_argument("--write", type=Path, action="append", default=[])
    parser.add_argument("--keep-env", action="append", default=[])
    parser.add_argument("--cgroup", type=Path)
    parser.add_argument("--alone", type=Path)
    parser.add_argument("--handed", type=int)
    parser.add_argument("--house-port", type=int)
    parser.add_argument("--own-ports", type=int, nargs=2)
    parser.add_argument("--no-network", action="store_true")
    parser.add_argument("--no-unix-sockets", action="store_true")
    parser.add_argument("--die-with-parent", action="store_true")
    for limit in fields(Limits):
        parser.add_argument(f"--max-{limit.name}", type=int, default=limit.default)
    parser.add_argument("command", nargs="+")
    found = parser.parse_args(arguments)
    limits = Limits(*(getattr(found, f"max_{limit.name}") or None for limit in fields(Limits)))
    walls = Walls(
        home=found.home,
        uid=found.uid,
        gid=found.gid if found.gid is not None else found.uid,
        tmp=found.tmp,
        read=tuple(found.read),
        write=tuple(found.write),
        login=found.login,
        network=not found.no_network,
        unix_sockets=not found.no_unix_sockets,
        die_with_parent=found.die_with_parent,
        keep_env=tuple(found.keep_env),
        cgroup=found.cgroup,
        alone=found.alone,
        own_ports=found.own_ports and tuple(found.own_ports),
        house_port=found.house_port,
        limits=limits,
    )
    return walls, found.command, found.handed


def enter(walls: Walls, parent: int, kept: int = 2) -> None:
    """Raise every wall this machine has; the order matters, each step needs rights lost later.

    File descriptors after `kept` are closed. Raises OSError when a wall that was asked for, or
    that the machine has, cannot be raised.
    """
    abi = landlock.abi_version()
    os.closerange(kept + 1, 4096)
    os.umask(0o077)
    if walls.cgroup is not None:
        cgroup.enter(walls.cgroup)
    if walls.alone is not None:
        namespaces.enter_quietly(walls.alone, _needed(walls))
    apply_limits(walls.limits)
    if walls.uid is not None:
        privileges.become(walls.uid, walls.gid if walls.gid is not None else walls.uid)
    else:  # root's, or those that a user namespace gives
        privileges.drop_capabilities()
    if walls.die_with_parent:
        privileges.die_with_parent(signal.SIGTERM, parent)
    privileges.refuse_new_privileges()
    walls.private_tmp.mkdir(mode=0o700, exist_ok=True)
    os.chdir(walls.home)
    if abi:
        landlock.restrict(rules(walls, abi), abi=abi, ports=ports(walls))
    if seccomp.available():
        _filter(walls)


def _needed(walls: Walls) -> Iterable[Path]:
    own = (walls.home, walls.private_tmp, *walls.read, *walls.write)
    return [path.resolve() for path in (*own, *own_folders())]


def _filter(walls: Walls) -> None:
    try:
        seccomp.restrict(families(walls))
    except OSError as reason:
        # a kernel without filters: a server with an account of its own goes on, the code of a
        # copy that is graded does not
        if reason.errno != errno.EINVAL or walls.alone is None:
            raise


def rules(walls: Walls, abi: int) -> list[landlock.Rule]:
    """The paths kept, with their rights; anything else does not exist for the command."""
    own = landlock.read_and_write(abi)
    shared_account = walls.uid is None
    kept = [
        (map(Path, SYSTEM_FOLDERS), landlock.READ_AND_RUN),
        (own_folders(), landlock.READ_AND_RUN),
        (map(Path, SYSTEM_DATA), landlock.READ),
        (map(Path, DEVICES), landlock.DEVICE),
        # on a shared account, terminals are those of the others too
        (map(Path, () if shared_account else TERMINALS), landlock.DEVICE | landlock.READ_DIR),
        (walls.read, landlock.READ),
        ((walls.home, walls.private_tmp, *walls.write), own),
    ]
    return [landlock.Rule(str(path), rights) for paths, rights in kept for path in paths]


def contained_environment(environ: Mapping[str, str], walls: Walls) -> dict[str, str]:
    """The environment of the command: no secret of ours, a home and a temporary folder of its own.

    USER and LOGNAME are set because the uid has no entry in /etc/passwd.
    """
    kept = {name: value for name, value in environ.items() if _harmless(name, walls.keep_env)}
    if walls.own_ports is not None:
        kept[OWN_PORTS] = "{}-{}".format(*walls.own_ports)
    login = walls.login or walls.home.name
    return kept | {
        "HOME": str(walls.home),
        "TMPDIR": str(walls.private_tmp),
        "USER": login,
        "LOGNAME": login,
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def own_ports(environ: Mapping[str, str] = os.environ) -> range | None:
    """The only TCP ports to which this process may listen; None where none were given to it."""
    first, _, last = environ.get(OWN_PORTS, "").partition("-")
    return range(int(first), int(last) + 1) if first and last else None


def _harmless(name: str, kept: Iterable[str]) -> bool:
    return name in kept or not (SECRET_NAME.search(name) or SESSION_NAME.search(name))


def ports(walls: Walls) -> landlock.Ports | None:
    """The TCP ports that are kept; None: all."""
    if walls.network and walls.own_ports is None:
        return None
    first, last = walls.own_ports or (1, 0)
    reached = () if walls.house_port is None else (walls.house_port,)
    return landlock.Ports(tuple(range(first, last + 1)), reached)


def families(walls: Walls) -> tuple[int, ...] | None:
    """The families of sockets that are kept; None: all."""
    if walls.network and walls.unix_sockets:
        return None
    local = seccomp.LOCAL_ONLY if walls.unix_sockets else ()
    return (*local, *(seccomp.INTERNET_ONLY if walls.network else ()))


def _option(name: str, value: object) -> list[str]:
    return [] if value is None else [name, str(value)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
