"""Compressing the screen: once, beside the originals, and again when they change."""

import gzip
import os

import pytest

from quartiers.installation.compress import compress, compress_screen, screen_files
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress

CODE = "console.log('bonjour');\n" * 100


@pytest.fixture
def place(tmp_path):
    here = Place(tmp_path)
    for name in (
        ".pixel/venv/share/jupyter/lab/static/main.js",
        ".pixel/venv/share/jupyter/lab/static/photo.png",
        ".pixel/venv/share/jupyter/labextensions/@a/b/static/c.js",
        "src/quartiers/lab/labextension/quartiers-lab/static/nous.js",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(CODE)
    return here


def twins(place):
    return sorted(path.name for path in place.root.rglob("*.gz"))


def test_scripts_are_compressed_and_pictures_left(place):
    compress_screen(place, Progress("compression"))
    assert twins(place) == ["c.js.gz", "main.js.gz", "nous.js.gz"]
    assert not list(place.root.rglob("*.part"))


def test_a_twin_holds_the_same_and_bears_the_same_date(place):
    file = next(screen_files(place))
    compress(file)
    twin = file.with_name(f"{file.name}.gz")
    assert gzip.decompress(twin.read_bytes()).decode() == CODE
    assert twin.stat().st_mtime == file.stat().st_mtime


def test_a_changed_file_is_compressed_again(place):
    file = next(screen_files(place))
    compress(file)
    file.write_text(CODE * 2)
    os.utime(file, (1, 1))
    compress(file)
    assert len(gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes())) == 2 * len(CODE)


def test_compressing_twice_makes_nothing_new(place):
    compress_screen(place, Progress("compression"))
    before = {path: path.stat().st_ino for path in place.root.rglob("*.gz")}
    compress_screen(place, Progress("compression"))
    assert {path: path.stat().st_ino for path in place.root.rglob("*.gz")} == before


def test_a_small_file_stays_alone(place):
    file = next(screen_files(place))
    file.write_text("petit")
    assert file not in list(screen_files(place))
