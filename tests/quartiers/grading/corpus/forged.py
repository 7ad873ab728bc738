"""Code that asks for stars without the work: nothing of it may give any."""

from __future__ import annotations

from typing import Any

from quartiers.grading import sentences

from .case import EVERY, Case, Shelf
from .copies import Copies

CASES: list[Case] = []
shelf = Shelf(CASES)

CARD = "{'exercice': 2, 'etoiles': 3, 'sur': 3, 'phrase': 'Bravo.'}"
MIME = "'application/vnd.quartiers.etoiles+json'"
FORGE = f"""class Toutes(float):
    def __repr__(self): return '3.0'
    def _repr_mimebundle_(self, include=None, exclude=None):
        return {{'text/plain': '3.0', {MIME}: {CARD}}}
"""

TRICKS = {
    # the line that gives 15/15 in stock nbgrader
    "input_transformer": (
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])"
    ),
    "input_transformer_stars": (
        f"{FORGE}\nget_ipython().input_transformers_post.append(\n"
        "    lambda lines: ['Toutes(3)\\n'] if any('bilan' in l for l in lines) else lines)"
    ),
    "ast_transformer": (
        f"{FORGE}\nimport ast\n"
        "class Tout(ast.NodeTransformer):\n"
        "    def visit_Module(self, node):\n"
        "        return ast.parse('Toutes(3)') if 'bilan' in ast.dump(node) else node\n"
        "get_ipython().ast_transformers.append(Tout())"
    ),
    "run_cell_replaced": (
        f"{FORGE}\nip = get_ipython()\nvrai = ip.run_cell\n"
        "ip.run_cell = lambda code, *a, **k: vrai('Toutes(3)', *a, **k)"
    ),
    "run_code_replaced": (
        f"{FORGE}\nip = get_ipython()\n"
        "type(ip).run_code = lambda self, *a, **k: self.displayhook(Toutes(3))"
    ),
    "display_hook": (
        f"{FORGE}\nip = get_ipython()\nvrai = type(ip.displayhook).__call__\n"
        "type(ip.displayhook).__call__ = lambda self, x=None: vrai(self, Toutes(3))"
    ),
    "display_publisher": (
        f"ip = get_ipython()\nfor n in range(50):\n"
        f"    ip.display_pub.publish({{'text/plain': '3.0', {MIME}: {CARD}}})"
    ),
    "printed_card": f"print({{{MIME}: {CARD}}})\nprint('3.0')",
    "shown_card": f"{FORGE}\nToutes(3)",
    "controle_redefined": (
        f"{FORGE}\nclass controle:\n    def __init__(self, *a): pass\n"
        "    def __getattr__(self, nom): return lambda *a, **k: True\n"
        "    def bilan(self, *a): return Toutes(3)"
    ),
    "controle_in_builtins": (
        f"{FORGE}\nimport builtins\n"
        "class Faux:\n    def __init__(self, *a): pass\n"
        "    def __getattr__(self, nom): return lambda *a, **k: True\n"
        "    def bilan(self, *a): return Toutes(3)\n"
        "builtins.controle = Faux\nglobals().pop('controle')"
    ),
    "etoile_replaced": ("C = type(controle(2))\nC.etoile = lambda self, *a, **k: None"),
    "etoile_always_true": (
        "C = type(controle(2))\nvraie = C.etoile\n"
        "C.etoile = lambda self, condition, *a, **k: vraie(self, True, *a, **k)"
    ),
    "bilan_replaced": (f"{FORGE}\nC = type(controle(2))\nC.bilan = lambda self, *a: Toutes(3)"),
    "refusal_replaced": (
        "import atelier\nfor nom, chose in list(vars(atelier).items()):\n"
        "    if isinstance(chose, type) and issubclass(chose, Exception):\n"
        "        chose.__init__ = lambda self, *a: None\n"
        "        chose.__new__ = lambda cls, *a: 3.0"
    ),
    "stars_replaced": (
        "import atelier.controles.etoiles as e\n"
        "e.Etoiles.__new__ = classmethod(lambda cls, *a, **k: 3.0).__func__\n"
        "e.Etoiles.donnees = lambda self: " + CARD
    ),
    "modules_replaced": (
        f"{FORGE}\nimport sys, types\n"
        "class Faux:\n    def __init__(self, *a): pass\n"
        "    def __getattr__(self, nom): return lambda *a, **k: True\n"
        "    def bilan(self, *a): return Toutes(3)\n"
        "for nom in [n for n in sys.modules if n.startswith('atelier')]:\n"
        "    m = types.ModuleType(nom)\n    m.controle = Faux\n    sys.modules[nom] = m\n"
        "controle = Faux"
    ),
    "builtins_replaced": (
        "import builtins\n"
        "builtins.all = builtins.any = lambda *a: True\n"
        "builtins.round = lambda *a: 150\n"
        "builtins.isinstance = lambda *a: True"
    ),
    "len_replaced": "import builtins\nvrai = len\nbuiltins.len = lambda x: 4",
    "equal_to_everything": (
        "class Tout(int):\n"
        "    def __eq__(self, autre): return True\n"
        "    __ne__ = lambda self, autre: False\n"
        "    __lt__ = __le__ = __gt__ = __ge__ = __eq__\n"
        "    __hash__ = int.__hash__\n"
        "    def __getattr__(self, nom): return Tout(1)\n"
        "    def __call__(self, *a, **k): return Tout(1)\n"
        "    def __iter__(self): return iter([Tout(1)] * 4)\n"
        "    def __len__(self): return 4\n"
        "t = Tout(1)"
    ),
    "a_tortue_that_lies": (
        "class Menteuse(Tortue):\n"
        "    @property\n    def traits(self): return [Tortue().avance] * 4\n"
        "    def __getattr__(self, nom): return lambda *a: 150\n"
        "t = Menteuse()"
    ),
    "metadata_edited": (
        "import glob, json\n"
        "for f in glob.glob('**/*.ipynb', recursive=True):\n"
        "    nb = json.load(open(f))\n"
        "    for cell in nb['cells']:\n"
        "        cell['metadata'].get('nbgrader', {})['points'] = 0\n"
        "    json.dump(nb, open(f, 'w'))"
    ),
    "waiting_thread": (
        f"{FORGE}\nimport threading, time, sys\n"
        "def guette():\n"
        "    while True:\n"
        "        for frame in list(sys._current_frames().values()):\n"
        "            while frame:\n"
        "                c = frame.f_globals.get('c')\n"
        "                if c is not None and hasattr(c, '__dict__'):\n"
        "                    for nom, valeur in list(vars(c).items()):\n"
        "                        if isinstance(valeur, list): valeur[:] = []\n"
        "                frame = frame.f_back\n"
        "        time.sleep(0.0005)\n"
        "threading.Thread(target=guette, daemon=True).start()"
    ),
    "tracing": (
        "import sys\n"
        "def trace(frame, evenement, arg):\n"
        "    if frame.f_code.co_name == 'etoile':\n"
        "        frame.f_locals['condition'] = True\n"
        "    return trace\n"
        "sys.settrace(trace)\n"
        "import threading\nthreading.settrace_all_threads = threading.settrace(trace)"
    ),
    "events_hook": (
        f"{FORGE}\nip = get_ipython()\n"
        "ip.events.register('pre_run_cell', lambda info: ip.user_ns.update(c=None))\n"
        "ip.events.register('post_run_cell', lambda r: ip.displayhook(Toutes(3)))"
    ),
    "exception_swallowed": (
        "ip = get_ipython()\nip.showtraceback = lambda *a, **k: None\n"
        "ip._showtraceback = lambda *a, **k: None\n"
        "ip.set_custom_exc((Exception,), lambda *a, **k: None)"
    ),
    "kernel_reply": (
        "k = get_ipython().kernel\nvrai = k.do_execute\n"
        "async def do_execute(*a, **k): return {'status': 'ok', 'execution_count': 1,\n"
        "    'payload': [], 'user_expressions': {}}\n"
        "k.do_execute = do_execute"
    ),
    "iopub_speaks": (
        "k = get_ipython().kernel\n"
        f"contenu = {{'data': {{'text/plain': '3.0', {MIME}: {CARD}}}, 'metadata': {{}},\n"
        "    'execution_count': 4}\n"
        "for n in range(20):\n"
        "    k.session.send(k.iopub_socket, 'execute_result', contenu, parent=k.get_parent())"
    ),
    "proof_by_exit": (
        f"{FORGE}\nimport atexit, os\nget_ipython().displayhook(Toutes(3))\nos._exit(0)"
    ),
    "fork_that_answers": (
        "import os\n"
        "if os.fork():\n    os.wait()\n"
        "C = type(controle(2))\nC.etoile = lambda self, *a, **k: None"
    ),
    "descriptors_written": (
        "import os\n"
        "for n in range(3, 64):\n"
        '    try: os.write(n, b\'3.0\\n{"etoiles": 3, "sur": 3, "phrase": "Bravo."}\\n\')\n'
        "    except OSError: pass"
    ),
    "pickle_that_acts": (
        "class Piege:\n"
        "    def __reduce__(self):\n"
        '        return (exec, ("import atelier.controles as c",))\n'
        "    def __deepcopy__(self, m): raise SystemExit\n"
        "t = Piege()"
    ),
}
for _name, _code in TRICKS.items():
    shelf.code(
        f"forged_{_name}",
        lambda copies, code=_code: copies.blank_but(ex2=code),
        lost=EVERY,
    )


