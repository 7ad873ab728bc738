"""What the code of a submission may not do, tried from inside a real graded notebook."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from quartiers.grading.engine import Engine
from quartiers.grading.handed_in import HandedIn
from quartiers.grading.judge.births import shared_nursery
from quartiers.grading.judge.hearth import plain_environment
from quartiers.grading.processes import ENDED, snapshot
from quartiers.kernels import namespaces, seccomp
from quartiers.kernels.containment import available
from quartiers.lessons.read import read_courses

MEANS = available()
walled = pytest.mark.skipif(
    not (MEANS.own_uid or MEANS.landlock_abi),
    reason=f"no own uid and no Landlock on this machine: {MEANS.sentence}",
)
needs_filter = pytest.mark.skipif(not seccomp.available(), reason="no filter for this processor")
needs_namespaces = pytest.mark.skipif(
    namespaces.strongest() != "all", reason="this machine refuses some namespaces"
)
Confess = Callable[[str], Any]


@pytest.fixture(scope="module")
def confess(classroom: Any) -> Iterator[Confess]:
    """Run code in a submission; gives back what it stored in `aveu`, read from its output."""
    engine = Engine(classroom.settings)
    lesson = read_courses(classroom.settings.courses).lesson("P01")

    def run(code: str) -> Any:
        learner = classroom.learner()
        source = f"import json\n{code}\nun = 6\nprint('AVEU' + json.dumps(aveu))"
        work = classroom.answered({1: source, 2: "def deux(n):\n    return 2 * n"})
        submission = classroom.hand_in(learner, work)
        result = engine.grade(lesson, HandedIn(learner, submission, classroom.now()))
        assert result.exercises[1].stars == 2, "the rest of the notebook is judged all the same"
        folder = classroom.settings.course_folder("programmation") / "autograded" / learner
        text = next(folder.rglob("*.ipynb")).read_text(encoding="utf-8")
        outputs = [
            output.get("text", "")
            for cell in json.loads(text)["cells"]
            for output in cell.get("outputs", [])
        ]
        said = next("".join(one) for one in outputs if "AVEU" in "".join(one))
        return json.loads(said.partition("AVEU")[2])

    yield run
    shared_nursery().close()


def attempt(call: str) -> str:
    """Code that stores in `aveu` what a call gave, or the name of what it raised."""
    return f"try:\n    aveu = repr({call})\nexcept Exception as no:\n    aveu = type(no).__name__"


@walled
@pytest.mark.parametrize("mode", ["r+b", "rb", "ab"])
def test_the_gradebook_can_be_neither_read_nor_written(
    confess: Confess, classroom: Any, mode: str
) -> None:
    gradebook = classroom.settings.course_folder("programmation") / "gradebook.db"
    assert gradebook.is_file()
    assert confess(attempt(f"open({str(gradebook)!r}, {mode!r})")) == "PermissionError"


@walled
@pytest.mark.parametrize("place", ["data", "inbox", "courses", "published"])
def test_no_folder_of_the_platform_can_be_listed(
    confess: Confess, classroom: Any, place: str
) -> None:
    folder = getattr(classroom.settings, place)
    answer = confess(f"import os\n{attempt(f'os.listdir({str(folder)!r})')}")
    if place in ("courses", "published") and not MEANS.landlock_abi:
        pytest.skip("without Landlock, files that every account may read stay readable")
    assert answer == "PermissionError"


@walled
def test_nothing_is_written_outside_the_throw_away_folder(confess: Confess, tmp_path: Path) -> None:
    if not MEANS.landlock_abi:
        pytest.skip("without Landlock, folders open to every account stay writable")
    assert confess(attempt("open('/tmp/pixel-trace', 'w')")) == "PermissionError"


@walled
def test_the_network_is_out_of_reach(confess: Confess) -> None:
    if not MEANS.landlock_abi:
        pytest.skip("no Landlock here")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        call = f"socket.create_connection(('127.0.0.1', {port}), 2)"
        assert confess(f"import socket\n{attempt(call)}") == "PermissionError"


@walled
def test_the_kernel_is_somebody_else_when_we_are_root(confess: Confess, classroom: Any) -> None:
    if not MEANS.own_uid:
        pytest.skip("needs root, on folders that other accounts can enter")
    uid = confess("import os\naveu = os.getuid()")
    assert uid >= classroom.settings.uid_base
    assert uid != os.getuid()


def test_the_medias_of_the_lesson_are_there_but_neither_answers_nor_scripts(
    confess: Confess,
) -> None:
    found = confess("import os\naveu = sorted(os.listdir('.') + os.listdir('media'))")
    assert "mot.txt" in found
    assert not [name for name in found if name.endswith((".toml", ".py", ".ipynb"))]


def test_no_secret_of_ours_is_in_the_environment(confess: Confess) -> None:
    names = confess("import os\naveu = sorted(os.environ)")
    assert not [name for name in names if "TOKEN" in name or "QUARTIERS" in name]


def test_the_environment_of_a_submission_is_a_choice_and_not_a_heritage() -> None:
    given = {"JUPYTERHUB_API_TOKEN": "secret", "LANG": "C.UTF-8", "QUARTIERS_DATA": "/x"}
    found = plain_environment(given)
    assert found["LANG"] == "C.UTF-8"
    assert "secret" not in found.values()
    assert "QUARTIERS_DATA" not in found


def test_nothing_it_started_survives_the_grading(confess: Confess) -> None:
    if not MEANS.own_uid:
        pytest.skip("a process that leaves its session is found by its throw-away uid: needs root")
    mark = f"fuyard {time.time_ns()}"
    uid = confess(
        "import os, subprocess, sys\n"
        f"code = 'import time; time.sleep(600) # {mark}'\n"
        "one = subprocess.Popen([sys.executable, '-c', code], start_new_session=True)\n"
        "aveu = os.getuid()"
    )
    alive = [process for process in snapshot() if process.state not in ENDED]
    assert uid not in {process.uid for process in alive}
    assert mark.encode() not in b"".join(commands_of_the_machine())


def commands_of_the_machine() -> Iterator[bytes]:
    """The command line of every process that can be seen."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            yield path.read_bytes()


