"""Jupyter's public test suite for kernels, on a forked one and on a stock one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quartiers.kernels.template.kernelspec import write_kernelspec

suite = pytest.importorskip("jupyter_kernel_test", reason="the public kernel tests are not here")


@pytest.fixture(scope="module", autouse=True)
def _known_kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    data = tmp_path_factory.mktemp("jupyter")
    write_kernelspec(data, "rapide")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(data))
        patch.setenv("IPYTHONDIR", str(data / "ipython"))
        yield


class IPythonTests(suite.KernelTests):  # type: ignore[misc,name-defined]
    """The samples that the suite runs."""

    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    code_page_something = "zip?"
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = ("1", "print('hello, world')", "def f(x):\n  return x*2\n\n\n")
    incomplete_code_samples = ("print('''hello", "def f(x):\n  x*2")
    invalid_code_samples = ("import = 7q",)
    code_history_pattern = "1?2*"
    # not "range": the suite wants the absolute number of a session, ipykernel gives 0, its own
    supported_history_operations = ("tail", "search")
    code_inspect_sample = "open"
    code_execute_result = (
        {"code": "1+2+3", "result": "6"},
        {"code": "[n*n for n in range(1, 4)]", "result": "[1, 4, 9]"},
    )
    code_display_data = (
        {"code": "from IPython.display import HTML, display; display(HTML('<b>t</b>'))",
         "mime": "text/html"},
        {"code": "from IPython.display import Math, display; display(Math('1/2'))",
         "mime": "text/latex"},
    )  # fmt: skip
    code_generate_error = "raise"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


class TestForked(IPythonTests):
    kernel_name = "rapide"


class TestStock(IPythonTests):
    kernel_name = "python3"


del IPythonTests
