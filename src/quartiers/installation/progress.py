"""What the person in front of the terminal sees while a step runs."""

from __future__ import annotations

import sys
import time


class Progress:
    """One line on the terminal that grows while a step runs."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.alive = sys.stdout.isatty()
        self.begun = time.monotonic()
        self.last = -1
        print(f"  · {title}…", end="" if self.alive else "\n", flush=True)

    def share(self, done: int, total: int) -> None:
        """Show how far the step is, as a percentage; quiet when it has not moved."""
        percent = min(99, 100 * done // max(1, total))
        if self.alive and percent != self.last:
            print(f"\r  · {self.title}… {percent} %", end="", flush=True)
        elif not self.alive and percent // 25 > self.last // 25:
            print(f"    {percent} %", flush=True)
        self.last = percent

    def done(self) -> None:
        """Close the line with the time it took."""
        seconds = round(time.monotonic() - self.begun)
        start = "\r" if self.alive else ""
        print(f"{start}  ✓ {self.title} ({seconds} s)   ", flush=True)
