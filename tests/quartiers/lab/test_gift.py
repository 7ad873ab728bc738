"""What was made in a pair arrives in a home without ever replacing what is there."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from quartiers.lab import gift, healing, keeping, versions

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
MARK = "261118120000"


def notebook(text: str) -> str:
    cells = [{"id": "a", "cell_type": "code", "source": text}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def given(text: str) -> gift.Given:
    return gift.Given("programmation", "01_neon", notebook(text), notebook(""))


def give(home: Path, text: str, minutes: int = 0, mark: str = MARK) -> bool:
    now = NOON + timedelta(minutes=minutes)
    return gift.give_lesson(home, given(text), "Panda azur", mark, now)


def place(home: Path) -> Path:
    return home / given("").place


def text(home: Path) -> str:
    return keeping.sources(place(home).read_bytes())["a"]


def kept(home: Path) -> list[versions.Version]:
    return versions.listed(versions.folder_of(home, given("").place))


def put(home: Path, content: str) -> None:
    place(home).parent.mkdir(parents=True, exist_ok=True)
    place(home).write_text(content, encoding="utf-8")


def test_an_empty_home_gets_the_notebook_and_its_version(tmp_path: Path) -> None:
    assert give(tmp_path, "ours")
    assert text(tmp_path) == "ours"
    assert [(one.reason, one.screen) for one in kept(tmp_path)] == [("deux", MARK)]
    assert keeping.partner_of(place(tmp_path).read_bytes()) == "Panda azur"


def test_the_same_gift_twice_is_one_gift(tmp_path: Path) -> None:
    give(tmp_path, "ours")
    before = place(tmp_path).read_bytes(), kept(tmp_path)
    give(tmp_path, "ours", minutes=5)
    assert (place(tmp_path).read_bytes(), kept(tmp_path)) == before


def test_a_later_state_of_the_same_pair_takes_the_place_of_the_earlier_one(tmp_path: Path) -> None:
    give(tmp_path, "ours")
    give(tmp_path, "ours, further", minutes=5)
    assert text(tmp_path) == "ours, further"
    assert len(kept(tmp_path)) == 1


def test_a_gift_that_was_worked_on_is_one_s_own(tmp_path: Path) -> None:
    give(tmp_path, "ours")
    put(tmp_path, notebook("mine"))
    give(tmp_path, "ours, further", minutes=5)
    assert text(tmp_path) == "mine"
    (version,) = kept(tmp_path)
    raw = versions.read(versions.folder_of(tmp_path, given("").place), version.name)
    assert keeping.sources(raw) == {"a": "ours, further"}


def test_another_pair_leaves_the_version_of_the_first(tmp_path: Path) -> None:
    give(tmp_path, "ours")
    give(tmp_path, "theirs", minutes=5, mark="261118120500")
    assert text(tmp_path) == "ours"
    assert len(kept(tmp_path)) == 2


def test_work_that_cannot_be_read_makes_room_and_is_put_aside(tmp_path: Path) -> None:
    put(tmp_path, "half a noteb")
    give(tmp_path, "ours")
    assert text(tmp_path) == "ours"
    (aside,) = (tmp_path / healing.ASIDE).rglob("*.ipynb")
    assert aside.read_text(encoding="utf-8") == "half a noteb"


def test_a_lesson_only_opened_makes_room_and_is_kept_too(tmp_path: Path) -> None:
    put(tmp_path, notebook(""))
    give(tmp_path, "ours")
    assert text(tmp_path) == "ours"
    assert sorted(one.reason for one in kept(tmp_path)) == ["deux", "regulier"]


def test_what_is_no_notebook_is_not_given(tmp_path: Path) -> None:
    for broken in ("", "[]", '{"cells": []}', "[" * 100_000):
        one = gift.Given("programmation", "01_neon", broken, "")
        assert not gift.give_lesson(tmp_path, one, "Panda azur", MARK, NOON)
    assert not place(tmp_path).exists()


def work(content: bytes, name: str = "neon.png") -> dict[str, Any]:
    return {"file": name, "card": {"titre": "Néon"}, "content": b64encode(content).decode()}


def test_a_creation_takes_a_free_name_and_says_with_whom(tmp_path: Path) -> None:
    tmp_path.joinpath("neon.png").write_bytes(b"mine")
    assert gift.give_work(tmp_path, work(b"ours"), "Panda azur")
    assert tmp_path.joinpath("neon.png").read_bytes() == b"mine"
    assert tmp_path.joinpath("neon_2.png").read_bytes() == b"ours"
    card = json.loads(tmp_path.joinpath("neon_2.json").read_text(encoding="utf-8"))
    assert card == {"titre": "Néon", "fichier": "neon_2.png", "avec": "Panda azur"}


def test_the_same_creation_twice_is_one(tmp_path: Path) -> None:
    assert gift.give_work(tmp_path, work(b"ours"), "Panda azur")
    assert not gift.give_work(tmp_path, work(b"ours"), "Panda azur")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["neon.json", "neon.png"]


def test_a_creation_s_name_leads_nowhere_else(tmp_path: Path) -> None:
    gift.give_work(tmp_path / "creations", work(b"ours", "../../dehors.png"), "Panda azur")
    assert not (tmp_path / "dehors.png").exists()
    assert (tmp_path / "creations" / "dehors.png").is_file()
