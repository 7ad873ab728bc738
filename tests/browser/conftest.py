"""A real house on this machine, and real browsers that can reach nothing else."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import chromium
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from isolation import leave_the_network
from people import PASSWORD, Animator, Learner, Person
from playwright.sync_api import Browser, Playwright, sync_playwright

from quartiers.hub.ports import any_free_port
from quartiers.sessions import open_store
from quartiers.settings import REPOSITORY, Settings

Somebody = TypeVar("Somebody", bound=Person)
OPENING_SECONDS = 180
# Chromium asks Google's hosts for many things of its own; a page's requests are watched apart.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class House:
    """The house and the people in it."""

    base: str
    data: Path
    browser: Browser
    artefacts: Path
    accounts: range
    code: str = ""
    refusal: str = ""
    animator: Animator | None = None
    learners: list[Learner] = field(default_factory=list)
    everybody: list[Person] = field(default_factory=list)

    def new_animator(self) -> Animator:
        """Another computer, for an animator."""
        return self._arrive(Animator)

    def new_learner(self) -> Learner:
        """Another computer, for a learner."""
        return self._arrive(Learner)

    def _arrive(self, kind: type[Somebody]) -> Somebody:
        person = kind.arrive(self.browser, self.base, self.artefacts)
        self.everybody.append(person)
        return person

    def leave(self) -> None:
        """Everybody goes home; no séance stays open."""
        for person in self.everybody:
            person.context.close()
        store = open_store(Settings(data=self.data).store_url)
        for seance in store.seances.current():
            store.seances.close(seance.id, datetime.now(UTC))
        store.close()


@pytest.fixture(scope="session")
def no_network():
    """Everything below runs in a network of its own where that is permitted."""
    return leave_the_network()


@pytest.fixture(scope="session")
def play(no_network):
    """What drives browsers."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def whole_browser(play):
    """Debian's Chromium, the one that people use."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Chromium is not installed: apt install chromium")
    yield from launched(play, program)


@pytest.fixture(scope="session")
def bare_browser(play):
    """The same engine, which opens pages in two thirds of the time."""
    if not chromium.PROGRAM:
        pytest.skip(chromium.MISSING)
    yield from launched(play, chromium.PROGRAM)


@pytest.fixture(scope="module")
def browser(bare_browser):
    """The browser of those of one file: the bare one, if they do not ask for the whole one."""
    return bare_browser


def launched(play: Playwright, program: str):
    """A browser, closed at the end; as root Chromium has no sandbox of its own."""
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    browser = play.chromium.launch(executable_path=program, args=[*QUIET, *sandbox])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def artefacts():
    """Where the screenshots go."""
    folder = REPOSITORY / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def house(browser, artefacts, opened):
    """The house as those of one file find it: nobody there, no séance."""
    base, data, accounts = opened
    found = House(base, data, browser, artefacts, accounts)
    yield found
    found.leave()


@pytest.fixture(scope="session")
def opened(artefacts, no_network, tmp_path_factory):
    """`quartiers ouvrir` on a free port and an empty data folder, once for all: address, data
    folder, learners' accounts."""
    # Not below pytest's own folder, which is closed to the learners' accounts.
    data = Path("/var/tmp") / f"quartiers-{secrets.token_hex(4)}"
    port = any_free_port()
    secret = tmp_path_factory.mktemp("secret") / "mot-de-passe"
    first = secrets.randbelow(1000) * 1000 + 10**6
    process = open_house(data, port, secret, first)
    base = f"http://127.0.0.1:{port}/"
    try:
        wait_for(base + "services/salle/", process, data)
        yield base, data, range(first, first + 1000)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        keep_logs(data, artefacts)
        shutil.rmtree(data, ignore_errors=True)


def open_house(data: Path, port: int, secret: Path, first: int) -> subprocess.Popen[bytes]:
    """The command behind the door, without questions; learners' accounts from `first` on."""
    secret.write_text(PASSWORD)
    options = ["--port", str(port), "--donnees", str(data), "--centre", "Alma"]
    account = ["--animateur", "samia", "--mot-de-passe-fichier", str(secret)]
    environment = {**os.environ, "QUARTIERS_UID_BASE": str(first)}
    command = [sys.executable, "-m", "quartiers", "ouvrir", *options, *account]
    return subprocess.Popen(command, env=environment, start_new_session=True)


def wait_for(page: str, process: subprocess.Popen[bytes], data: Path) -> None:
    """Until the first page answers."""
    end = time.monotonic() + OPENING_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(page, timeout=5):
                return
        except OSError:
            time.sleep(0.3)
    log = data / "journaux/hub.log"
    pytest.fail(f"the house did not open:\n{log.read_text()[-4000:] if log.exists() else ''}")


def keep_logs(data: Path, artefacts: Path) -> None:
    """The logs beside the screenshots, for whoever looks for a reason."""
    if (data / "journaux").is_dir():
        shutil.copytree(data / "journaux", artefacts / "journaux", dirs_exist_ok=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """When something did not hold, keep what everybody had on their screen."""
    report = yield
    house = item.funcargs.get("house") if hasattr(item, "funcargs") else None
    if report.failed and house is not None:
        people = [person for person in (house.animator, *house.learners) if person]
        for number, person in enumerate(people):
            person.show(f"echec-{item.name}-{number}")
    return report
