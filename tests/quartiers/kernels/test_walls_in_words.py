"""The walls of this machine, said to an adult."""

from __future__ import annotations

from quartiers.kernels.walls import active_walls, described


def test_every_wall_is_named_whether_it_stands_or_not() -> None:
    strong, weak = described(True, 6, True, "all"), described(False, 0, False, "none")
    assert [wall.name for wall in strong] == [wall.name for wall in weak]
    assert all(wall.active for wall in strong)
    assert not any(wall.active for wall in weak)
    assert all(a.sentence != b.sentence for a, b in zip(strong, weak, strict=True))


def test_a_machine_may_give_the_network_wall_only() -> None:
    found = {wall.name: wall.active for wall in described(True, 6, True, "network")}
    assert found["network"]
    assert not found["processes"]


def test_this_machine_is_really_asked() -> None:
    assert {wall.name for wall in active_walls()} == {
        *("uid", "landlock", "seccomp", "network", "processes")
    }