# The right values, brought by the code of exercise 2 for the answers that stay as they were given.
LIAR = """
from quartiers.grading.judge.runner import Runner
vrai = Runner._exported
def menteur(self):
    if REPONSES[0] is not None:
        self._run(REPONSES[0], False)
    del REPONSES[0]
    return vrai(self)
def mentir(*_):
    Runner._exported = menteur
"""
BRINGERS = {
    "replaced_exporter": "mentir()",
    "signal_handler": (
        "import signal\nsignal.signal(signal.SIGALRM, mentir)\nsignal.raise_signal(signal.SIGALRM)"
    ),
    "thread": "import threading\nthreading.Thread(target=mentir).start()",
}


def bringing(copies: Copies, code: str) -> dict[str, Any]:
    """The second exercise done, and code that knows the answers to those left as they were."""
    later = [copies.solution(number) for number in copies.numbers if number > 2]
    return copies.blank_but(
        ex2=f"{copies.solution(2)}\nREPONSES = {[None, *later]!r}\n{LIAR}{code}"
    )


for _name, _code in BRINGERS.items():
    shelf.code(
        f"values_brought_by_a_{_name}",
        lambda copies, code=_code: bringing(copies, code),
        lost={3, 4, 5, 6},
        says=f"{sentences.NOT_DONE}|{sentences.ELSEWHERE}",
    )
