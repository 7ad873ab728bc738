"""A box without a battery, whose clock is years away from that of the browsers.

The house runs under `faketime`; the browsers, and this test, keep the machine's own clock.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from quartiers.hub.ports import any_free_port
from quartiers.sessions import Store, open_store
from quartiers.settings import Settings

from ..conftest import PASSWORD, PROXY, Browser, House

YEARS = 20
WRONG = [f"-{YEARS}y", f"+{YEARS}y"]
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="no faketime here: apt install faketime")


@pytest.fixture(scope="module", params=WRONG)
def wrong_clock(request: pytest.FixtureRequest) -> str:
    """How far the house's clock is from the browsers'."""
    return str(request.param)


# In a mount namespace of its own, every program is started with the library, and finds the year.
ELSEWHERE = """
set -e
mkdir "$1/travail"
mount -t tmpfs none "$1/travail"
mkdir "$1/travail/haut" "$1/travail/travail"
mount -t overlay overlay \\
  -o "lowerdir=/etc,upperdir=$1/travail/haut,workdir=$1/travail/travail" /etc
echo "$2" > /etc/ld.so.preload
echo "$3" > /etc/faketimerc
shift 3
# waits are counted by another clock, which nobody sets: the library would stop them for ever
export FAKETIME_DONT_FAKE_MONOTONIC=1
exec "$@"
"""


@dataclass
class YearsAway(House):
    """A house all of whose processes believe in another year."""

    shift: str = ""

    def command(self) -> list[str]:
        """The usual one, in its namespace."""
        place = str(self.settings.data.parent)
        inside = ["sh", "-c", ELSEWHERE, "sh", place, str(LIBRARY), self.shift]
        return ["unshare", "--mount", *inside, *super().command()]


@pytest.fixture(scope="module")
def house(wrong_clock: str) -> Iterator[House]:
    """A house whose clock is wrong; the browsers have the right time."""
    if not PROXY.exists():
        pytest.skip("the proxy is not installed: run ./pixel once")
    data = Path(tempfile.mkdtemp(prefix="maison-", dir="/tmp"))
    data.chmod(0o711)
    password = data / "mot-de-passe"
    password.write_text(PASSWORD)
    first = secrets.randbelow(1000) * 1000 + 10**6
    place = Settings(data=data / "donnees", port=any_free_port(), centre="Alma", uid_base=first)
    found = YearsAway(place, password, shift=wrong_clock)
    found.open()
    yield found
    found.close()
    shutil.rmtree(data)


def then(shift: str) -> datetime:
    """What time the house thinks it is."""
    years = int(shift.removesuffix("y"))
    return datetime.now(UTC) + timedelta(days=365 * years)


def form(page: requests.Response) -> str:
    """The cross-site token of a page's form."""
    found = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
    assert found, page.text[:2000]
    return found[1]


class Visitor(requests.Session):
    """A browser with the right time, which sends the forms of the room's pages."""

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room, self.page = room, requests.Response()

    def see(self, path: str) -> requests.Response:
        """Go to a page of the room."""
        self.page = self.get(self.room + path, timeout=60)
        return self.page

    def fill(self, path: str, **fields: str) -> requests.Response:
        """Send a form, from the page that is shown."""
        sent = {**fields, "_xsrf": form(self.page)}
        self.page = self.post(self.room + path, data=sent, timeout=60)
        return self.page


def test_an_animator_and_a_learner_enter_and_work(house: Any, wrong_clock: str) -> None:
    room = f"{house.url}/services/salle/"
    animator = Visitor(room)
    animator.see("animation/entrer")
    home = animator.fill("animation/entrer", login="samia", password=PASSWORD)
    assert "Bonjour samia" in home.text, home.url
    animator.fill("animation/", centre="Alma")
    store: Store = open_store(house.settings.store_url)
    (seance,) = store.seances.current()
    assert abs((seance.opened_at - then(wrong_clock)).days) < 20
    learner = Visitor(room)
    learner.see("")
    learner.fill("", code=seance.code)
    pseudo = learner.see("nouveau").text.partition('name="pseudo" value="')[2].partition('"')[0]
    learner.fill("nouveau", pseudo=pseudo)
    for name in ("ballon", "casque", "tram") * 2:
        learner.fill("images", picture=name)
    lessons = learner.fill("toi", reponse="oui")
    assert "Mes leçons" in lessons.text, lessons.url
    assert learner.see("lecons").status_code == 200
    (presence,) = store.seances.present(seance.id)
    found = presence.learner.id
    store.close()
    browser = Browser(house, found, learner)
    browser.start_server()
    assert browser.get(browser.api("quartiers/place")).json() == {"sentence": ""}
    assert browser.run(browser.start_kernel(), "print(6 * 7)") == "42\n"
