"""What a forked kernel promises: for its clients, it is a stock kernel, only sooner."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import KernelManager, start_new_kernel
from nbclient import NotebookClient
from terminal import as_at_a_terminal

from quartiers.kernels.template import provisioner
from quartiers.kernels.template.forked import ForkedProcess
from quartiers.kernels.template.kernelspec import main, write_kernelspec

TIMEOUT = 30


@pytest.fixture(scope="module")
def name(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a kernelspec that forks."""
    data = tmp_path_factory.mktemp("jupyter")
    write_kernelspec(data, "rapide")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(data))
        patch.setenv("IPYTHONDIR", str(data / "ipython"))
        yield "rapide"


class Kernel:
    """A running kernel and its client."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    @property
    def pid(self) -> int:
        return int(self.manager.provisioner.pid)

    def run(self, code: str, **more: Any) -> str:
        """Run a cell: what it printed, showed, or its error's name."""
        said = ""

        def hear(message: dict[str, Any]) -> None:
            nonlocal said
            content = message["content"]
            said += content.get("text", "") + content.get("ename", "")
            said += content.get("data", {}).get("text/plain", "")

        self.client.execute_interactive(code, output_hook=hear, timeout=TIMEOUT, **more)
        return said


def make(name: str, **more: Any) -> Kernel:
    # ipykernel behaves otherwise under pytest, which it knows by this variable
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)
        return Kernel(*start_new_kernel(kernel_name=name, startup_timeout=TIMEOUT, **more))


@pytest.fixture(scope="module")
def kernel(name: str) -> Iterator[Kernel]:
    found = make(name)
    yield found
    found.client.stop_channels()
    found.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def stock() -> Iterator[Kernel]:
    with pytest.MonkeyPatch.context() as patch, as_at_a_terminal():
        patch.delenv("JUPYTER_DEFAULT_PROVISIONER_NAME", raising=False)
        found = make("python3")
    yield found
    found.client.stop_channels()
    found.manager.shutdown_kernel(now=True)


@pytest.fixture
def passing(name: str) -> Iterator[Callable[..., Kernel]]:
    """Kernels that the test itself mistreats."""
    made: list[Kernel] = []

    def more(**options: Any) -> Kernel:
        made.append(make(name, **options))
        return made[-1]

    yield more
    for found in made:
        found.client.stop_channels()
        with contextlib.suppress(RuntimeError):
            found.manager.shutdown_kernel(now=True)


def test_it_is_forked(kernel: Kernel) -> None:
    assert isinstance(kernel.manager.provisioner.process, ForkedProcess)
    assert int(kernel.run("import os; print(os.getppid())")) == provisioner.own_keeper().pid


@pytest.mark.parametrize(
    "code",
    [
        "import sys; print(sys.path)",
        "import signal; print([signal.getsignal(n) for n in sorted(signal.valid_signals())])",
        "import os; print(os.getsid(0) == os.getpid(), os.getcwd(), os.umask(0o22))",
        "import sys; print(sys.stdin, sys.flags, sys.dont_write_bytecode)",
        "import os; print(os.environ.get('MPLBACKEND'), os.environ.get('PAGER'))",
        "import locale; print(locale.getlocale(), locale.getpreferredencoding())",
        "import resource; print(resource.getrlimit(resource.RLIMIT_AS))",
        "import os; print(sorted({os.readlink(f'/proc/self/fd/{n}') for n in (0, 1, 2)}) != [])",
        "import sys; print(sys.modules['__main__'].__dict__ is globals(), __name__)",
        "import gc; print(gc.isenabled(), gc.get_threshold())",
        "print(sorted(name for name in dir() if not name.startswith('_')))",
        "import logging; print(logging.getLogger().handlers, logging.getLogger().level)",
        "get_ipython().run_line_magic('matplotlib', '--list')",
        "import asyncio; print(await asyncio.sleep(0, 'waited'), type(asyncio.get_running_loop()))",
    ],
)
def test_it_finds_what_a_stock_kernel_finds(kernel: Kernel, stock: Kernel, code: str) -> None:
    assert kernel.run(code) == stock.run(code)


def test_it_holds_no_socket_that_a_stock_kernel_does_not(kernel: Kernel, stock: Kernel) -> None:
    code = (
        "import os, collections; print(collections.Counter(os.readlink(f'/proc/self/fd/{n}')"
        ".split(':')[0].strip('[]') for n in os.listdir('/proc/self/fd')"
        " if os.path.lexists(f'/proc/self/fd/{n}'))['socket'])"
    )
    assert kernel.run(code) == stock.run(code)


def test_the_learners_library_plugs_itself_in(kernel: Kernel) -> None:
    assert kernel.run("import sys; print('atelier' in sys.modules)") == "False\n"
    kernel.run("from atelier import *")
    assert kernel.run("print(get_ipython()._atelier_explications)") == "True\n"


def test_an_image_is_shown(kernel: Kernel) -> None:
    code = "from PIL import Image, ImageDraw; image = Image.new('RGB', (9, 9)); image"
    assert "PIL.Image.Image" in kernel.run(code)


def test_a_question_is_answered(kernel: Kernel) -> None:
    client = kernel.client

    def answer(_message: dict[str, Any]) -> None:
        client.input("Alma")

    assert kernel.run("print(input('Où ? '))", allow_stdin=True, stdin_hook=answer) == "Alma\n"


def test_subprocesses_and_shell_lines_work(kernel: Kernel) -> None:
    assert kernel.run("import subprocess; print(subprocess.check_output(['echo', 'a']))")
    assert kernel.run("!echo bonjour").strip() == "bonjour"


