"""What a forked program finds: all that a fresh Python would, and nothing of its parent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from typing import Any

import pytest
from terminal import as_at_a_terminal

from quartiers.kernels.contain import Walls
from quartiers.kernels.template.bell import channel_pair
from quartiers.kernels.template.child import refuse_nobody
from quartiers.kernels.template.keeper import Keeper

SIGNALS = "import signal; print([signal.getsignal(n) for n in sorted(signal.valid_signals())])"
MASK = "import signal; print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))"
FILES = (
    "import os; print(sorted(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')"
    " if int(n) > 2 and os.path.exists(f'/proc/self/fd/{n}')))"
)


def fresh(code: str) -> str:
    """The same code in a Python just started."""
    command = [sys.executable, "-c", code]
    with as_at_a_terminal():
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("code", [SIGNALS, MASK, FILES])
def test_its_signals_and_files_are_those_of_a_fresh_python(run: Any, code: str) -> None:
    assert run(code).stdout == fresh(code)


def test_it_leads_a_session_of_its_own(run: Any) -> None:
    assert run("import os; print(os.getsid(0) == os.getpgid(0) == os.getpid())").stdout == "True\n"


def test_it_is_alone_with_its_thread(run: Any) -> None:
    code = (
        "import os, threading; print(len(os.listdir('/proc/self/task')), threading.active_count())"
    )
    assert run(code).stdout == "1 1\n"


def test_its_environment_is_the_orders_alone(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIXEL_OF_THE_REQUESTER", "1")
    found = run("import os; print(sorted(os.environ))", environment={"PYTHONPATH": run_path(run)})
    assert found.stdout == "['PYTHONPATH']\n"


def test_subprocesses_get_that_environment_too(run: Any) -> None:
    code = "import subprocess; print(subprocess.check_output(['env'], text=True))"
    environment = {"PYTHONPATH": run_path(run), "PATH": "/usr/bin:/bin", "HELLO": "bonjour"}
    assert "HELLO=bonjour" in run(code, environment=environment).stdout


def run_path(run: Any) -> str:
    """The folder of the small programs."""
    return str(run("import os; print(os.environ['PYTHONPATH'])").stdout.strip())


def test_it_starts_in_the_folder_of_the_order(run: Any) -> None:
    assert run("import os; print(os.getcwd())", folder="/usr").stdout == "/usr\n"


def test_two_children_draw_different_numbers(run: Any) -> None:
    code = "import random, numpy; print(random.random(), numpy.random.rand(), numpy.random.randn())"
    assert not set(run(code).stdout.split()) & set(run(code).stdout.split())


def test_temporary_files_follow_the_environment(run: Any, tmp_path: Any) -> None:
    environment = {"PYTHONPATH": run_path(run), "TMPDIR": str(tmp_path)}
    found = run("import tempfile; print(tempfile.gettempdir())", environment=environment)
    assert found.stdout == f"{tmp_path}\n"


def test_its_arguments_are_those_of_the_order(run: Any) -> None:
    assert run("import sys; print(sys.argv[1:])", arguments=("a", "b")).stdout == "['a', 'b']\n"


@pytest.mark.parametrize("status", [0, 3, 255])
def test_its_exit_status_is_told(run: Any, status: int) -> None:
    assert run(f"raise SystemExit({status})").returncode == status


def test_the_signal_that_killed_it_is_told(run: Any) -> None:
    assert run("import os; os.kill(os.getpid(), 9)").returncode == -signal.SIGKILL


def test_a_crash_leaves_its_traceback_and_a_status(run: Any) -> None:
    found = run("1 / 0")
    assert found.returncode == 1
    assert "ZeroDivisionError" in found.stderr


def test_what_it_registered_for_its_end_is_done(run: Any) -> None:
    found = run("import atexit, threading\natexit.register(print, 'last')\n"
                "threading.Timer(0.1, print, ['thread']).start()")  # fmt: skip
    assert found.stdout == "thread\nlast\n"


def test_a_program_that_does_not_exist_is_said(run: Any) -> None:
    found = run("", program="nowhere_at_all:main")
    assert found.returncode == 1
    assert "nowhere_at_all" in found.stderr


def test_no_order_is_left_in_the_memory_of_the_next_child(run: Any) -> None:
    secret = "".join(random.choices("abcdefghijkmnpqrstuvwxyz", k=24))
    environment = {"PYTHONPATH": run_path(run), "TOKEN": secret}
    run("import os; os.environ['TOKEN']", environment=environment)
    half = f"{secret[:12]!r} + {secret[12:]!r}".replace("' + '", "'  +  '")
    code = f"""
halves = ({secret[:12]!r}, {secret[12:]!r})
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        where, rights, *_ = line.split()
        if not rights.startswith('rw'):
            continue
        start, end = (int(word, 16) for word in where.split('-'))
        memory.seek(start)
        try:
            content = memory.read(end - start)
        except OSError:
            continue
        at = content.find(halves[0].encode())
        while at >= 0:
            found += content[at + 12 : at + 24] == halves[1].encode()
            at = content.find(halves[0].encode(), at + 1)
print(found)
"""
    assert half
    assert run(code).stdout == "0\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="own uids need root")
def test_walls_are_those_of_contain(run: Any, tmp_path: Any) -> None:
    import shutil
    import tempfile
    from pathlib import Path

    home = Path(tempfile.mkdtemp(prefix="murs-", dir="/tmp"))
    os.chown(home, 210_001, 210_001)
    try:
        walls = Walls(home=home, uid=210_001, gid=210_001, login="fox", read=(Path(run_path(run)),))
        for folder in [tmp_path, *tmp_path.parents][:4]:
            folder.chmod(0o755)
        code = (
            "import os, getpass; print(os.getresuid(), os.getgroups(), getpass.getuser(),"
            " os.getcwd(), open('/proc/self/status').read().count('NoNewPrivs:\\t1'))\n"
            "try: os.listdir('/root')\nexcept OSError as reason: print(type(reason).__name__)"
        )
        found = run(code, walls=walls, folder="/")
        assert found.stdout == (f"(210001, 210001, 210001) [] fox {home} 1\nPermissionError\n"), (
            found.stderr
        )
    finally:
        shutil.rmtree(home)


def test_the_template_has_one_thread_and_no_socket_but_its_bell(keeper: Keeper) -> None:
    keeper.ensure()
    keeper.fork  # noqa: B018
    pid = keeper.pid
    assert len(os.listdir(f"/proc/{pid}/task")) == 1


def test_the_templates_environment_holds_no_secret(keeper: Keeper) -> None:
    keeper.ensure()
    with open(f"/proc/{keeper.pid}/environ", "rb") as file:
        names = {entry.split(b"=")[0].decode() for entry in file.read().split(b"\0") if entry}
    assert not {name for name in names if "TOKEN" in name or "SECRET" in name}


def test_a_requester_that_did_not_wait_gets_no_program() -> None:
    mine, theirs = channel_pair()
    refuse_nobody(theirs)
    mine.close()
    with pytest.raises(SystemExit, match="did not wait"):
        refuse_nobody(theirs)
    theirs.close()
