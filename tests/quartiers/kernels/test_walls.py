"""A learner who really tries: each attempt is refused, and ordinary work is not.

Run as root, the tests take both parts: a box run as root (one uid each) and one run by an
ordinary account (Landlock alone). Run as an ordinary account, they take the second only.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quartiers.kernels import landlock, seccomp
from quartiers.kernels.contain import Walls, contained_command
from quartiers.kernels.containment import closed_folder, own_folders
from quartiers.kernels.limits import Limits

ROOT = os.geteuid() == 0
ABI = landlock.abi_version()
CLOSED = next(filter(None, map(closed_folder, own_folders())), None)
OPERATOR, MINE, THEIRS = 210_000, 210_001, 210_002
REPOSITORY = Path(__file__).resolve().parents[3]

needs_landlock = pytest.mark.skipif(not ABI, reason="this kernel has no Landlock")
needs_scopes = pytest.mark.skipif(ABI < 6, reason="this kernel's Landlock knows no scopes")


@dataclass
class Box:
    """A small machine with two learners; `mine` attacks, `theirs` runs a process."""

    kind: str
    data: Path
    neighbour: subprocess.Popen[str] | None = None

    @property
    def victim(self) -> int:
        """The neighbour's process; 0 before it runs."""
        return self.neighbour.pid if self.neighbour else 0

    def ask_the_neighbour(self, number: int) -> int:
        """What the neighbour's program answers: the double."""
        assert self.neighbour is not None
        assert self.neighbour.stdin is not None
        assert self.neighbour.stdout is not None
        self.neighbour.stdin.write(f"{number}\n")
        self.neighbour.stdin.flush()
        return int(self.neighbour.stdout.readline())

    @property
    def operator(self) -> int | None:
        """The uid under which the wrapper is started; None for our own."""
        return OPERATOR if ROOT and self.kind == "shared" else None

    @property
    def mine(self) -> Path:
        """The home of the learner who tries."""
        return self.data / "jeunes/mine"

    def walls(self, **more: object) -> Walls:
        """What the platform raises on such a box."""
        uid = MINE if self.kind == "own uid" else None
        walls = Walls(home=self.mine, uid=uid, gid=uid, read=(self.data / "publie",))
        return Walls(**{**walls.__dict__, **more})

    def run(self, code: str, **more: object) -> subprocess.CompletedProcess[str]:
        """Run Python code between the walls; DATA, REPO, VICTIM and SITE are known to it."""
        return self.start_as_operator(self.command(code, **more))

    def command(self, code: str, **more: object) -> list[str]:
        """The command line of `run`."""
        known = f"DATA, REPO, VICTIM = {str(self.data)!r}, {str(REPOSITORY)!r}, {self.victim}\n"
        known += f"SITE = {os.path.dirname(pytest.__file__)!r}\nimport os\n"
        return contained_command(self.walls(**more), [sys.executable, "-c", known + code])

    def start_as_operator(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        """Run a command as the account that runs the platform."""
        who = {} if self.operator is None else {"user": OPERATOR, "group": OPERATOR}
        groups: list[int] | None = [] if who else None
        return subprocess.run(
            command, capture_output=True, text=True, cwd="/", extra_groups=groups, **who
        )


def make_box(kind: str) -> Box:
    """Folders as the platform makes them."""
    data = Path(tempfile.mkdtemp(prefix="murs-", dir="/tmp"))
    box = Box(kind, data)
    data.chmod(0o711)
    for name, mode in (("hub", 0o700), ("cours", 0o700), ("publie", 0o755), ("jeunes", 0o711)):
        (data / name).mkdir()
        (data / name).chmod(mode)
    for name in ("mine", "theirs"):
        (data / "jeunes" / name).mkdir(mode=0o700)
        (data / "jeunes" / name / "lecon.ipynb").write_text("{}")
    for name in ("pixel.db", "hub/cookie_secret", "cours/gradebook.db"):
        (data / name).write_text("secret")
        (data / name).chmod(0o600)
    (data / "publie/lecon.ipynb").write_text("{}")
    give(box)
    return box


def give(box: Box) -> None:
    """Give each folder to the account that owns it on such a box."""
    if not ROOT:
        return
    own = box.kind == "own uid"
    for path in [box.data, *box.data.rglob("*")]:
        parts = path.relative_to(box.data).parts
        owner = {"mine": MINE, "theirs": THEIRS}.get(parts[1] if len(parts) > 1 else "", 0)
        uid = owner if own else OPERATOR
        os.chown(path, uid, uid)


KINDS = [
    pytest.param(
        "own uid",
        marks=pytest.mark.skipif(
            not ROOT or CLOSED is not None, reason="needs root and folders open to other uids"
        ),
    ),
    pytest.param(
        "shared",
        marks=[
            needs_landlock,
            pytest.mark.skipif(ROOT and CLOSED is not None, reason="our folders are closed"),
        ],
    ),
]


@pytest.fixture(params=KINDS)
def box(request: pytest.FixtureRequest) -> Iterator[Box]:
    found = make_box(request.param)
    neighbour = found.walls(home=found.data / "jeunes/theirs")
    if found.kind == "own uid":
        neighbour = Walls(**{**neighbour.__dict__, "uid": THEIRS, "gid": THEIRS})
    who = {} if found.operator is None else {"user": OPERATOR, "group": OPERATOR}
    with subprocess.Popen(
        contained_command(neighbour, [sys.executable, "-c", VICTIM]),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        extra_groups=[] if who else None,
        **who,
    ) as victim:
        assert victim.stdout is not None
        victim.stdout.readline()  # it listens
        found.neighbour = victim
        yield found
        assert victim.poll() is None, "the neighbour was stopped"
        victim.kill()
    shutil.rmtree(found.data)


VICTIM = """
import os, socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(f"\\0neighbour-{os.getpid()}")
listener.listen()
print("ready", flush=True)
for line in sys.stdin:
    print(2 * int(line), flush=True)
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "open(f'{DATA}/jeunes/theirs/lecon.ipynb').read()",
        "open(f'{DATA}/jeunes/theirs/lecon.ipynb', 'w')",
        "os.listdir(f'{DATA}/jeunes/theirs')",
        "os.listdir(f'{DATA}/jeunes')",
        "open(f'{DATA}/jeunes/theirs/planted', 'w')",
        "os.remove(f'{DATA}/jeunes/theirs/lecon.ipynb')",
        "os.rename(f'{DATA}/jeunes/theirs', f'{DATA}/jeunes/mine/taken')",
        "os.link(f'{DATA}/pixel.db', f'{DATA}/jeunes/mine/taken')",
        "os.symlink(f'{DATA}/pixel.db', f'{DATA}/jeunes/mine/l'); open(f'{DATA}/jeunes/mine/l')",
        "open(f'{DATA}/pixel.db').read()",
        "open(f'{DATA}/cours/gradebook.db').read()",
        "os.listdir(f'{DATA}/cours')",
        "open(f'{DATA}/hub/cookie_secret').read()",
        "open(f'{DATA}/publie/lecon.ipynb', 'w')",
        "open(f'{SITE}/planted.py', 'w')",
        "open(f'{REPO}/src/quartiers/planted.py', 'w')",
        "open('/etc/planted', 'w')",
        "open('/tmp/planted', 'w')",
        "os.kill(VICTIM, 15)",
        "os.kill(os.getppid(), 15)",
        "open(f'/proc/{VICTIM}/environ').read()",
        "open(f'/proc/{VICTIM}/mem', 'rb').read(1)",
        "os.readlink(f'/proc/{VICTIM}/fd/0')",
        "os.setuid(0)",
        "os.chroot('/tmp')",
    ],
)
def test_what_belongs_to_others_is_refused(box: Box, attempt: str) -> None:
    found = box.run(attempt)
    assert found.returncode == 1
    # Landlock answers to a hard link as if the two folders were on two disks
    assert "PermissionError" in found.stderr or "[Errno 18]" in found.stderr


@needs_landlock
@pytest.mark.parametrize(
    "attempt",
    [
        "os.listdir('/tmp')",
        "os.listdir('/home')",
        "os.listdir(f'{REPO}/courses')",
        "open(f'{REPO}/pyproject.toml').read()",
        "os.listdir('/dev/shm')",
    ],
)
def test_the_rest_of_the_machine_does_not_exist(box: Box, attempt: str) -> None:
    assert "PermissionError" in box.run(attempt).stderr


@needs_scopes
def test_the_abstract_sockets_of_others_cannot_be_reached(box: Box) -> None:
    code = "import socket; socket.socket(socket.AF_UNIX).connect(f'\\0neighbour-{VICTIM}')"
    assert "PermissionError" in box.run(code).stderr


def test_tracing_another_process_is_refused(box: Box) -> None:
    code = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
attached = libc.ptrace(16, VICTIM, None, None)  # PTRACE_ATTACH
raise SystemExit(0 if attached == -1 and ctypes.get_errno() == 1 else 5)
"""
    assert box.run(code).returncode == 0


def test_sudo_and_the_like_give_nothing(box: Box) -> None:
    code = "print([line for line in open('/proc/self/status') if 'NoNewPrivs' in line])"
    assert "1" in box.run(code).stdout


def test_no_capability_is_left(box: Box) -> None:
    code = "print([line.split()[1] for line in open('/proc/self/status') if 'CapEff' in line])"
    assert box.run(code).stdout.strip() == "['0000000000000000']"


def test_ordinary_work_goes_on(box: Box) -> None:
    code = """
import getpass, pathlib, subprocess, tempfile
import numpy, PIL.Image
home = pathlib.Path.home()
PIL.Image.fromarray(numpy.zeros((4, 4), dtype="uint8")).save(home / "noir.png")
(home / "a").mkdir()
(home / "noir.png").rename(home / "a" / "noir.png")
with tempfile.NamedTemporaryFile() as file:
    file.write(b"x")
    assert file.name.startswith(str(home))
assert getpass.getuser() == "mine"
assert open(f"{DATA}/publie/lecon.ipynb").read() == "{}"
assert subprocess.run(["ls", home / "a"], capture_output=True, text=True).stdout == "noir.png\\n"
assert (home / "a" / "noir.png").stat().st_mode & 0o077 == 0
print("fine")
"""
    found = box.run(code)
    assert found.stdout == "fine\n", found.stderr


@pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor")
@pytest.mark.parametrize(
    ("family", "kind"), [("AF_INET", "SOCK_STREAM"), ("AF_INET6", "SOCK_DGRAM")]
)
def test_without_network_no_internet_socket_opens(box: Box, family: str, kind: str) -> None:
    code = f"import socket; socket.socket(socket.{family}, socket.{kind})"
    assert "PermissionError" in box.run(code, network=False).stderr
    assert box.run(code).returncode == 0


def test_without_network_unix_sockets_still_serve(box: Box) -> None:
    code = "import socket; socket.socketpair(); socket.socket(socket.AF_UNIX)"
    assert box.run(code, network=False).returncode == 0


@pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor")
def test_a_shared_account_can_shut_the_way_to_the_desktop_session(box: Box) -> None:
    code = "import socket; socket.socketpair(); socket.socket(socket.AF_UNIX)"
    assert "PermissionError" in box.run(code, unix_sockets=False).stderr


@pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor")
@pytest.mark.parametrize(
    "attempt",
    [
        "libc.unshare(0x10000000)",  # CLONE_NEWUSER
        "libc.unshare(0x50000000)",
        "libc.setns(os.open('/proc/self/ns/uts', os.O_RDONLY), 0)",
        "libc.syscall(*((56, 0x10000011) if X86 else (220, 0x10000011)), 0, 0, 0, 0)",
        "libc.syscall(435, ctypes.byref(ctypes.create_string_buffer(88)), 88)",  # clone3
        "libc.syscall(425, 8, ctypes.byref(ctypes.create_string_buffer(120)))",  # io_uring
        "libc.shmget(0, 4096, 0o1666)",
        "libc.semget(0, 1, 0o1666)",
        "libc.msgget(0, 0o1666)",
        "libc.syscall(250 if X86 else 219, 0, -4, 1)",  # keyctl: the session's keys
        "libc.syscall(321 if X86 else 280, 5, ctypes.byref(ctypes.create_string_buffer(72)), 72)",
        "libc.ptrace(0, 0, 0, 0)",  # PTRACE_TRACEME
    ],
)
def test_calls_that_lead_out_or_leave_something_behind_are_refused(box: Box, attempt: str) -> None:
    code = f"""
import ctypes, errno, os, platform
X86 = platform.machine() == "x86_64"
libc = ctypes.CDLL(None, use_errno=True)
answer = {attempt}
print(answer, errno.errorcode.get(ctypes.get_errno()))
"""
    assert box.run(code, network=False).stdout.strip() in ("-1 EPERM", "-1 ENOSYS")


@pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor")
@pytest.mark.parametrize("family", [17, 40, 38])  # packet, vsock, crypto
def test_without_network_no_rare_family_of_sockets_opens(box: Box, family: int) -> None:
    code = f"import socket; socket.socket({family}, socket.SOCK_DGRAM)"
    assert "PermissionError" in box.run(code, network=False).stderr


@pytest.mark.skipif(ABI < 4, reason="this kernel's Landlock knows no ports")
def test_only_ones_own_ports_are_listened_to_and_only_the_houses_is_reached(box: Box) -> None:
    with socket.create_server(("127.0.0.1", 0)) as house, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        free, served = any_free_port(), [one.getsockname()[1] for one in (house, other)]
        code = f"""
import socket
def attempt(what):
    try: what()
    except OSError as no: print(type(no).__name__)
    else: print("done")
attempt(lambda: socket.create_server(("127.0.0.1", {free})))
attempt(lambda: socket.create_server(("127.0.0.1", 0)))
attempt(lambda: socket.create_connection(("127.0.0.1", {served[0]})))
attempt(lambda: socket.create_connection(("127.0.0.1", {served[1]})))
"""
        kept = {"own_ports": (free, free), "house_port": served[0]}
        said = box.run(code, **kept).stdout.split()
    assert said == ["done", "PermissionError", "done", "PermissionError"]


def any_free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_memory_bomb_stops_at_its_limit(box: Box) -> None:
    found = box.run("bytearray(2 * 1024**3)", limits=Limits(memory=1024))
    assert "MemoryError" in found.stderr


def test_a_huge_file_stops_at_its_limit(box: Box) -> None:
    code = "open(os.path.expanduser('~/gros'), 'wb').write(bytes(3 * 1024**2))"
    found = box.run(code, limits=Limits(file=1))
    assert "OSError" in found.stderr or found.returncode < 0


def test_a_fork_bomb_stops_at_its_limit(box: Box) -> None:
    if box.kind == "shared" and not ROOT:
        pytest.skip("the limit would count everything else this account runs")
    code = """
import signal
children = []
try:
    while len(children) < 100:
        child = os.fork()
        if not child:
            signal.pause()
        children.append(child)
except BlockingIOError:
    print("stopped")
for child in children:
    os.kill(child, 9)
"""
    assert box.run(code, limits=Limits(processes=20)).stdout == "stopped\n"


# Each goes on for three seconds, and does not mind being refused.
BOMBS = {
    "forks": "try: os.fork()\nexcept OSError: pass",
    "memory": "try: kept.append(bytearray(64 * 1024**2))\nexcept MemoryError: kept.clear()",
    "files": "try: kept.append(open('/dev/null'))\nexcept OSError: kept.clear()",
    "disk": "open(os.path.expanduser('~/gros'), 'wb').write(bytes(3 * 1024**2))",
    "output": "print('encore et encore ' * 1000)",
    "loop": "pass",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_the_neighbour_keeps_answering_while_a_bomb_runs(box: Box, bomb: str) -> None:
    if bomb == "forks" and box.kind == "shared":
        pytest.skip("on a shared account the limit counts everybody's processes")
    lines = BOMBS[bomb].replace("\n", "\n    ")
    code = "import time\nkept, end = [], time.monotonic() + 1.5\n"
    code += f"while time.monotonic() < end:\n    {lines}\n"
    command = box.command(code, limits=Limits(memory=1024, file=8, processes=64))
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        extra_groups=None if box.operator is None else [],
        **({} if box.operator is None else {"user": OPERATOR, "group": OPERATOR}),
    ) as process:
        answers = 0
        while process.poll() is None or answers < 20:
            assert box.ask_the_neighbour(answers) == 2 * answers
            answers += 1
            time.sleep(0.02)


@needs_landlock
@pytest.mark.skipif(not ROOT, reason="needs root")
def test_root_that_cannot_change_uid_still_loses_its_powers() -> None:
    box = make_box("shared")
    for path in [box.data, *box.data.rglob("*")]:
        os.chown(path, 0, 0)
    try:
        box.kind = "root"
        for attempt in (
            "open(f'{DATA}/pixel.db').read()",
            "os.chown(os.path.expanduser('~/lecon.ipynb'), 5, 5)",
            "os.setuid(5)",
            "os.kill(1, 0)",
        ):
            assert "PermissionError" in box.run(attempt).stderr
        assert box.run("open(os.path.expanduser('~/a'), 'w')").returncode == 0
    finally:
        shutil.rmtree(box.data)
