"""Attacks on the judge from a learner's cell: none gives a star, none stops the next exercise."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quartiers.grading.judge import births
from quartiers.grading.judge.births import Fork, Nursery
from quartiers.grading.judge.conduct import Conducted, Conductor, Kind, Step
from quartiers.grading.nbfiles import node
from quartiers.grading.preprocessors.proof import verdict
from quartiers.grading.processes import ENDED, belonging, snapshot
from quartiers.grading.watch import Budget, Total
from quartiers.grading.workspace import Workspace, new_workspace
from quartiers.kernels import namespaces
from quartiers.settings import Settings

PREPARE = "from atelier import *\nimport math\nPRIX = [1, 2, 3]\ndef aide(x):\n    return x == 6"
SECRET = "VALEUR_TRES_CACHEE"
CHECK = f"""c = controle(1)
c.etoile(c.existe("un"), "Je ne vois pas un.")
c.etoile(lambda: aide(c.valeur("un")), "Cherche encore.")
{SECRET} = 6
c.etoile(lambda: c.valeur("un") == {SECRET}, "Cherche 6.")
c.bilan("Oui.")"""
NEXT = "deux = 2"
NEXT_CHECK = """c = controle(2)
c.etoile(c.nombre("deux") == 2, "Deux.")
c.bilan("Oui.")"""
Try = Callable[..., tuple[int, int]]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    warm = Nursery()
    yield warm
    warm.close()


def conducted(
    nursery: Nursery,
    data: Path,
    *cells: tuple[str, Kind],
    budget: Budget = Budget(cpu=1.0, wall=6.0, grace=1.0, patience=10.0),  # noqa: B008  frozen
    total: Total | None = None,
) -> Conducted:
    def place() -> Workspace:
        return new_workspace(Settings(data=data))

    conductor = Conductor(nursery, place, budget, 5, total=total)
    try:
        return conductor.conduct([Step(i, *cell) for i, cell in enumerate(cells)])
    finally:
        conductor.close()


def stars(done: Conducted, index: int) -> int:
    outputs = [node({"data": {}} | one) for one in done.outputs.get(index, ())]
    return verdict(outputs, 3, done.report.troubles.get(index)).stars


@pytest.fixture
def attack(nursery: Nursery, tmp_path: Path) -> Try:
    """The stars of the attacked exercise and of the honest one after it."""

    def run(answer: str, check: str = CHECK) -> tuple[int, int]:
        done = conducted(
            nursery,
            tmp_path,
            (PREPARE, "locked"),
            (answer, "free"),
            (check, "check"),
            (NEXT, "free"),
            (NEXT_CHECK, "check"),
        )
        return stars(done, 2), stars(done, 4)

    return run


def test_a_right_answer_gets_its_stars(attack: Try) -> None:
    assert attack("un = 6") == (3, 3)


FORGERIES = {
    "etoiles": "from atelier.controles import Etoiles\nun = Etoiles(3, 1, 3, 'Oui.')\nun",
    "egal_a_tout": "class T:\n    def __eq__(s, o): return True\n    __hash__ = None\nun = T()",
    "nombre_egal_a_tout": "class T(int):\n    def __eq__(s, o): return True\n"
    "    def __hash__(s): return 6\nun = T(5)",
    "boite_a_outils": "un = 5\nimport atelier.controles.juge as j\n"
    "j.Controle.etoile = lambda s, *a: None\nj.Controle.bilan = lambda s, p: 3.0",
    "controle": "un = 5\ndef controle(*a):\n    return type('C', (), {'etoile': lambda *a: 0,"
    " 'existe': lambda *a: 1, 'valeur': lambda *a: 6, 'bilan': lambda *a: 3.0})()",
    "aide": "un = 5\ndef aide(x):\n    return True",
    "mots_de_python": "un = 5\nlen = max = min = all = any = isinstance = lambda *a: True",
    "crochets": "un = 5\nip = get_ipython()\nip.input_transformers_post.append(lambda l: ['3.0'])\n"
    "ip.events.register('pre_run_cell', lambda i: ip.user_ns.update(un=6))",
    "trace": "un = 5\nfrom atelier import trace\ntrace.trace.precedente = None",
    "fil": "un = 5\nimport threading, time\ndef plus_tard():\n    time.sleep(.01)\n"
    "    globals()['un'] = 5.0\nthreading.Thread(target=plus_tard, daemon=True).start()",
    "repr": "class T(float):\n    def __repr__(s): return '3.0'\nun = T(5)",
    "export_muet": "un = 5\nfrom quartiers.grading.judge import runner\n"
    "runner.Runner._exported = lambda self: b''",
    "export_enorme": "un = 5\nfrom quartiers.grading.judge import runner\n"
    "runner.Runner._exported = lambda self: b'x' * 90_000_000",
    "export_profond": "un = 5\nfrom quartiers.grading.judge import runner, export\n"
    "runner.Runner._exported = lambda s: export.LENGTH.pack(900_000) + b'[' * 900_000",
    "taille_menteuse": "un = 5\nfrom quartiers.grading.judge import wire\nimport struct\n"
    "wire.packed = lambda *a: struct.pack('!II', 2**32 - 1, 2**32 - 1)",
    "verdict": "un = 5\nfrom quartiers.grading.judge import runner\n"
    "runner.Runner._exported = lambda s: b''\nrunner.Runner._answer = lambda s, m, b: "
    "({'outputs': [{'output_type': 'execute_result', 'data': {'text/plain': '3.0',"
    " 'application/vnd.quartiers.etoiles+json': {'exercice': 1, 'etoiles': 3, 'sur': 3,"
    " 'phrase': 'Oui.'}}}], 'done': True}, b'')",
    "canal": "un = 5\nimport os\nfor n in range(3, 40):\n    try: os.write(n, b'\\xff' * 4000)\n"
    "    except OSError: pass",
    "canal_ferme": "un = 5\nimport os\nos.closerange(0, 100)",
}

BREAKING_THEIR_OWN = [FORGERIES["crochets"], FORGERIES["verdict"]]
"""These also change what the learner's own next cells do."""


