"""From a learner's cell: other programs, their memory and their secrets, devices, rights to regain.

The files of the house and of the others are in `test_learners_server.py`, ports and sockets in
`test_network.py`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from quartiers.kernels import namespaces
from quartiers.sessions import Store

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0, reason="learners have accounts of their own as root"
)

HELP = """
import ctypes, os, signal, stat, subprocess
libc = ctypes.CDLL(None, use_errno=True)
os.chdir(os.environ["HOME"])
def attempt(what):
    try: return repr(what())
    except OSError as no: return type(no).__name__
def seen():
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.stat("/proc/" + name).st_uid != os.getuid(): yield int(name)
        except OSError: pass
"""
REFUSED = {"PermissionError", "FileNotFoundError"}


@pytest.fixture(scope="module")
def cell(fox: Any) -> Any:
    """Runs code in the attacker's kernel, with `HELP`: what it printed."""
    kernel = fox.start_kernel()
    assert fox.run(kernel, HELP) == ""
    return lambda code: fox.run(kernel, code).strip()


@pytest.fixture(scope="module")
def others(house: Any, otter: Any, store: Store) -> list[int]:
    """Programs that are not the attacker's: the house's, and the server of another learner."""
    learner = store.learners.get(otter.name)
    assert learner is not None
    theirs = house.settings.uid_base + learner.number
    pids = [int(one.name) for one in Path("/proc").glob("[0-9]*") if one.stat().st_uid == theirs]
    assert pids
    return [house.hub_pid(), house.process.pid, os.getpid(), 1, *pids]


@pytest.mark.skipif(not namespaces.hides_processes(), reason="this machine shows all of them")
def test_other_programs_are_not_even_seen(cell: Any, others: list[int]) -> None:
    assert cell("print([*seen()])") == "[]"
    for pid in others:
        assert cell(f"print(os.path.exists('/proc/{pid}/cmdline'))") == "False"


@pytest.mark.parametrize("name", ["environ", "mem", "auxv", "root/.", "cwd/.", "exe", "ns/net"])
def test_of_other_programs_neither_environment_nor_memory_is_read(
    cell: Any, others: list[int], name: str
) -> None:
    for pid in others:
        gesture = f"os.stat('/proc/{pid}/{name}'), open('/proc/{pid}/{name}', 'rb').read(9)"
        assert cell(f"print(attempt(lambda: ({gesture})))") in REFUSED, pid


def test_no_command_line_of_the_house_holds_a_secret(house: Any) -> None:
    kept = house.settings.hub_folder
    secrets = [(kept / name).read_bytes().strip() for name in ("proxy_token", "cookie_secret")]
    lines = b"".join(read_or_nothing(one / "cmdline") for one in Path("/proc").glob("[0-9]*"))
    assert os.fsencode(house.settings.data) in lines
    assert not [one for one in secrets if one in lines]


def read_or_nothing(path: Path) -> bytes:
    """What a program that may just have ended says."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_no_program_of_another_receives_a_signal(cell: Any, others: list[int]) -> None:
    for pid in others:
        assert cell(f"print(attempt(lambda: os.kill({pid}, 0)))") == "PermissionError"


@pytest.mark.parametrize(
    "call",
    [
        "ptrace(16, os.getppid(), 0, 0)",
        "process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)",
        "setns(0, 0)",
        "chroot(b'/tmp')",
        "mount(b'/tmp', b'/mnt', None, 4096, None)",
        "reboot(0)",
        "sethostname(b'x', 1)",
        "klogctl(3, 0, 0)",
        "swapon(b'/dev/null', 0)",
    ],
)
def test_no_call_looks_into_a_program_or_changes_the_machine(cell: Any, call: str) -> None:
    assert cell(f"print(libc.{call}, ctypes.get_errno())") == "-1 1"


@pytest.mark.parametrize(
    "gesture",
    [
        "os.setuid(0)",
        "os.setgid(0)",
        "os.setgroups([0])",
        "os.chown('.', 0, 0)",
        "os.nice(-5)",
        "os.mknod('disk', stat.S_IFBLK | 0o600, os.makedev(8, 0))",
        "os.mknod('memory', stat.S_IFCHR | 0o600, os.makedev(1, 1))",
        "os.link('/etc/passwd', 'passwd')",
        "open('/proc/self/oom_score_adj', 'w').write('-1000')",
        "open('/proc/sys/kernel/core_pattern', 'w')",
        "open('/proc/sysrq-trigger', 'w')",
        "open('/dev/mem', 'rb')",
        "open('/dev/kmsg')",
        "open('/etc/shadow')",
        "open('/tmp/ici', 'w')",
        "open(os.__file__, 'a')",
        "os.listdir('/sys/fs/cgroup')",
        "os.listdir('/dev/shm')",
        "os.listdir('/var/log')",
    ],
)
def test_no_right_is_regained(cell: Any, gesture: str) -> None:
    assert cell(f"print(attempt(lambda: {gesture}))") in REFUSED


def test_neither_a_program_put_in_a_home_nor_one_with_more_rights_helps(cell: Any) -> None:
    made = "import shutil; shutil.copy('/bin/sh', 'moi'); os.chmod('moi', 0o6755)"
    assert cell(made) == ""
    assert cell("print(attempt(lambda: subprocess.run(['./moi'])))") == "PermissionError"
    assert cell("os.unlink('moi'); print(libc.prctl(39, 0, 0, 0, 0))") == "1"  # no_new_privs


def test_a_link_in_a_home_leads_nowhere(cell: Any, house: Any, fox: Any, otter: Any) -> None:
    targets = [house.settings.hub_database, house.settings.home(otter.name), Path("/root")]
    for number, target in enumerate(targets):
        assert cell(f"os.symlink({str(target)!r}, 'lien{number}')") == ""
        assert cell(f"print(attempt(lambda: os.listdir('lien{number}')))") == "PermissionError"
        assert cell(f"print(attempt(lambda: open('lien{number}')))") == "PermissionError"
        shown = fox.http.get(house.workshops + fox.api(f"files/lien{number}"), timeout=30)
        assert shown.status_code >= 400
        cell(f"os.unlink('lien{number}')")
