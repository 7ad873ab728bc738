"""Finding Node: the machine's own when it is recent, else the packaged one."""

from quartiers.installation import node
from quartiers.installation.place import Place


def program(folder, name, words):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho {words}\n")
    path.chmod(0o755)
    return str(path)


def test_a_version_is_read_as_numbers(tmp_path):
    assert node.node_version(program(tmp_path, "node", "v24.19.0")) == (24, 19, 0)


def test_a_program_that_is_not_there_has_no_version():
    assert node.node_version("/nowhere/node") == ()


def test_an_old_node_on_the_path_is_not_used(tmp_path, monkeypatch):
    program(tmp_path, "node", "v20.20.2")
    program(tmp_path, "npm", "10")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not node.system_node()


def test_a_recent_node_with_npm_beside_it_is_used(tmp_path, monkeypatch):
    program(tmp_path, "node", "v22.12.0")
    program(tmp_path, "npm", "10")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.system_node()


def test_the_packaged_node_comes_before_the_machines_own(tmp_path):
    place = Place(tmp_path)
    place.tools.mkdir(parents=True)
    program(place.tools, "node", "v24.19.0")
    assert node.node_env(place)["PATH"].startswith(str(place.tools))
