"""Films: what is encoded can be read back, lasts what was asked, and stays small."""

from __future__ import annotations

import copy
import io
from itertools import pairwise

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from atelier.erreurs_base import ErreurType, ErreurValeur
from atelier.fichier_gif import durations
from atelier.films import duree, gif, video
from atelier.images import disque, nouvelle_image
from atelier.sons import enchainer, note
from atelier.tortue import Tortue


def frames(count: int = 12, size: tuple[int, int] = (160, 120)) -> list[Image.Image]:
    images = []
    for i in range(count):
        img = nouvelle_image(*size, "navy")
        disque(img, 20 + i * 10, size[1] // 2, 12, "gold")
        images.append(img)
    return images


def test_a_gif_keeps_its_pictures_and_its_whole_time() -> None:
    film = gif(frames(), 12)
    read = Image.open(io.BytesIO(film.donnees))
    total = 0
    for place in range(read.n_frames):  # type: ignore[attr-defined]
        read.seek(place)
        total += read.info["duration"]
    assert total == 1000
    assert read.info["loop"] == 0
    assert read.size == (320, 240)
    assert len(film.donnees) < 30_000


def test_identical_pictures_keep_their_time_too() -> None:
    read = Image.open(io.BytesIO(gif([nouvelle_image(20, 20)] * 10, 10).donnees))
    assert read.info["duration"] == 1000


@given(st.integers(1, 200), st.floats(1, 50))
def test_gif_times_add_up_without_drift(count: int, ips: float) -> None:
    assert sum(durations(count, ips)) == pytest.approx(1000 * count / ips, abs=5)


def test_a_video_reads_back_with_its_pictures_and_sound() -> None:
    film = video(frames(24), 12, enchainer(note(440, 1), note(660, 1)))
    with av.open(io.BytesIO(film.donnees)) as file:
        pictures, sound = file.streams.video[0], file.streams.audio[0]
        assert (pictures.codec.name, sound.codec.name) == ("h264", "aac")
        assert (pictures.width, pictures.height) == (320, 240)
        assert float(pictures.duration * pictures.time_base) == pytest.approx(2.0, abs=0.01)
        assert float(sound.duration * sound.time_base) == pytest.approx(2.0, abs=0.1)
        decoded = [frame.to_ndarray(format="rgb24") for frame in file.decode(video=0)]
    assert len(decoded) == 24
    place = [float(np.argmax(image[120, :, 0])) for image in decoded[:10]]
    assert all(after > before for before, after in pairwise(place))
    assert len(film.donnees) < 60_000


def test_the_sound_of_a_video_is_the_one_given() -> None:
    film = video(frames(24), 12, note(880, 2))
    with av.open(io.BytesIO(film.donnees)) as file:
        samples = np.concatenate([f.to_ndarray().ravel() for f in file.decode(audio=0)])
    spectrum = np.abs(np.fft.rfft(samples[4000:26050]))
    assert float(np.argmax(spectrum)) == pytest.approx(880, abs=3)


@pytest.mark.parametrize("size", [(81, 61), (1, 1), (33, 7), (640, 480)])
def test_any_size_can_be_filmed(size: tuple[int, int]) -> None:
    assert len(video([nouvelle_image(*size)] * 3, 8).donnees) > 500


def test_a_film_knows_its_time_its_size_and_its_sound() -> None:
    film = video(frames(24), 12)
    assert (film.duree, duree(film), film.taille, film.son) == (2.0, 2.0, (160, 120), None)
    assert repr(film) == "Film de 24 images, 2,0 s."
    assert gif(frames(3)).ips == 12


def test_later_changes_do_not_reach_the_film() -> None:
    images = frames(3)
    film = gif(images, 12)
    disque(images[0], 80, 60, 60, "red")
    assert film.images[0].tobytes() != images[0].tobytes()


def test_a_film_can_be_copied_for_a_check() -> None:
    assert copy.deepcopy(gif(frames(3), 12)).duree == 0.25


def test_turtles_and_transparent_pictures_can_be_filmed() -> None:
    t = Tortue()
    t.avance(50)
    assert gif([t, t], 4).taille == (320, 320)  # type: ignore[list-item]
    clear = gif([Image.new("RGBA", (4, 4), (255, 0, 0, 0))], 4)
    assert clear.images[0].getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("code", "famille", "morceau"),
    [
        ("gif(images[0], 12)", ErreurType, "gif attend une liste d'images : je reçois une image."),
        ("gif([], 12)", ErreurValeur, "Ta liste a 0 image"),
        ("gif(images * 400)", ErreurValeur, "il en faut de 1 à 900"),
        ("video(images, 0)", ErreurValeur, "il va de 1 à 60"),
        ("video(images, 12, 3)", ErreurType, "video attend un son : je reçois un nombre."),
        ("gif([1, 2])", ErreurType, "L'élément 0 de ta liste n'est pas une image"),
        ("gif(images + [images[0].resize((3, 3))])", ErreurValeur, "L'image 3 mesure (3, 3)"),
        ("gif([nouvelle_image(1300, 10)])", ErreurValeur, "un film va jusqu'à 1280 pixels"),
    ],
)
def test_refusals_say_what_to_do(code: str, famille: type[Exception], morceau: str) -> None:
    with pytest.raises(famille) as caught:
        eval(code, {**globals(), "images": frames(3)})
    assert morceau in str(caught.value)
