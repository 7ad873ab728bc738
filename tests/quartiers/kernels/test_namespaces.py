"""What a process finds, and does not find, inside namespaces: each attempt is really made."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quartiers.kernels import namespaces

NOBODY = 65_534
PR_SET_DUMPABLE = 4
LEVEL = namespaces.strongest()
needs_all = pytest.mark.skipif(LEVEL != "all", reason="this machine refuses some namespaces")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="root only: takes another account")


def inside(look: Callable[[], str], uid: int | None = None) -> str:
    """What `look` finds in new namespaces, entered by this account or another."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if uid is not None:
                os.setresuid(uid, uid, uid)
                ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # as one logged in
            namespaces.enter_all(lambda: os.write(theirs, look().encode()))
        except Exception as trouble:
            os.write(theirs, repr(trouble).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    os.waitpid(child, 0)
    with open(ours, encoding="utf-8") as file:
        return file.read()


@pytest.fixture(params=[None, pytest.param(NOBODY, marks=as_root)], ids=["as we are", "as nobody"])
def account(request: pytest.FixtureRequest) -> int | None:
    """Both ways in: root's, and by a user namespace."""
    return request.param


def refused(gesture: Callable[[], object]) -> str:
    """The class of what a gesture raises, or "allowed"."""
    try:
        gesture()
    except OSError as no:
        return type(no).__name__
    return "allowed"


@needs_all
def test_only_its_own_processes_exist(account: int | None) -> None:
    def look() -> str:
        return f"{os.getpid()} {sorted(one for one in os.listdir('/proc') if one.isdigit())}"

    assert inside(look, account) == "1 ['1']"


@needs_all
def test_there_is_no_network_not_even_the_machines_own(account: int | None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

        def reach() -> None:
            socket.create_connection(address, timeout=5).close()

        assert refused(reach) == "allowed"
        assert inside(lambda: refused(reach), account) == "OSError"  # "network is unreachable"


@needs_all
def test_an_abstract_socket_of_the_machine_is_not_found(account: int | None) -> None:
    name = f"\0pixel-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()

        def reach() -> None:
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(name)

        assert refused(reach) == "allowed"
        assert inside(lambda: refused(reach), account) == "ConnectionRefusedError"


@needs_all
@pytest.mark.skipif(os.geteuid() != 0, reason="an older kernel lets only root lower the ceilings")
def test_nothing_can_be_left_in_shared_memory_for_the_next() -> None:
    libc = ctypes.CDLL(None, use_errno=True)

    def made() -> str:
        return str(
            [libc.shmget(7, 4096, 0o1666), libc.msgget(7, 0o1666), libc.semget(7, 1, 0o1666)]
        )

    assert inside(made) == "[-1, -1, -1]"


@needs_all
def test_what_was_started_inside_ends_with_the_first_process(account: int | None) -> None:
    mark = f"{time.time_ns()}"

    def flee() -> str:
        code = f"import os, time; os.setsid(); time.sleep(600) # {mark}"
        subprocess.Popen([sys.executable, "-c", code])
        return "started"

    assert inside(flee, account) == "started"
    commands = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in commands if mark.encode() in command]


@needs_all
def test_the_machines_name_and_mounts_stay_as_they_were() -> None:
    before = socket.gethostname(), Path("/proc/self/mounts").read_text()
    assert inside(socket.gethostname) == namespaces.NAME
    assert (socket.gethostname(), Path("/proc/self/mounts").read_text()) == before


@needs_all
def test_the_network_alone_can_be_left() -> None:
    def look() -> None:
        namespaces.enter_network()
        assert not Path("/proc/net/route").read_text().splitlines()[1:]

    assert namespaces._works(look)
    assert LEVEL != "none"


def test_a_refused_gesture_is_known_as_such() -> None:
    assert not namespaces._works(lambda: os.open("/does/not/exist", os.O_RDONLY))
    assert not namespaces._works(lambda: 3)


def test_what_holds_something_needed_stays_in_sight() -> None:
    run = Path("/run")
    assert run in namespaces.to_hide([Path("/home/a"), Path("/runner")])
    assert run not in namespaces.to_hide([Path("/run/px-abcdefgh/1234567")])
    assert run not in namespaces.to_hide([run])


@needs_all
@as_root
def test_a_server_sees_nothing_where_other_programs_listen(tmp_path: Path) -> None:
    code = (
        "import os, socket; from pathlib import Path; from quartiers.kernels import namespaces;"
        f"namespaces.enter_quietly(Path({str(tmp_path)!r}), [Path('/home')]);"
        "print(os.listdir('/run'), os.listdir('/dev/shm'), socket.if_nameindex())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[] [] [(1, 'lo')]\n"
    assert os.listdir("/run")


@needs_all
@as_root
def test_a_server_sees_its_own_processes_only(tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path; from quartiers.kernels import namespaces, privileges;"
        f"namespaces.enter_quietly(Path({str(tmp_path)!r}), []); privileges.become(64321, 64321);"
        "print([int(it) for it in os.listdir('/proc') if it.isdigit()] == [os.getpid()])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
    assert Path("/proc/1/cmdline").exists()
