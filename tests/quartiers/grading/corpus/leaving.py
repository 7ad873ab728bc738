"""Code that ends the machine it runs on, or leaves something behind."""

from __future__ import annotations

from .case import ALL, Case, Shelf
from .traces import SLEEPER, TRACE

CASES: list[Case] = []
shelf = Shelf(CASES)

DEATHS = {
    "exit": "exit()",
    "system_exit": "raise SystemExit(0)",
    "os_exit": "import os\nos._exit(0)",
    "os_abort": "import os\nos.abort()",
    "kill_self": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "kill_group": "import os, signal\nos.killpg(0, signal.SIGKILL)",
    "kill_everybody": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "stop_self": "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
    "kill_parent": (
        "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nos.kill(os.getpid(), 9)"
    ),
    "segmentation_fault": "import ctypes\nctypes.string_at(0)",
    "close_everything": "import os\nos.closerange(0, 4096)",
    "kernel_shutdown": "get_ipython().kernel.do_shutdown(False)\nimport os\nos._exit(3)",
}
for _name, _code in DEATHS.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.right(ex3=code),
        lost={3},
        slow=_name == "stop_self",
    )

# Right answers, with something left running or waiting: nothing is lost, nothing survives.
LEFTOVERS = {
    "process_left": f"import subprocess\nsubprocess.Popen(['sleep', '{SLEEPER}'])",
    "session_left": (
        f"import subprocess\nsubprocess.Popen(['sleep', '{SLEEPER}'], start_new_session=True)"
    ),
    "daemon_left": (
        "import os\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork() == 0:\n"
        f"        os.execvp('sleep', ['sleep', '{SLEEPER}'])\n"
        "    os._exit(0)"
    ),
    "shell_left": f"get_ipython().system_raw('nohup sleep {SLEEPER} >/dev/null 2>&1 &')",
    "threads_waiting": (
        "import threading\n"
        "for _ in range(20):\n    threading.Thread(target=threading.Event().wait).start()"
    ),
    "at_exit": (
        "import atexit, time\n"
        f"atexit.register(lambda: (open('/tmp/{TRACE}', 'w').close(), time.sleep(10 ** 6)))"
    ),
    "files_left": (
        "import os\n"
        "for place in ('/tmp', '/var/tmp', '/dev/shm', os.path.expanduser('~'), '.'):\n"
        "    try:\n"
        f"        open(os.path.join(place, '{TRACE}'), 'w').close()\n"
        "    except OSError:\n        pass"
    ),
    "locked_folder": (
        "import os\nos.makedirs('a/b')\nopen('a/b/c', 'w').close()\nos.chmod('a/b', 0)\n"
        "os.chmod('a', 0)"
    ),
}
for _name, _code in LEFTOVERS.items():
    shelf.code(_name, lambda copies, code=_code: copies.right_and(3, code), lost=ALL)
