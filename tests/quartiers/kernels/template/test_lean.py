"""What the lean kernel promises: the stock kernel, less a list that nobody reads."""

from __future__ import annotations

import subprocess
import sys

from ipykernel import ipkernel

from quartiers.kernels.template.lean import no_modules_seen_by


def test_no_module_is_seen_inside_the_block_only() -> None:
    with no_modules_seen_by(ipkernel):
        assert ipkernel.sys.modules == {}
        assert ipkernel.sys.version == sys.version
    assert ipkernel.sys is sys


def test_the_real_modules_are_back_even_after_a_crash() -> None:
    try:
        with no_modules_seen_by(ipkernel):
            raise LookupError
    except LookupError:
        assert ipkernel.sys.modules is sys.modules


def run(code: str) -> str:
    """A fresh Python: what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_a_kernel_without_debugger_is_lean_and_says_it_has_none() -> None:
    code = (
        "from quartiers.kernels.template import kernel; kernel.warm(debugger=False)\n"
        "import sys; print(kernel.kernel_class(), 'debugpy' in sys.modules)\n"
        "import debugpy; print(debugpy.__name__)"
    )
    assert run(code) == "quartiers.kernels.template.lean.LeanKernel False\ndebugpy\n"


def test_a_kernel_with_its_debugger_is_the_stock_one() -> None:
    code = (
        "from quartiers.kernels.template import kernel; kernel.warm()\nprint(kernel.kernel_class())"
    )
    assert run(code) == "ipykernel.ipkernel.IPythonKernel\n"
