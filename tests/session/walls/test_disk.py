"""One learner's loop against the disk of a real house, on a small disk of its own."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from small_disk import small_disk

from quartiers.hub.ports import any_free_port
from quartiers.sessions import Store
from quartiers.settings import Settings

from ..conftest import PASSWORD, PROXY, House

SHARE, RESERVE = 100, 80
DISK = 900  # MB: the lessons take a third of it
WRITES = """
n = 0
while True:
    n += 1
    with open(f'gros{n}', 'wb', 0) as file:
        for _ in range(64): file.write(bytes(1 << 20))
"""
PLACE = "programmation/01_initiale_neon/01_initiale_neon.ipynb"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house whose data folder is a disk of its own, with little room."""
    if not PROXY.exists():
        pytest.skip("the proxy is not installed: run ./pixel once")
    password = tmp_path_factory.mktemp("mdp") / "mot-de-passe"
    password.write_text(PASSWORD)
    with small_disk(DISK) as root:
        settings = Settings(
            data=root / "donnees",
            port=any_free_port(),
            centre="Alma",
            uid_base=secrets.randbelow(1000) * 1000 + 10**6,
            share=SHARE,
            reserve=RESERVE,
        )
        found = House(settings, password)
        found.open()
        yield found
        found.close()


def until(true: Callable[[], object], seconds: float = 60) -> bool:
    """Whether it comes true in time."""
    limit = time.monotonic() + seconds
    while not true() and time.monotonic() < limit:
        time.sleep(0.1)
    return bool(true())


def save(browser: Any, text: str) -> requests.Response:
    """Keep a notebook as the lesson's page does."""
    cell = {"id": "a", "cell_type": "code", "source": text, "metadata": {}, "outputs": []}
    notebook = {"cells": [cell | {"execution_count": None}], "metadata": {}}
    body = {"path": PLACE, "notebook": notebook | {"nbformat": 4, "nbformat_minor": 5}}
    answer: requests.Response = browser.post(browser.api("quartiers/work"), body | {"force": True})
    return answer


def free(house: House) -> int:
    """Bytes left to learners."""
    found = os.statvfs(house.settings.data)
    return found.f_bavail * found.f_frsize


def test_a_loop_that_writes_takes_neither_the_others_saves_nor_the_animators_door(
    house: House, store: Store, fox: Any, otter: Any
) -> None:
    for browser in (fox, otter):
        browser.get(browser.api("quartiers/open?lesson=P01"))
        assert save(browser, "avant").status_code == 200
    assert (house.settings.hub_folder / "reserve").exists()
    kernel = fox.start_kernel()
    least = [free(house)]
    house_told = fox.api("quartiers/place")
    run_beside(fox, kernel, WRITES)
    assert until(lambda: least.append(free(house)) or fox.get(house_told).json()["sentence"])
    assert "Ton programme a rempli ta place" in fox.get(house_told).json()["sentence"]
    assert min(least) > RESERVE * 10**6 // 2, min(least)
    assert save(fox, "après").status_code == 200  # the server of the one who was stopped goes on
    assert save(otter, "après").status_code == 200
    animator = requests.Session()
    room = f"{house.url}/services/salle/animation/"
    door = animator.get(room + "entrer", timeout=60).text
    token = door.partition('name="_xsrf" value="')[2].partition('"')[0]
    sent = {"login": "samia", "password": PASSWORD, "_xsrf": token}
    home = animator.post(room + "entrer", data=sent, timeout=60).text
    assert "Bonjour samia" in home
    assert "Le programme de Renard turquoise s" in home
    before = free(house)
    made = fox.post(house_told, {})
    assert "fait de la place" in made.json()["sentence"]
    assert free(house) > before + 50 * 10**6
    assert fox.run(fox.start_kernel(), "print(1 + 1)") == "2\n"
    assert "après" in (house.settings.home(fox.name) / PLACE).read_text()


def run_beside(browser: Any, kernel: str, code: str) -> None:
    """Run a cell in a thread: nobody waits for what is going to be killed."""

    def go() -> None:
        try:
            browser.run(kernel, code)
        except Exception:
            return

    threading.Thread(target=go, daemon=True).start()
