"""A live house, learners at work, and faults drawn at random: what was acknowledged is found again.

    python bench/chaos.py --injections 150 --keep /tmp/chaos.json
    python bench/chaos.py --only kill-hub --seed 7 --injections 3
    python bench/chaos.py --minutes 20

After each fault: what was saved and handed in is there byte for byte, each hand-in is graded once
with its right stars, nobody else's work changed, everybody works again, every page that was read is
French, and what the terminal says is true: doing it works. With --keep, a campaign goes on where it
stopped. Root has more kinds: disks that fill or lose their power, clocks that step.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY / "bench"), str(REPOSITORY / "tests")]

from faults import clocks, counts, plan  # noqa: E402 - found by the line above
from faults.counts import Campaign, Outcome  # noqa: E402
from faults.kinds import Fault, NotMet, Untrue, all_kinds  # noqa: E402
from faults.ledger import Problem  # noqa: E402
from faults.live import House, Refused  # noqa: E402
from faults.scene import Scene  # noqa: E402
from power_cut import Disk, why_not  # noqa: E402

DISK_MEGABYTES = 6000
SETTLE_SECONDS = 1.0
SHORT = ("kill-room", "lock-store", "kill-server", "network-no-answer", "kill-hub", "damage-state")


@contextmanager
def opened(learners: int, *, small: bool = False) -> Iterator[Scene]:
    """A house with learners at work, erased at the end; `small`: on this machine's own disk."""
    folder = Path(tempfile.mkdtemp(prefix="chaos-", dir="/tmp"))
    folder.chmod(0o711)
    disk = None if small else own_disk()
    data = (disk.root if disk else folder) / "donnees"
    scene = Scene(House(folder, data, before=() if small else clocks.prepare(folder)), disk=disk)
    try:
        scene.house.open()
        scene.welcome(learners)
        scene.calibrate()
        scene.start()
        yield scene
        scene.stop()
    finally:
        for young in scene.youngs:
            young.over.set()
        scene.house.erase()
        if disk is not None:
            disk.close()
        shutil.rmtree(folder, ignore_errors=True)


def own_disk() -> Disk | None:
    """A disk of one's own that learners can enter, where this machine lets us have one."""
    if why_not():
        return None
    disk = Disk(DISK_MEGABYTES)
    disk.root.parent.chmod(0o711)
    return disk


def one(scene: Scene, fault: Fault, seed: int, number: int) -> Outcome:
    """Break, wait until everybody works again, judge. NotMet when there was nothing to break."""
    scene.rng = random.Random(f"{seed} {number} {fault.kind}")
    scene.reopened, scene.drawn, scene.slowest = False, [], 0.0
    problems: list[Problem] = []
    try:
        fault.inject(scene)
    except Untrue as reason:
        problems.append(Problem("technician", str(reason)))
    except (Refused, TimeoutError) as reason:
        problems.append(Problem("stuck", str(reason)[-400:]))
    except sqlite3.Error as reason:
        problems.append(Problem("wrong", f"the store: {reason}"))
    try:
        scene.come_back()
        scene.sleep(SETTLE_SECONDS)  # what comes of it later is seen too
        scene.wait_graded()
    except Refused as said:
        problems.append(Problem("technician", f"it does not open: {str(said)[-400:]}"))
    except TimeoutError as reason:
        problems.append(Problem("stuck", str(reason)))
    try:
        problems += scene.judge()
    except sqlite3.Error as reason:
        problems.append(Problem("wrong", f"the store: {reason}"))
    told = tuple((problem.kind, problem.what) for problem in problems)
    return Outcome(fault.kind, seed, number, scene.slowest, scene.reopened, told)


def campaign(scene: Scene, kinds: list[str], found: Campaign, options: argparse.Namespace) -> None:
    """Inject one after the other, and keep the counts as they come."""
    faults = all_kinds()
    limit = time.monotonic() + 60 * options.minutes
    todo = plan.remaining(kinds, options.seed, found.done(options.seed), options.injections)
    for number, kind in enumerate(todo, len(found.outcomes)):
        if time.monotonic() > limit:
            return
        fault, before = faults[kind], (scene.ledger.acknowledged, len(scene.ledger.hands))
        try:
            outcome = one(scene, fault, options.seed, number)
        except NotMet as reason:
            print(f"  - {kind}: {reason}", flush=True)
            continue
        found.outcomes.append(outcome)
        found.saves += scene.ledger.acknowledged - before[0]
        found.hands += len(scene.ledger.hands) - before[1]
        show(outcome, scene)
        if options.keep:
            counts.write(found, options.keep)


def show(outcome: Outcome, scene: Scene) -> None:
    """A line for people, and what is wrong under it."""
    again = ", opened again" if outcome.reopened else ""
    drawn = f" ({', '.join(scene.drawn)})" if scene.drawn else ""
    mark = "✗" if outcome.problems else "✓"
    print(f"  {mark} {outcome.number} {outcome.kind}{drawn}: {outcome.seconds:.1f} s{again}")
    for kind, what in outcome.problems:
        print(f"      {kind}: {what}")
    sys.stdout.flush()


def options_of(words: list[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--injections", type=int, default=150)
    parser.add_argument("--minutes", type=float, default=24 * 60)
    parser.add_argument("--only", action="append", default=[], help="kinds that begin so")
    parser.add_argument("--learners", type=int, default=4)
    parser.add_argument("--keep", type=Path, help="the counts, to go on another day")
    parser.add_argument("--kinds", action="store_true", help="say which there are")
    return parser.parse_args(words)


def main() -> int:
    """Run a campaign; 0 when nothing was lost, doubled or stuck."""
    options = options_of()
    faults = all_kinds()
    if options.kinds:
        print("\n".join(faults))
        return 0
    found = counts.read(options.keep)
    with opened(options.learners) as scene:
        why = {kind: fault.missing(scene) for kind, fault in faults.items()}
        found.skipped = {kind: reason for kind, reason in why.items() if reason}
        kinds = [kind for kind in faults if not why[kind]]
        campaign(scene, plan.chosen(kinds, options.only), found, options)
    print(counts.summary(found))
    return 1 if any(found.bad().values()) else 0


if __name__ == "__main__":
    sys.exit(main())
