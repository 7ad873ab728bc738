"""The real worker with small budgets: a loop that never ends is stopped after seconds."""

from __future__ import annotations

from typing import Any

from quartiers.grading import engine, worker

CPU_SECONDS, WALL_SECONDS, GRACE_SECONDS = 2.0, 6.0, 0.5
COPY_WALL_SECONDS = 30.0


def quick(open_course: Any) -> Any:
    """The same opening of a course, with our budgets in nbgrader's configuration."""

    def opened(*values: Any) -> Any:
        course = open_course(*values)
        course.config.ContainedExecute.cpu_seconds = CPU_SECONDS
        course.config.ContainedExecute.wall_seconds = WALL_SECONDS
        course.config.ContainedExecute.grace_seconds = GRACE_SECONDS
        course.config.ContainedExecute.copy_wall_seconds = COPY_WALL_SECONDS
        return course

    return opened


if __name__ == "__main__":
    engine.open_course = quick(engine.open_course)
    worker.main()
