"""The command line and the environment of a contained process; what it truly cannot do is in
test_walls."""

from __future__ import annotations

from pathlib import Path

from quartiers.kernels.contain import (
    Walls,
    contained_command,
    contained_environment,
    parse,
    rules,
)
from quartiers.kernels.landlock import WRITE_FILE
from quartiers.kernels.limits import Limits

HOME = Path("/data/jeunes/jeune-abc234")
FULL = Walls(
    home=HOME,
    uid=200_001,
    gid=200_001,
    tmp=Path("/tmp/px-1"),
    read=(Path("/data/publie"), Path("/data/serveur")),
    write=(Path("/data/boite"),),
    login="jeune-abc234",
    network=False,
    unix_sockets=False,
    die_with_parent=True,
    keep_env=("JUPYTERHUB_API_TOKEN",),
    cgroup=Path("/sys/fs/cgroup/quartiers-jeunes/jeune-abc234"),
    alone=Path("/tmp/px-abcdefgh/rien"),
    own_ports=(20_000, 20_039),
    house_port=8000,
    limits=Limits(memory=512, file=None, processes=20, files=64, cpu=30),
)


def test_walls_survive_the_trip_through_the_command_line() -> None:
    program = contained_command(FULL, ["python", "-c", "print('--home')"], None)
    start = program.index("quartiers.kernels.contain") + 1
    assert parse(program[start:]) == (FULL, ["python", "-c", "print('--home')"], None)


def test_the_simplest_walls_survive_too() -> None:
    program = contained_command(Walls(home=HOME), ["ls"])
    start = program.index("quartiers.kernels.contain") + 1
    assert parse(program[start:]) == (Walls(home=HOME), ["ls"], None)


def test_the_number_of_a_handed_file_survives_as_well() -> None:
    program = contained_command(Walls(home=HOME), ["ls"], 9)
    start = program.index("quartiers.kernels.contain") + 1
    assert parse(program[start:]) == (Walls(home=HOME), ["ls"], 9)


def test_a_uid_alone_gives_its_own_group() -> None:
    assert parse(["--uid", "7", "--home", "/h", "--", "ls"])[0].gid == 7


def test_secrets_of_the_parent_do_not_pass() -> None:
    secrets = {
        "CONFIGPROXY_AUTH_TOKEN": "x",
        "JUPYTERHUB_API_TOKEN": "x",
        "JPY_COOKIE_SECRET": "x",
        "QUARTIERS_DATABASE_URL": "postgresql://u:p@h/d",
        "PGPASSWORD": "x",
        "SSH_AUTH_SOCK": "/run/x",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
        "XDG_RUNTIME_DIR": "/run/user/1000",
    }
    kept = contained_environment(secrets | {"LANG": "fr_FR.UTF-8"}, Walls(home=HOME))
    assert not secrets.keys() & kept.keys()
    assert kept["LANG"] == "fr_FR.UTF-8"


def test_a_server_keeps_its_own_token_and_no_other() -> None:
    environ = {"JUPYTERHUB_API_TOKEN": "mine", "CONFIGPROXY_AUTH_TOKEN": "theirs"}
    kept = contained_environment(environ, FULL)
    assert kept["JUPYTERHUB_API_TOKEN"] == "mine"
    assert "CONFIGPROXY_AUTH_TOKEN" not in kept


def test_home_temporary_folder_and_name_are_the_learners() -> None:
    kept = contained_environment({"HOME": "/root", "USER": "root", "TMPDIR": "/tmp"}, FULL)
    assert kept["HOME"] == str(HOME)
    assert kept["TMPDIR"] == "/tmp/px-1"
    assert kept["USER"] == kept["LOGNAME"] == "jeune-abc234"


def test_only_ones_own_folders_can_be_written() -> None:
    writable = {rule.path for rule in rules(FULL, 7) if rule.rights & WRITE_FILE}
    devices = {path for path in writable if path.startswith("/dev/")}
    assert writable - devices == {str(HOME), "/tmp/px-1", "/data/boite"}


def test_terminals_are_shut_on_a_shared_account() -> None:
    assert "/dev/pts" not in {rule.path for rule in rules(Walls(home=HOME), 7)}
    assert "/dev/pts" in {rule.path for rule in rules(FULL, 7)}
