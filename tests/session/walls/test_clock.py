"""A box without a battery, whose clock is years away from that of the browsers.

Its programs run with another clock; the browsers, and this test, keep the machine's own.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
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

SECONDS = 20 * 365 * 86_400
WRONG = {"behind": -SECONDS, "ahead": SECONDS}
CLOCK = r"""
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t which, struct timespec *now) {
  int refused = syscall(SYS_clock_gettime, which, now);
  if (!refused && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
    now->tv_sec += (SHIFT);
  return refused;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec found;
  clock_gettime(CLOCK_REALTIME, &found);
  now->tv_sec = found.tv_sec;
  now->tv_usec = found.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *kept) {
  struct timespec found;
  clock_gettime(CLOCK_REALTIME, &found);
  if (kept) *kept = found.tv_sec;
  return found.tv_sec;
}
"""
"""A clock that is wrong, for whatever program is started with it; waits are counted as ever."""

# In a mount namespace of its own, every program is started with that clock.
ELSEWHERE = """
set -e
mkdir "$1/travail"
mount -t tmpfs none "$1/travail"
mkdir "$1/travail/haut" "$1/travail/travail"
mount -t overlay overlay \\
  -o "lowerdir=/etc,upperdir=$1/travail/haut,workdir=$1/travail/travail" /etc
cp "$1/horloge.so" /etc/horloge.so
chmod 755 /etc/horloge.so
echo /etc/horloge.so > /etc/ld.so.preload
shift 1
exec "$@"
"""

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("cc") or not shutil.which("unshare"),
    reason="a clock of one's own needs root, unshare and a C compiler",
)


@pytest.fixture(scope="module", params=WRONG)
def shift(request: pytest.FixtureRequest) -> int:
    """By how many seconds the house's clock is wrong."""
    return WRONG[request.param]


@dataclass
class YearsAway(House):
    """A house all of whose processes believe in another year."""

    def command(self) -> list[str]:
        """The usual one, in its namespace."""
        place = str(self.settings.data.parent)
        inside = ["sh", "-c", ELSEWHERE, "sh", place]
        return ["unshare", "--mount", *inside, *super().command()]


@pytest.fixture(scope="module")
def house(shift: int) -> Iterator[House]:
    """A house whose clock is wrong; the browsers have the right time."""
    if not PROXY.exists():
        pytest.skip("the proxy is not installed: run ./pixel once")
    data = Path(tempfile.mkdtemp(prefix="maison-", dir="/tmp"))
    data.chmod(0o711)
    password = data / "mot-de-passe"
    password.write_text(PASSWORD)
    first = secrets.randbelow(1000) * 1000 + 10**6
    place = Settings(data=data / "donnees", port=any_free_port(), centre="Alma", uid_base=first)
    words = ["cc", "-shared", "-fPIC", "-w", f"-DSHIFT={shift}L", "-o", str(data / "horloge.so")]
    subprocess.run([*words, "-x", "c", "-"], input=CLOCK, text=True, check=True)
    found = YearsAway(place, password)
    found.open()
    yield found
    found.close()
    shutil.rmtree(data)


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


def test_an_animator_and_a_learner_enter_and_work(house: Any, shift: int) -> None:
    room = f"{house.url}/services/salle/"
    animator = Visitor(room)
    animator.see("animation/entrer")
    home = animator.fill("animation/entrer", login="samia", password=PASSWORD)
    assert "Bonjour samia" in home.text, home.url
    animator.fill("animation/", centre="Alma")
    store: Store = open_store(house.settings.store_url)
    (seance,) = store.seances.current()
    assert abs(seance.opened_at - datetime.now(UTC) - timedelta(seconds=shift)) < timedelta(hours=1)
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