@needs_namespaces
def test_the_other_programs_of_the_machine_are_not_seen(confess: Confess) -> None:
    seen = confess("import os\naveu = [p for p in os.listdir('/proc') if p.isdigit()]")
    assert len(seen) <= 3, "its nursery, itself and the checker"


@needs_namespaces
def test_there_is_no_network_at_all(confess: Confess) -> None:
    routes = (
        "open('/proc/net/dev').read().split('\\n')[2:] + open('/proc/net/route').readlines()[1:]"
    )
    assert [line.split(":")[0].strip() for line in confess(f"aveu = {routes}") if line] == ["lo"]


@needs_filter
def test_a_copy_makes_no_namespace_in_which_it_would_be_root(confess: Confess) -> None:
    made = confess(
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "aveu = [libc.unshare(0x10000000), libc.unshare(0x50000000), libc.ptrace(0, 0, 0, 0)]"
    )
    assert made == [-1, -1, -1]


@needs_filter
def test_nothing_can_be_left_in_shared_memory_for_another(confess: Confess) -> None:
    made = confess(
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "aveu = [libc.shmget(7, 4096, 0o1666), libc.msgget(7, 0o1666), libc.semget(7, 1, 0o1666)]"
    )
    assert made == [-1, -1, -1]


def test_its_throw_away_folder_is_gone(confess: Confess) -> None:
    folder = confess("import os\naveu = os.getcwd()")
    assert not Path(folder).exists()


def test_a_memory_bomb_costs_its_own_exercise_only(confess: Confess) -> None:
    assert confess(attempt("len(bytearray(4_000_000_000))")) == "MemoryError"


def test_a_code_that_sleeps_does_not_count_as_cpu_time(confess: Confess) -> None:
    started = time.process_time()
    assert confess("import time\ntime.sleep(1)\naveu = 'debout'") == "debout"
    assert time.process_time() - started < 20
