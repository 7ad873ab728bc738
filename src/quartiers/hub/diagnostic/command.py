"""`./pixel diagnostic`, from the measures to the words."""

from __future__ import annotations

import sys

from quartiers.hub.diagnostic.capacity import capacity
from quartiers.hub.diagnostic.machine import look
from quartiers.hub.diagnostic.protections import Protection
from quartiers.hub.diagnostic.report import may_open, report
from quartiers.hub.diagnostic.trial import TrialFailed, try_out
from quartiers.kernels.containment import Containment, available
from quartiers.settings import Settings


def main(settings: Settings) -> int:
    """Try, print; 0 when a séance can be held on this machine, 1 otherwise."""
    containment = available()
    found = look(settings, containment)
    usable = usability(containment)
    cost = None
    if usable.active:
        print("Je fais un essai, quelques secondes…\n", flush=True)
        try:
            cost = try_out(settings, containment)
        except TrialFailed as reason:
            print(reason, file=sys.stderr)
    can = None if cost is None else capacity(cost, found.means)
    print(report(settings, found, usable, cost, can))
    return 0 if may_open(found, usable, can) else 1


def usability(containment: Containment) -> Protection:
    """Whether learners' code may run here at all."""
    if containment.usable:
        return Protection(True, "")
    what, _, advice = containment.sentence.partition(". ")
    return Protection(False, f"{what}.", advice)
