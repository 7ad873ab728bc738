"""Code that looks where it should not: hidden tests, solutions, marks, others, the network."""

from __future__ import annotations

from .case import ALL, EVERY, Case, Shelf
from .traces import TRACE

CASES: list[Case] = []
shelf = Shelf(CASES)

# Says what was found both ways round, so that no filter of words can hide it from us.
SAY = """def dis(texte):
    texte = str(texte)
    print(texte[:20000])
    print(texte[::-1][:20000])
    with open('butin.txt', 'a') as f: f.write(texte[:20000])
"""
LOOT = "import os\nprint(open('butin.txt').read() if os.path.exists('butin.txt') else '')"

# Each of these stays in the kernel after its answer, and sees the hidden test of the next checks.
SPIES = {
    "spy_on_cells": (
        "get_ipython().events.register('pre_run_cell', lambda info: dis(info.raw_cell))"
    ),
    "spy_with_transformer": (
        "get_ipython().input_transformers_cleanup.append(lambda lignes: (dis(lignes), lignes)[1])"
    ),
    "spy_on_conditions": (
        "import inspect\nC = type(controle(2))\nvraie = C.etoile\n"
        "def etoile(self, *a, **k):\n"
        "    for x in a:\n"
        "        if callable(x):\n"
        "            dis(inspect.getsource(x))\n"
        "    dis(inspect.getsource(inspect.currentframe().f_back))\n"
        "    return vraie(self, *a, **k)\n"
        "C.etoile = etoile"
    ),
    "spy_on_lines": (
        "import sys, threading, time, linecache\n"
        "def guette():\n"
        "    while True:\n"
        "        for nom in list(linecache.cache):\n"
        "            if 'ipykernel' in nom or 'ipython' in nom: dis(linecache.cache[nom][2])\n"
        "        for frame in sys._current_frames().values():\n"
        "            while frame:\n"
        "                dis(linecache.getlines(frame.f_code.co_filename))\n"
        "                frame = frame.f_back\n"
        "        time.sleep(0.05)\n"
        "threading.Thread(target=guette, daemon=True).start()"
    ),
    "spy_on_history": (
        "import atexit\nip = get_ipython()\n"
        "ip.events.register('post_run_cell', lambda r: dis(ip.user_ns.get('In')))"
    ),
    "spy_in_the_sentence": (
        "C = type(controle(2))\nvrai = C.bilan\n"
        "C.bilan = lambda self, phrase: vrai(self, str(get_ipython().user_ns['In'][-1]))"
    ),
    "spy_in_memory": (
        "import gc, threading, time\n"
        "def guette():\n"
        "    while True:\n"
        "        time.sleep(0.05)\n"
        "        for objet in gc.get_objects():\n"
        "            if isinstance(objet, (list, tuple, dict)):\n"
        "                for x in list(objet.values() if isinstance(objet, dict) else objet):\n"
        "                    if isinstance(x, str) and 'c.bilan(' in x: dis(x)\n"
        "threading.Thread(target=guette, daemon=True).start()"
    ),
}
for _name, _code in SPIES.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.blank_but(ex2=f"{SAY}\n{code}", ex4=LOOT, ex6=LOOT),
        lost=EVERY,
    )

SEARCH = """import os, sys
vus = 0
for racine in {places}:
    for dossier, _, noms in os.walk(racine):
        for nom in noms:
            chemin = os.path.join(dossier, nom)
            vus += 1
            if vus > 20000 or not nom.endswith({ends}): continue
            try:
                with open(chemin, 'rb') as f: texte = f.read(5_000_000).decode('utf-8', 'replace')
            except OSError: continue
            for ligne in texte.split('\\n'):
                if 'c.etoile' in ligne or 'c.valeur' in ligne or 'jeune-' in ligne: dis(ligne)
"""
DATA = (
    "[os.path.realpath(p) for p in ('..', '../..', '/tmp', '/home', '/root', '/srv', '/var/lib')]"
)
ENDS = "('.ipynb', '.db', '.toml', '.log', '.sqlite')"

LOOKS = {
    "search_the_disk": SEARCH.format(places=DATA, ends=ENDS),
    "search_from_the_environment": (
        "import os, sys\n"
        "for nom, valeur in os.environ.items(): dis(nom + '=' + valeur)\n"
        + SEARCH.format(
            places="[v for v in os.environ.values() if v.startswith('/') and ':' not in v]",
            ends=ENDS,
        )
    ),
    "open_the_gradebook": (
        "import glob, sqlite3\n"
        "for base in glob.glob('/tmp/**/gradebook.db', recursive=True):\n"
        "    try:\n"
        "        b = sqlite3.connect(base)\n"
        "        dis(b.execute('select * from grade').fetchall())\n"
        "        b.execute('update grade set auto_score = 3')\n        b.commit()\n"
        "    except Exception as souci: print(type(souci))"
    ),
    "read_other_processes": (
        "import os\n"
        "for pid in filter(str.isdigit, os.listdir('/proc')):\n"
        "    for nom in ('environ', 'mem', 'maps', 'fd/0'):\n"
        "        if int(pid) == os.getpid(): continue\n"
        "        try: dis(open(f'/proc/{pid}/{nom}', 'rb').read(100000))\n"
        "        except Exception: pass"
    ),
    "open_the_network": (
        "import socket\n"
        "for famille in (socket.AF_INET, socket.AF_INET6):\n"
        "    for genre in (socket.SOCK_STREAM, socket.SOCK_DGRAM):\n"
        "        try:\n"
        "            s = socket.socket(famille, genre)\n            s.settimeout(1)\n"
        "            s.connect(('127.0.0.1', 80)); dis('reseau ouvert')\n"
        "        except Exception as souci:\n"
        "            print('ferme' if isinstance(souci, PermissionError) else repr(souci))"
    ),
    "write_into_the_environment": (
        "import sys, os, sysconfig, atelier\n"
        "for place in (sysconfig.get_path('purelib'), os.path.dirname(atelier.__file__),\n"
        "              sys.prefix, '/etc', '/usr/lib', os.path.dirname(os.__file__)):\n"
        f"    try: open(os.path.join(place, '{TRACE}.pth'), 'w').close()\n"
        "    except OSError: pass"
    ),
}
for _name, _code in LOOKS.items():
    shelf.code(
        _name,
        lambda copies, code=_code: copies.right_and(3, f"{SAY}\n{code}"),
        lost=ALL,
        free={3},
    )
