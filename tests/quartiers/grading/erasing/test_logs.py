"""Names leave the logs without moving a letter of the rest."""

from __future__ import annotations

from pathlib import Path

from quartiers.grading.erasing.logs import blot_out


def test_every_place_of_a_word_is_starred_and_the_rest_stays(tmp_path: Path) -> None:
    log = tmp_path / "hub.log"
    log.write_bytes(b"jeune-abc234 in\njeune-xyz789 in\nGET /jeune-abc234/jeune-abc234\n")
    assert blot_out(log, [b"jeune-abc234", b"absent"]) == 3
    stars = b"*" * 12
    assert log.read_bytes() == b"%b in\njeune-xyz789 in\nGET /%b/%b\n" % (stars, stars, stars)
    assert blot_out(log, [b"jeune-abc234"]) == 0


def test_who_is_writing_goes_on_at_the_end(tmp_path: Path) -> None:
    log = tmp_path / "hub.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"jeune-abc234 in\n")
        blot_out(log, [b"jeune-abc234"])
        writer.write(b"later\n")
    assert log.read_bytes() == b"************ in\nlater\n"


def test_an_empty_log_an_absent_one_and_a_link_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "vide.log").touch()
    (tmp_path / "ailleurs").write_bytes(b"jeune-abc234")
    (tmp_path / "lien.log").symlink_to(tmp_path / "ailleurs")
    for name in ("vide.log", "absent.log", "lien.log"):
        assert blot_out(tmp_path / name, [b"jeune-abc234"]) == 0
    assert (tmp_path / "ailleurs").read_bytes() == b"jeune-abc234"
