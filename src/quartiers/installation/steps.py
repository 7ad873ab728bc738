"""The steps that make a machine ready, in order, and how they are gone through."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quartiers.durable import flush_everything, write_whole
from quartiers.installation.calls import SetupFailure
from quartiers.installation.compress import compress_screen
from quartiers.installation.learn import learn
from quartiers.installation.node import build_screen, install_node, install_proxy
from quartiers.installation.place import Place
from quartiers.installation.progress import Progress
from quartiers.installation.python import install_locked, install_ourselves, make_venv
from quartiers.installation.stamps import fingerprint, stamp


@dataclass(frozen=True)
class Step:
    """One thing to prepare: `inputs` are the files it is made from, `run` makes it."""

    name: str
    title: str
    inputs: tuple[Path, ...]
    run: Callable[[Place, Progress], None]
    advice: str
    made: tuple[Path, ...] = ()


def steps(place: Place, for_tests: bool) -> list[Step]:
    """What must be ready, in order."""
    root = place.root
    lock = root / "requirements" / ("tests.txt" if for_tests else "base.txt")
    network = "Branchez cette machine à Internet, puis relancez la même commande."
    sources = [root / "lab-extension" / name for name in ("src", "style", "schema")]
    described = [path for path in (root / "lab-extension").glob("*.js*") if path.is_file()]
    return [
        Step(
            "python",
            "L'environnement Python",
            (),
            make_venv,
            "Installez le module venv : sudo apt install python3-venv, puis relancez.",
            (place.python,),
        ),
        Step(
            "tests" if for_tests else "base",
            "Les bibliothèques Python",
            (lock,),
            lambda place, progress: install_locked(place, progress, lock),
            network,
        ),
        Step(
            "projet",
            "Quartiers du Pixel",
            (root / "pyproject.toml",),
            install_ourselves,
            "Vérifiez que ce dossier est complet, puis relancez.",
        ),
        Step("node", "Node", (root / "requirements/node.txt",), install_node, network),
        Step(
            "proxy",
            "Le portier du réseau",
            (root / "node/package.json", root / "node/package-lock.json"),
            install_proxy,
            network,
            (place.proxy / "node_modules",),
        ),
        Step(
            "ecran",
            "L'écran des jeunes",
            (*sources, *described),
            build_screen,
            network,
            (root / "src/quartiers/lab/labextension/quartiers-lab/package.json",),
        ),
        Step(
            "compresse",
            "L'écran des jeunes, compressé",
            (root / "requirements/base.txt", *sources, *described),
            compress_screen,
            "Faites de la place sur le disque, puis relancez.",
        ),
        Step(
            "essai",
            "Un essai à blanc",
            (root / "requirements/base.txt",),
            learn,
            "Faites de la place sur le disque, puis relancez.",
            (place.learned,),
        ),
    ]


def is_ready(step: Step, place: Place, mark: str) -> bool:
    """Whether a step was done from these very inputs and what it made is still there."""
    if not all(path.exists() for path in step.made):
        return False
    if stamp(place, step.name).is_file():
        return stamp(place, step.name).read_text() == mark
    return False


def prepare(place: Place, for_tests: bool, only: tuple[str, ...] = ()) -> None:
    """Do the steps that are not done yet (`only` these, where some are named), each on one line."""
    wanted = [step for step in steps(place, for_tests) if not only or step.name in only]
    marks = [(step, mark_of(step, place)) for step in wanted]
    todo = [(step, mark) for step, mark in marks if not is_ready(step, place, mark)]
    if todo and todo[0][0].name == "python":
        print("Préparation de la machine (une seule fois, quelques minutes) :", flush=True)
        todo = marks
    for step, mark in todo:
        if step.name == "base" and has_tests(place):
            continue
        do(step, place)
        flush_everything()  # a stamp that outlives what it speaks of would be believed
        write_whole(stamp(place, step.name), mark)


def mark_of(step: Step, place: Place) -> str:
    """What the step's stamp must say: its inputs, and the folder the project stands in."""
    return fingerprint(step.inputs, place.root, extra=str(place.root))


def has_tests(place: Place) -> bool:
    """Whether the tests' lock, which holds all of the base's, is already installed."""
    tests = next(step for step in steps(place, for_tests=True) if step.name == "tests")
    return is_ready(tests, place, mark_of(tests, place))


def do(step: Step, place: Place) -> None:
    """One step, or a French sentence that says how to mend it."""
    progress = Progress(step.title)
    try:
        step.run(place, progress)
    except (SetupFailure, OSError, StopIteration, IndexError) as reason:
        raise SetupFailure(
            f"\n✗ {step.title} : cette étape n'a pas pu finir. {reason}\n"
            f"  {step.advice}\n"
            f"  Le détail est dans {place.log}."
        ) from reason
    progress.done()


@contextmanager
def alone(place: Place) -> Iterator[None]:
    """Two doors opened at once prepare one after the other."""
    place.home.mkdir(exist_ok=True)
    with open(place.home / "porte.verrou", "w") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
