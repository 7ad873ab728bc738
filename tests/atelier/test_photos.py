"""The bank of pictures: nine places, drawn the same each time, fit for their exercises."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter, ImageOps

from atelier.erreurs_base import ErreurCle, ErreurType
from atelier.photos import NAMES, bank, photo


def test_the_names_of_the_lessons_are_all_there() -> None:
    lessons = {"grand_place", "portrait", "piscine", "condition_publique", "parc", "alma", "echo"}
    assert lessons <= set(NAMES)
    drawn = {p.stem for p in Path(str(bank.__wrapped__.__code__.co_filename)).parent.glob("*.py")}
    assert set(NAMES) == drawn - {"__init__", "scene", "motifs"}


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_200_by_150_rich_and_neither_dark_nor_pale(name: str) -> None:
    picture = photo(name)
    assert (picture.size, picture.mode) == ((200, 150), "RGB")
    assert len(picture.getcolors(1 << 16) or []) > 2000
    assert 90 < np.asarray(picture).mean() < 180


@pytest.mark.parametrize("name", NAMES)
def test_drawing_it_again_gives_the_same_pixels(name: str) -> None:
    assert bank.__wrapped__(name).tobytes() == photo(name).tobytes()


def test_two_pictures_never_look_alike() -> None:
    for one, two in combinations(NAMES, 2):
        gap = np.asarray(photo(one)).astype(int) - np.asarray(photo(two)).astype(int)
        assert np.abs(gap).mean() > 25, (one, two)


def test_painting_on_one_does_not_change_the_next() -> None:
    before = photo("parc").tobytes()
    photo("parc").paste("red", (0, 0, 200, 150))
    assert photo("parc").tobytes() == before


def test_the_postcard_photo_has_no_mirror_of_itself_and_four_different_quarters() -> None:
    picture = photo("grand_place")
    gap = np.asarray(picture).astype(int) - np.asarray(ImageOps.mirror(picture)).astype(int)
    assert np.abs(gap).mean() > 20
    quarters = [picture.crop((x, y, x + 100, y + 75)) for x in (0, 100) for y in (0, 75)]
    assert len({quarter.tobytes() for quarter in quarters}) == 4


def test_the_pool_can_be_brightened_and_cut_in_black_and_white() -> None:
    pixels = np.asarray(photo("piscine").resize((60, 45))).astype(int)
    assert np.clip(pixels + 60, 0, 255).mean() - pixels.mean() > 40
    assert 0.1 < (pixels.mean(axis=2) > 128).mean() < 0.9


def test_the_brick_hall_serves_the_lesson_on_filters() -> None:
    picture = photo("condition_publique").resize((80, 60))
    blurred = picture.filter(ImageFilter.Kernel((3, 3), [1] * 9, scale=9))
    assert sharpness(blurred) < 0.8 * sharpness(picture)
    for kernel in ([-1] * 4 + [8] + [-1] * 4, [0, -1, 0, -1, 4, -1, 0, -1, 0]):
        edges = np.asarray(picture.convert("L").filter(ImageFilter.Kernel((3, 3), kernel, scale=1)))
        assert (edges < 16).mean() > 0.5
        assert edges.max() > 200
    few = ImageOps.posterize(blurred, 2).getcolors(1 << 16) or []
    assert len(few) < 0.5 * len(picture.getcolors(1 << 16) or [])


def sharpness(picture: Image.Image) -> float:
    grey = np.asarray(picture.convert("L")).astype(int)
    return float(np.abs(np.diff(grey)).mean() + np.abs(np.diff(grey, axis=0)).mean())


def test_a_red_sticker_shows_anywhere_in_the_park() -> None:
    assert not (np.asarray(photo("parc")) == (255, 0, 0)).all(axis=2).any()


def test_a_learner_s_own_picture_is_brought_upright_and_small() -> None:
    own = Image.new("RGB", (2000, 1000), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    own.save("moi.jpg", exif=exif)
    assert photo("moi.jpg").size == (320, 640)


def test_an_unknown_picture_gets_a_proposal(pareilles: Callable[..., None]) -> None:
    with pytest.raises(ErreurCle) as caught:
        photo("grande_place")
    assert caught.value.message == (
        "Je ne connais pas la photo « grande_place ». Tu voulais dire « grand_place » ?"
    )
    with pytest.raises(ErreurCle, match="zzz"):
        photo("zzz")
    with pytest.raises(ErreurType):
        photo(3)  # type: ignore[arg-type]


def test_a_picture_sent_by_the_learner_is_found_by_its_name():
    sent = Path.home() / "mes_medias"
    sent.mkdir()
    Image.new("RGB", (40, 30), "teal").save(sent / "mon_chat.png")
    assert photo("mon_chat").size == (40, 30)
    assert photo("mon_chat.png").getpixel((0, 0)) == (0, 128, 128)


def test_a_name_that_leads_out_of_the_learners_folder_is_not_followed():
    (Path.home() / "secret.png").write_bytes(b"x")
    with pytest.raises(ErreurCle):
        photo("../secret")
