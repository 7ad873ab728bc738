"""`python -m quartiers.kernels.template.kernelspec FOLDER`: a kernelspec for any Jupyter client.

FOLDER is one of `jupyter --paths` (data), or any folder named in JUPYTER_PATH.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from quartiers.durable import write_whole

NAME = "quartiers-forked"
OWN = "own"


def kernelspec(template: str = OWN, title: str = "Python 3 (rapide)") -> dict[str, object]:
    """The kernelspec; `template` as in `ForkedProvisioner.template`."""
    provisioner = {"provisioner_name": NAME, "config": {"template": template}}
    return {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": title,
        "language": "python",
        "interrupt_mode": "signal",
        "metadata": {"debugger": True, "kernel_provisioner": provisioner},
    }


def write_kernelspec(data: Path, name: str = NAME, template: str = OWN) -> Path:
    """Write it under the Jupyter data folder `data`; may be called twice."""
    file = data / "kernels" / name / "kernel.json"
    write_whole(file, json.dumps(kernelspec(template), indent=1), 0o644)
    return file


def main(arguments: Sequence[str]) -> int:
    """Write the kernelspec in the folder that was named."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    print(write_kernelspec(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