def test_multiprocessing_works(kernel: Kernel) -> None:
    code = (
        "import multiprocessing as m, math\n"
        "with m.get_context('fork').Pool(2) as pool: print(pool.map(math.sqrt, [4, 9]))\n"
    )
    assert kernel.run(code) == "[2.0, 3.0]\n"
    code = code.replace("'fork'", "'spawn'").replace("[4, 9]", "[16, 25]")
    assert kernel.run(code) == "[4.0, 5.0]\n"


def test_low_level_output_is_heard(kernel: Kernel) -> None:
    assert "deep" in kernel.run("import os, time; os.system('echo deep'); time.sleep(0.5)")


def test_widgets_open_a_comm(kernel: Kernel) -> None:
    heard: list[str] = []
    kernel.client.execute_interactive(
        "import ipywidgets; ipywidgets.IntSlider()",
        output_hook=lambda message: heard.append(message["msg_type"]),
        timeout=TIMEOUT,
    )
    assert heard.count("comm_open") == 3  # the slider, its layout, its style


def test_two_kernels_draw_different_numbers(passing: Callable[..., Kernel]) -> None:
    code = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert passing().run(code) != passing().run(code)


def test_an_endless_cell_is_interrupted(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    kernel.client.execute("while True: pass")
    time.sleep(0.5)
    kernel.manager.interrupt_kernel()
    assert kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]["ename"] == "KeyboardInterrupt"
    # ipykernel abandons what is asked while it still empties its queue after an exception
    answers = (kernel.run("print(1)") for _ in range(10))
    assert next(filter(None, answers), "") == "1\n"


def test_a_subprocess_is_interrupted_with_its_kernel(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    kernel.client.execute("!sleep 60")
    time.sleep(0.7)
    kernel.manager.interrupt_kernel()
    assert kernel.client.get_shell_msg(timeout=TIMEOUT)


def test_a_restart_gives_a_new_process_and_forgets(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    former = kernel.pid
    kernel.run("x = 1")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=TIMEOUT)
    assert kernel.pid != former
    assert kernel.run("print(x)") == "NameError"


def test_a_killed_kernel_is_seen_dead(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    kernel.client.execute("import os; os.kill(os.getpid(), 9)")
    limit = time.monotonic() + TIMEOUT
    while kernel.manager.is_alive() and time.monotonic() < limit:
        time.sleep(0.05)
    assert not kernel.manager.is_alive()


def test_a_polite_shutdown_ends_it(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    pid = kernel.pid
    kernel.manager.shutdown_kernel()
    assert not Path(f"/proc/{pid}").exists()


def test_it_outlives_its_template(passing: Callable[..., Kernel]) -> None:
    kernel = passing()
    os.kill(provisioner.own_keeper().pid, signal.SIGKILL)
    assert kernel.run("print(2)") == "2\n"
    assert kernel.manager.is_alive()
    assert passing().run("print(3)") == "3\n"


def test_it_ends_with_its_client(name: str) -> None:
    code = (
        "import os, time\n"
        "from jupyter_client.provisioning import KernelProvisionerFactory as F\n"
        "from importlib.metadata import EntryPoint\n"
        "v = 'quartiers.kernels.template.provisioner:ForkedProvisioner'\n"
        "F.provisioners['quartiers-forked'] = EntryPoint('quartiers-forked', v, F.GROUP_NAME)\n"
        "from jupyter_client.manager import start_new_kernel\n"
        f"manager, client = start_new_kernel(kernel_name={name!r})\n"
        "print(manager.provisioner.pid, flush=True); os._exit(0)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    limit = time.monotonic() + TIMEOUT
    while Path(f"/proc/{run.stdout.strip()}").exists() and time.monotonic() < limit:
        time.sleep(0.1)
    assert not Path(f"/proc/{run.stdout.strip()}").exists()


def test_without_a_template_it_starts_the_plain_way(
    passing: Callable[..., Kernel], monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    monkeypatch.setattr(provisioner, "find_forker", lambda _: provisioner.Door(Path("/nowhere")))
    kernel = passing()
    assert not isinstance(kernel.manager.provisioner.process, ForkedProcess)
    assert kernel.run("print(4)") == "4\n"
    assert "plain way" in caplog.text


def test_a_pipe_to_its_client_is_given_the_plain_way(passing: Callable[..., Kernel]) -> None:
    kernel = passing(stdout=subprocess.PIPE)
    assert not isinstance(kernel.manager.provisioner.process, ForkedProcess)


def test_a_notebook_runs_in_it(name: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("6 * 7")])
    NotebookClient(notebook, kernel_name=name, timeout=TIMEOUT).execute()
    assert notebook.cells[0].outputs[0].data["text/plain"] == "42"


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        ([sys.executable, "-m", "ipykernel_launcher", "-f", "x"], ("-f", "x")),
        ([sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel", "-f", "x"], ("-f", "x")),
        ([sys.executable, "-c", "ipykernel_launcher"], None),
        (["/usr/bin/R", "-m", "ipykernel_launcher"], None),
        ([sys.executable, "ipykernel_launcher"], None),
        ([], None),
    ],
)
def test_only_our_own_ipython_kernels_are_forked(
    command: list[str], arguments: tuple[str, ...] | None
) -> None:
    assert provisioner.kernel_arguments(command) == arguments


def test_the_kernelspec_is_written_from_the_command_line(tmp_path: Path, capsys: Any) -> None:
    assert main([str(tmp_path)]) == 0
    assert Path(capsys.readouterr().out.strip()).exists()
    assert main([]) == 2
