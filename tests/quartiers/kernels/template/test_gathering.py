"""What children write on lies side by side, and does what it did before."""

from __future__ import annotations

import json
import subprocess
import sys

from quartiers.kernels.template.gathering import Copies
from quartiers.kernels.template.learned import Learned, place_of, read_learned

MANY = """
import json, sys
from quartiers.kernels.template.gathering import gather_code, gather_names
from quartiers.kernels.template.learned import Learned

def pages(things):
    return len({id(thing) // 4096 for thing in things})
"""


def in_a_fresh_python(code: str) -> list[int]:
    run = subprocess.run(
        [sys.executable, "-c", MANY + code], capture_output=True, text=True, check=True
    )
    found: list[int] = json.loads(run.stdout)
    return found


def test_the_codes_that_ran_come_to_lie_on_few_pages_and_give_the_same_answers() -> None:
    before, after, copies, answer = in_a_fresh_python(
        "names = {}\n"
        "text = ''.join(f'def f{n}(x): return x * {n} + {n + 1}\\n' for n in range(4000))\n"
        "exec(compile(text, 'many.py', 'exec'), names)\n"
        "hot = [names[f'f{n}'] for n in range(0, 4000, 20)]\n"
        "before = pages(f.__code__ for f in hot)\n"
        "copies = gather_code(Learned(frozenset(('many.py', f.__name__) for f in hot)))\n"
        "after = pages(f.__code__ for f in hot)\n"
        "print(json.dumps([before, after, copies, names['f40'](2)]))\n"
    )
    assert copies == 200
    assert after < before / 3
    assert answer == 2 * 40 + 41


def test_the_names_made_first_are_those_that_modules_use_and_lie_on_few_pages() -> None:
    same, apart, together = in_a_fresh_python(
        "hot = [f'chosen_{n}' for n in range(0, 4000, 20)]\n"
        "gather_names(list(hot))\n"
        "text = '\\n'.join(f'chosen_{n} = other_{n} = 1' for n in range(4000))\n"
        "code = compile(text, 'many.py', 'exec')\n"
        "mine = {name: name for name in code.co_names}\n"
        "others = [mine[name.replace('chosen', 'other')] for name in hot]\n"
        "same = all(mine[name] is sys.intern(name) for name in hot)\n"
        "print(json.dumps([same, pages(others), pages(mine[name] for name in hot)]))\n"
    )
    assert same
    assert together < apart / 3


def test_functions_of_one_code_share_its_copy_and_inner_codes_are_copied_too() -> None:
    def outer():  # a factory, as decorators are
        def inner():
            return 42

        return inner

    one, two = outer(), outer()
    copies = Copies(Learned(frozenset(map(place_of, (outer.__code__, one.__code__)))))
    copy = copies.of(one.__code__)
    assert copies.of(two.__code__) is copy is not one.__code__
    assert copy in copies.of(outer.__code__).co_consts
    assert any(constant is copy for constant in copies.of(outer.__code__).co_consts)
    outer.__code__ = copies.of(outer.__code__)
    assert outer()() == 42
    assert len(copies) == 2


def test_a_code_that_did_not_run_stays_where_it_is() -> None:
    def idle():
        return 1

    code = idle.__code__
    in_use = Copies(Learned())
    assert [in_use._constant(value) for value in code.co_consts] == list(code.co_consts)
    assert len(in_use) == 0


def test_a_warm_process_finds_what_was_learned_while_the_machine_was_prepared() -> None:
    """Learned by `./pixel`, before any test: a version that runs something else learns again."""
    learned = read_learned()
    seen = {name for _, name in learned.code}
    assert {"ServerApp.initialize", "IPythonKernel.do_execute", "Tortue.avance"} <= seen
    (copies,) = in_a_fresh_python(
        "from quartiers.kernels.template.learned import read_learned\n"
        "from quartiers.hub import warm_server\n"
        "warm_server.warm()\n"
        "print(json.dumps([gather_code(read_learned())]))\n"
    )
    assert copies > 0.7 * len(learned.code)
