"""From a learner's cell, as an attacker would: ports, sockets, doors, shared memory, namespaces.

Each was possible, or untested, when the Hub, the room and the servers listened to TCP ports.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from quartiers.hub.sockets import Sockets, sockets_of
from quartiers.hub.workshops_port import known_port
from quartiers.kernels import namespaces, seccomp
from quartiers.sessions import Store

OWN_HOUSE = True  # its programs are ended here

pytestmark = [
    pytest.mark.skipif(os.geteuid() != 0, reason="learners have accounts of their own as root"),
    pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor"),
]
needs_namespaces = pytest.mark.skipif(
    namespaces.strongest() == "none", reason="this machine refuses namespaces"
)
REFUSED = {"PermissionError"}

HELP = """
import ctypes, os, socket, json
libc = ctypes.CDLL(None, use_errno=True)
def attempt(what):
    try: return repr(what())
    except OSError as no: return type(no).__name__
def ask(path, page, **headers):
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(20)
    caller.connect(path)
    words = ''.join(f'{name.replace("_", "-")}: {value}\\r\\n' for name, value in headers.items())
    caller.sendall(f'GET {page} HTTP/1.0\\r\\nHost: localhost\\r\\n{words}\\r\\n'.encode())
    said = b''
    while more := caller.recv(65536): said += more
    return said.decode(errors='replace')
"""


@pytest.fixture(scope="module")
def cell(fox: Any) -> Any:
    """Runs code in the attacker's kernel, with `HELP`: what it printed."""
    kernel = fox.start_kernel()
    assert fox.run(kernel, HELP) == ""
    return lambda code: fox.run(kernel, code).strip()


@pytest.fixture(scope="module")
def sockets(house: Any) -> Sockets:
    """Where the house's programs meet."""
    return sockets_of(house.settings)


@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"])
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_no_port_can_be_bound_nor_reached(cell: Any, family: str, kind: str) -> None:
    code = f"print(attempt(lambda: socket.socket(socket.{family}, socket.{kind})))"
    assert cell(code) in REFUSED


@pytest.mark.parametrize("number", [16, 17, 40, 38, 29])  # netlink, packet, vsock, crypto, CAN
def test_no_rare_family_of_sockets_opens(cell: Any, number: int) -> None:
    said = cell(f"print(attempt(lambda: socket.socket({number}, socket.SOCK_RAW)))")
    assert said in {"PermissionError", "OSError"}  # OSError: there is no such family


def test_what_a_forked_program_prints_is_shown(cell: Any) -> None:
    code = (
        "import multiprocessing as m; f = m.get_context('fork').Process(target=print, args=(42,))"
    )
    assert cell(f"{code}; f.start(); f.join()") == "42"


def test_the_house_listens_to_no_port_but_the_browsers(house: Any) -> None:
    listening = set()
    for process in Path("/proc").glob("[0-9]*"):
        if belongs(house, process):
            listening |= ports_of(process)
    assert listening == {house.settings.port, known_port(house.settings)}


def belongs(house: Any, process: Path) -> bool:
    """Whether a process writes into this house's logs."""
    try:
        return Path(os.readlink(process / "fd/2")).is_relative_to(house.settings.logs)
    except OSError:
        return False


def ports_of(process: Path) -> set[int]:
    """The TCP ports to which a process listens."""
    inodes = set()
    for number in (process / "fd").iterdir():
        try:
            inodes.add(os.readlink(number).removeprefix("socket:[").removesuffix("]"))
        except OSError:
            continue
    found = set()
    for table in ("tcp", "tcp6"):
        for line in (process / "net" / table).read_text().splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in inodes:
                found.add(int(words[1].rpartition(":")[2], 16))
    return found


def test_inside_the_house_nothing_can_be_seen_reached_nor_put(cell: Any, sockets: Sockets) -> None:
    for path in (sockets.hub, sockets.proxy, sockets.room, sockets.server(1), sockets.server(2)):
        tried = f"lambda: socket.socket(socket.AF_UNIX).connect({str(path)!r})"
        assert cell(f"print(attempt({tried}))") in REFUSED, path
        tried = f"lambda: socket.socket(socket.AF_UNIX).bind({str(path)!r})"
        assert cell(f"print(attempt({tried}))") in REFUSED, path
    assert cell(f"print(attempt(lambda: os.listdir({str(sockets.inside)!r})))") in REFUSED


@pytest.mark.parametrize("name", ["hub_door", "room_door"])
def test_the_doors_can_be_neither_replaced_nor_listed(
    cell: Any, sockets: Sockets, name: str
) -> None:
    door = str(getattr(sockets, name))
    for gesture in (f"os.unlink({door!r})", f"os.rename({door!r}, {door + 'x'!r})"):
        assert cell(f"print(attempt(lambda: {gesture}))") in REFUSED
    beside = f"lambda: socket.socket(socket.AF_UNIX).bind({door + 'x'!r})"
    assert cell(f"print(attempt({beside}))") in REFUSED
    assert cell(f"print(attempt(lambda: os.listdir({str(sockets.doors)!r})))") in REFUSED


@needs_namespaces
def test_abstract_sockets_of_the_machine_are_out_of_reach(cell: Any) -> None:
    with socket.socket(socket.AF_UNIX) as other:
        other.bind("\0quartiers-essai")
        other.listen()
        tried = "lambda: socket.socket(socket.AF_UNIX).connect('\\0quartiers-essai')"
        said = cell(f"print(attempt({tried}))")
        assert said in {"ConnectionRefusedError", "PermissionError"}
        tried = "lambda: socket.socket(socket.AF_UNIX).bind('\\0quartiers-essai')"
        assert cell(f"print(attempt({tried}))") == "None"  # another place of the same name