@pytest.mark.parametrize("answer", FORGERIES.values(), ids=FORGERIES)
def test_a_forgery_never_gets_all_stars_and_the_next_exercise_is_judged(
    attack: Try, answer: str
) -> None:
    first, following = attack(answer)
    assert first < 2
    assert following == 3 or answer in BREAKING_THEIR_OWN


def test_the_forger_of_all_exports_hurts_nobody_but_themselves(attack: Try) -> None:
    assert attack(FORGERIES["verdict"])[0] == 0
    assert attack("un = 6") == (3, 3)


def test_a_runner_that_the_machine_ends_in_the_lessons_own_cell_costs_no_star(
    attack: Try, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    ask = Fork.ask

    def ended_once(fork: Fork, question: dict[str, Any], *others: Any) -> Any:
        if question.get("locked") and not ended:
            ended.append(fork.pid)
            fork.signal(signal.SIGKILL)
        return ask(fork, question, *others)

    monkeypatch.setattr(Fork, "ask", ended_once)
    assert attack("un = PRIX[1] * 3") == (3, 3)
    assert ended


GREED = {
    "boucle": "while True:\n    try:\n        for _ in iter(int, 1): pass\n"
    "    except BaseException: pass",
    "attente": "import time\ntime.sleep(600)",
    "fourches": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    "memoire": "un = []\nwhile len(un) < 10**5:\n    un.append(bytearray(10**8))",
    "memoire sans fin": "un = []\ntry:\n    while True: un.append(bytearray(10**7))\n"
    "except MemoryError:\n    while True: pass",
    "disque": "import os\nfor n in range(40):\n    with open(f'gros{n}', 'wb') as f:\n"
    "        for _ in range(60): f.write(b'x' * 1_000_000)\n"
    "    os.sync() if n % 5 == 0 else None\nimport time\ntime.sleep(1)\nun = 6 if False else 5",
    "sortie": "import sys\nwhile True:\n    print('a' * 100_000)",
    "efface": "import shutil, os\nshutil.rmtree('.', ignore_errors=True)\n"
    "shutil.rmtree('/', ignore_errors=True)\nun = 5",
    "part": "import os\nos._exit(0)",
    "tue": "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n"
    "os.kill(os.getpid(), signal.SIGKILL)",
}


@pytest.mark.parametrize("answer", GREED.values(), ids=GREED)
def test_greed_costs_its_own_exercise_only(attack: Try, answer: str) -> None:
    first, following = attack(answer)
    assert first < 2
    assert following == 3


FUNCTION_CHECK = """c = controle(1)
c.etoile(lambda: c.fonction("f")(4) == 8, "Double 4.")
c.etoile(lambda: c.fonction("f")(5) == 10, "Double 5.")
c.etoile(lambda: c.respecte("f", [1, 2]), "Garde la liste.")
c.bilan("Oui.")"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("def f(n): return 2 * n", 3),
        ("def f(n): return 8", 1),
        ("f = iter([8, 11, 0]).__next__", 0),
        ("def f(n): return __import__('random').random()", 0),
        ("def f(n):\n    if isinstance(n, list): n.append(3)\n    return 2 * n", 2),
        ("def f(n):\n    while True: pass", 0),
        ("def f(n):\n    import os; os._exit(0)", 0),
        ("def f(n):\n    raise SystemExit", 0),
        ("class E(Exception): pass\ndef f(n): raise E('non')", 0),
        ("def f(n): return f", 0),
        ("def f(n):\n    class T:\n        def __eq__(s, o): return True\n    return T()", 0),
    ],
)
def test_functions_are_judged_by_what_they_give(attack: Try, answer: str, expected: int) -> None:
    assert attack(answer, FUNCTION_CHECK) == (expected, 3)


REPLAY_CHECK = """c = controle(1)
c.etoile(lambda: c.rejoue(n=4).valeur("double") == 8, "Double n.")
c.etoile(lambda: c.avec_graine(3).nombre("hasard") == c.avec_graine(3).nombre("hasard"), "Hasard.")
c.etoile(lambda: c.nombre("double") == 4, "Deux fois 2.")
c.bilan("Oui.")"""


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("import random\nn = 2\ndouble = 2 * n\nhasard = random.random()", 3),
        ("n = 2\ndouble = 4\nhasard = 1", 0),
        ("double = 4\nhasard = 1", 0),
        ("n = 2\nif n != 2:\n    while True: pass\ndouble = 4\nhasard = 1", 0),
        ("import os\nn = 2\nif n != 2:\n    os._exit(0)\ndouble = 4\nhasard = 1", 0),
        (
            "from atelier.controles import rejeu\nn = 2\ndouble = 4\nhasard = 1\n"
            "rejeu.rejouer = lambda *a, **k: {'double': type('T', (int,), "
            "{'__eq__': lambda s, o: True, '__hash__': None})(7)}",
            0,
        ),
    ],
)
def test_replays_run_with_the_learner_and_are_judged_here(
    attack: Try, answer: str, expected: int
) -> None:
    assert attack(answer, REPLAY_CHECK) == (expected, 3)


def test_the_learners_process_never_saw_the_check(nursery: Nursery, tmp_path: Path) -> None:
    spy = (
        "import gc, sys, linecache, atelier\n"
        "tout = [o for o in gc.get_objects() if isinstance(o, (str, list, dict, tuple))]\n"
        "vu = 'VALEUR_' + 'TRES_CACHEE'\n"
        "textes = [t for o in tout for t in (o if not isinstance(o, (str, dict)) else [o])"
        " if isinstance(t, str)]\n"
        "print('TROUVE' if any(vu in t for t in textes) or vu in str(In) else 'RIEN')"
    )
    cells: list[tuple[str, Kind]] = [
        (PREPARE, "locked"),
        ("un = 6", "free"),
        (CHECK, "check"),
        (spy, "free"),
    ]
    done = conducted(nursery, tmp_path, *cells)
    assert stars(done, 2) == 3
    assert done.outputs[3][0]["text"] == "RIEN\n"


LONG = {
    "asleep": "import time\ntime.sleep(0.5)",
    "at work": "from time import process_time as t\nfin = t() + 0.5\nwhile t() < fin: pass",
    "deaf": "import time\ntry:\n    time.sleep(600)\nexcept BaseException:\n    time.sleep(600)",
}


@pytest.mark.parametrize("code", LONG.values(), ids=LONG)
def test_what_was_judged_before_a_submission_has_had_its_time_counts_and_the_rest_is_late(
    nursery: Nursery, tmp_path: Path, code: str
) -> None:
    long: list[tuple[str, Kind]] = [(code, "free")] * 499
    done = conducted(
        nursery,
        tmp_path,
        (PREPARE, "locked"),
        ("un = 6", "free"),
        (CHECK, "check"),
        *long,
        (NEXT, "free"),
        (NEXT_CHECK, "check"),
        budget=Budget(),
        total=Total(cpu=2.0, wall=4.0),
    )
    assert stars(done, 2) == 3
    assert done.report.troubles[503] == "late"
    assert stars(done, 503) == 0


HALF_FRAMES = {
    "half a frame": "os.write(3, struct.pack('!II', 100, 0) + b'{')\ntime.sleep(10**6)",
    "drop by drop": (
        "os.write(3, struct.pack('!II', 10**6, 0))\n"
        "while True:\n    os.write(3, b' ')\n    time.sleep(0.05)"
    ),
}


@pytest.mark.parametrize("code", HALF_FRAMES.values(), ids=HALF_FRAMES)
def test_a_reply_that_has_begun_is_not_waited_for_without_end(
    nursery: Nursery, tmp_path: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(births, "LONGEST_REPLY", 1.0)
    done = conducted(
        nursery,
        tmp_path,
        (PREPARE, "locked"),
        (f"import os, struct, time\n{code}", "free"),
        (NEXT, "free"),
        (NEXT_CHECK, "check"),
        budget=Budget(cpu=3600, wall=3600),
        total=Total(cpu=3600, wall=3600),
    )
    assert done.report.troubles == {1: "stopped"}
    assert stars(done, 3) == 3


def test_a_reply_of_too_many_values_is_not_even_read(nursery: Nursery, tmp_path: Path) -> None:
    crowd = (
        "import os, struct\n"
        "texte = b'{\"outputs\": [' + b'[],' * 5_000_000 + b'[]]}'\n"
        "reste = memoryview(struct.pack('!II', len(texte), 0) + texte)\n"
        "while reste: reste = reste[os.write(3, reste):]"
    )
    done = conducted(
        nursery,
        tmp_path,
        (PREPARE, "locked"),
        (crowd, "free"),
        (NEXT, "free"),
        (NEXT_CHECK, "check"),
    )
    assert done.report.troubles == {1: "died"}
    assert stars(done, 3) == 3


def test_nothing_stays_of_a_submission(nursery: Nursery, tmp_path: Path) -> None:
    uids: list[Any] = []

    def place() -> Workspace:
        workspace = new_workspace(Settings(data=tmp_path))
        uids.append(workspace.uid)
        return workspace

    conductor = Conductor(nursery, place, Budget(), 5)
    fleeing = (
        "import os, time\n"
        "for _ in range(5):\n"
        "    if os.fork() == 0:\n"
        "        os.setsid()\n"
        "        if os.fork() == 0:\n"
        "            time.sleep(600)\n"
        "        os._exit(0)"
    )
    try:
        conductor.conduct([Step(0, PREPARE, "locked"), Step(1, fleeing)])
    finally:
        conductor.close()
    alive = [one for one in snapshot() if one.state not in ENDED]
    assert not [one for one in alive if one.uid in uids and one.uid is not None]
    assert nursery.hearth.pid is not None
    family = belonging(nursery.hearth.pid, None, alive)
    assert len(family) == (3 if namespaces.strongest() == "all" else 2), "the warm ones only"
