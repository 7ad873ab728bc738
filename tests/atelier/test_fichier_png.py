"""Our PNG files: read by others as Pillow's are, pixel for pixel, and not larger."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from atelier import Tortue, fichier_png, neon

MODES = tuple(fichier_png.COLOUR_TYPES)


def reread(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def noise(mode: str, size: tuple[int, int]) -> Image.Image:
    width, height = size
    many = width * height * len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(7).randbytes(many))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", [(1, 1), (1, 9), (9, 1), (40, 30)])
def test_a_reader_finds_the_very_pixels(mode: str, size: tuple[int, int]) -> None:
    image = noise(mode, size)
    found = reread(fichier_png.encode(image))
    assert (found.mode, found.size) == (mode, size)
    assert found.tobytes() == image.tobytes() == reread(fichier_png.by_pillow(image)).tobytes()


def test_the_file_of_a_work_is_not_larger_than_pillow_s() -> None:
    t = Tortue()
    t.avance(40)
    sign = neon(t)
    assert len(fichier_png.encode(sign)) <= len(fichier_png.by_pillow(sign))


@pytest.mark.parametrize(("name", "value"), [("icc_profile", b"profil"), ("transparency", 0)])
def test_what_a_picture_remembers_beside_its_pixels_stays(name: str, value: object) -> None:
    image = Image.new("L", (4, 4))
    image.info[name] = value
    assert reread(fichier_png.encode(image)).info[name] == value


def test_a_picture_of_few_colours_is_written_too() -> None:
    image = Image.new("P", (4, 4))
    assert reread(fichier_png.encode(image)).mode == "P"