@needs_namespaces
def test_the_machines_own_services_are_out_of_sight(cell: Any) -> None:
    path = f"/run/quartiers-essai-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as other:
        other.bind(path)
        try:
            os.chmod(path, 0o666)
            other.listen()
            tried = f"lambda: socket.socket(socket.AF_UNIX).connect({path!r})"
            assert cell(f"print(attempt({tried}))") == "FileNotFoundError"
        finally:
            os.unlink(path)


def test_only_the_servers_part_of_the_hub_is_at_its_door(cell: Any, sockets: Sockets) -> None:
    door = str(sockets.hub_door)
    assert " 200 " in cell(f"print(ask({door!r}, '/hub/api').splitlines()[0])")
    for page in ("/hub/home", "/hub/ticket?t=x", "/hub/api/users", "/hub/metrics", "/", "/user/a"):
        assert " 404 " in cell(f"print(ask({door!r}, {page!r}).splitlines()[0])"), page


def test_only_the_servers_part_of_the_room_is_at_its_door(cell: Any, sockets: Sockets) -> None:
    door = str(sockets.room_door)
    mine = "Authorization='token ' + os.environ['JUPYTERHUB_API_TOKEN']"
    me = cell(f"print(ask({door!r}, '/services/salle/api/me', {mine}))")
    assert " 200 " in me.splitlines()[0]
    assert json.loads(me.splitlines()[-1])["id"].startswith("jeune-")
    for page in ("", "entree", "lecons", "animation/", "static/salle.css", "oauth_callback"):
        said = cell(f"print(ask({door!r}, '/services/salle/' + {page!r}, {mine}).splitlines()[0])")
        assert " 404 " in said, page


def test_an_invented_origin_is_no_origin(cell: Any, sockets: Sockets, house: Any) -> None:
    door = str(sockets.room_door)
    for number in range(30):
        page = "/services/salle/"
        cell(f"ask({door!r}, {page!r}, X_Forwarded_For='192.168.7.{number}')")
    assert house.browsers
    assert "192.168.7." not in house.log()


def test_a_freed_socket_is_nobodys(
    cell: Any, otter: Any, house: Any, store: Store, sockets: Sockets
) -> None:
    learner = store.learners.get(otter.name)
    assert learner is not None
    path = str(sockets.server(learner.number))
    assert otter.http.delete(
        f"{house.url}/hub/api/users/{otter.name}/server",
        headers={"X-XSRFToken": otter.http.cookies.get("_xsrf", path="/hub/") or ""},
        timeout=60,
    ).status_code in (202, 204)
    for gesture in (f"connect({path!r})", f"bind({path!r})"):
        assert cell(f"print(attempt(lambda: socket.socket(socket.AF_UNIX).{gesture}))") in REFUSED
    assert otter.start_server() > 0
    assert otter.run(otter.start_kernel(), "print(6 * 7)") == "42\n"


def test_the_rooms_place_is_kept_while_it_is_dead(
    cell: Any, house: Any, fox: Any, sockets: Sockets
) -> None:
    room = house.room_pid()
    os.kill(room, signal.SIGKILL)
    for path in (str(sockets.room), str(sockets.room_door)):
        for gesture in (f"os.unlink({path!r})", f"socket.socket(socket.AF_UNIX).bind({path!r})"):
            said = cell(f"print(attempt(lambda: {gesture}))")
            assert said in {"PermissionError", "OSError"}, said  # OSError: the name is taken
    limit = time.monotonic() + 60
    while fox.status("/services/salle/lecons") != 200:
        assert time.monotonic() < limit
        time.sleep(0.2)
    assert house.room_pid() != room


@pytest.mark.parametrize(
    "attempt",
    [
        "libc.unshare(0x10000000)",
        "libc.unshare(0x40000000)",
        "libc.shmget(0, 4096, 0o1666)",
        "libc.semget(0, 1, 0o1666)",
        "libc.syscall(435, ctypes.byref(ctypes.create_string_buffer(88)), 88)",
        "libc.syscall(425, 8, ctypes.byref(ctypes.create_string_buffer(120)))",
    ],
)
def test_no_namespace_no_shared_memory_no_other_way_to_the_kernel(cell: Any, attempt: str) -> None:
    assert cell(f"print({attempt}, ctypes.get_errno())") in ("-1 1", "-1 38")


def test_nothing_of_system_v_is_left_after_a_server(house: Any, fox: Any, store: Store) -> None:
    learner = store.learners.get(fox.name)
    assert learner is not None
    uid = str(house.settings.uid_base + learner.number)
    for table in ("shm", "sem", "msg"):
        lines = Path("/proc/sysvipc", table).read_text().splitlines()
        column = lines[0].split().index("uid")
        assert uid not in {line.split()[column] for line in lines[1:]}


def test_a_lesson_is_none_the_worse(cell: Any) -> None:
    code = "import subprocess, threading; fil = threading.Thread(target=lambda: print('fil'))"
    assert cell(f"{code}; fil.start(); fil.join()") == "fil"
    assert cell("print(subprocess.run(['echo', 'oui'], capture_output=True).stdout)") == "b'oui\\n'"
