"""The last thing a warm process does before its first fork: lay its memory for its children."""

from __future__ import annotations

import gc
import sys

from quartiers.kernels.template.ballast import fill_holes, fill_malloc_holes
from quartiers.kernels.template.gathering import gather_code
from quartiers.kernels.template.learned import Learned


def lay_memory(learned: Learned) -> None:
    """Have children write on few pages, and put all out of the garbage collector's reach."""
    forget_lookups()
    gc.collect()
    fill_holes()
    fill_malloc_holes()
    gather_code(learned)
    gc.freeze()


def forget_lookups() -> None:
    """Empty Python's cache of attributes found on types, full of names that only imports asked for.

    It holds a reference to each: a child that needs the place would write in the page of that name.
    """
    sys._clear_type_cache()
