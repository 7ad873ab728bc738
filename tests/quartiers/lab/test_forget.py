"""The pseudonym of a former partner leaves a home; the work, and its date, stay."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from quartiers.lab import forget, keeping
from quartiers.room.media.intake import PYTHON

FOX = "Hérisson émeraude"
OWNER = 234_567


def notebook(partner: str, text: str = "été 🌟") -> str:
    content = {"cells": [{"source": text}], "metadata": {keeping.TOGETHER_WITH: partner, "x": 1}}
    return json.dumps(content, ensure_ascii=False)


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def go_through(home: Path, partner: str = FOX) -> int:
    done = subprocess.run(
        [*PYTHON, "-m", "quartiers.lab.forget"],
        input=json.dumps({"partner": partner}).encode(),
        cwd=home,
        capture_output=True,
        timeout=60,
    )
    assert done.stderr == b""
    return done.returncode


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_notebooks_versions_and_cards_forget_and_keep_their_date(tmp_path: Path) -> None:
    named = [
        put(tmp_path / "programmation/01_neon/01_neon.ipynb", notebook(FOX)),
        put(tmp_path / ".quartiers/versions/a/b.ipynb", notebook(FOX)),
        put(tmp_path / "copie.ipynb", json.dumps(json.loads(notebook(FOX)))),  # escaped
    ]
    card = put(tmp_path / "creations/n.json", json.dumps({"titre": "Néon", "avec": FOX}))
    go_through(tmp_path)
    for path in named:
        assert read(path) == {"cells": [{"source": "été 🌟"}], "metadata": {"x": 1}}
    assert read(card) == {"titre": "Néon"}
    assert {path.stat().st_mtime for path in (*named, card)} == {1_000_000_000}


def test_a_broken_notebook_that_names_a_partner_goes_and_another_stays(tmp_path: Path) -> None:
    folder = tmp_path / ".quartiers/abimes/programmation/01_neon/01_neon"
    plain = put(folder / "20261125T120000000000.ipynb", notebook(FOX)[:-2])
    escaped = put(folder / "20261125T120000000001.ipynb", json.dumps(FOX)[:-1])
    other = put(folder / "20261125T120000000002.ipynb", notebook("Lynx")[:-2])
    go_through(tmp_path)
    assert [one.exists() for one in (plain, escaped, other)] == [False, False, True]


def test_other_partners_and_other_files_stay_as_they_are(tmp_path: Path) -> None:
    others = {
        put(tmp_path / "a.ipynb", notebook("Loutre safran")): None,
        put(tmp_path / "b.ipynb", f'{{"cells": "{keeping.TOGETHER_WITH}'): None,
        put(tmp_path / "c.ipynb", f'["{keeping.TOGETHER_WITH}", "avec"]'): None,
        put(tmp_path / "d.ipynb", json.dumps({"cells": [], "metadata": {}, "texte": FOX})): None,
        put(tmp_path / "donnees.json", json.dumps({"avec": FOX})): None,
    }
    before = {path: path.read_bytes() for path in others}
    go_through(tmp_path)
    assert {path: path.read_bytes() for path in others} == before


def test_no_link_no_pipe_and_no_closed_folder_stops_it(tmp_path: Path) -> None:
    home, outside = tmp_path / "home", put(tmp_path / "outside.ipynb", notebook(FOX))
    mine = put(home / "z.ipynb", notebook(FOX))
    (home / "lien.ipynb").symlink_to(outside)
    (home / "dossier").symlink_to(tmp_path)
    os.mkfifo(home / "tuyau.ipynb")
    (home / "ferme").mkdir(mode=0)
    go_through(home)
    assert keeping.partner_of(mine.read_bytes()) == ""
    assert keeping.partner_of(outside.read_bytes()) == FOX


def test_twice_changes_nothing_more(tmp_path: Path) -> None:
    mine = put(tmp_path / "a.ipynb", notebook(FOX))
    go_through(tmp_path)
    once = mine.read_bytes()
    go_through(tmp_path)
    assert mine.read_bytes() == once


def test_half_a_character_is_written_back_as_it_was() -> None:
    raw = json.dumps({"cells": ["\ud83d"], "metadata": {keeping.TOGETHER_WITH: FOX}}).encode()
    again = forget.without(raw, FOX)
    assert again is not None
    assert json.loads(again)["cells"] == ["\ud83d"]


def test_a_notebook_that_is_handed_in_does_not_say_with_whom() -> None:
    sent = json.loads(keeping.without_partner(notebook(FOX)))
    assert sent == {"cells": [{"source": "été 🌟"}], "metadata": {"x": 1}}


def test_a_notebook_made_alone_or_no_notebook_is_handed_in_as_it_is() -> None:
    alone = json.dumps({"cells": [], "metadata": {}}, indent=3)
    for text in (alone, "{", f"{keeping.TOGETHER_WITH} [", f'["{keeping.TOGETHER_WITH}"]'):
        assert keeping.without_partner(text) == text


def as_the_learner(home: Path, gesture: Callable[[], int]) -> int:
    """Do something in a child that is no root and owns the home; what it gave."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgid(OWNER)
            os.setuid(OWNER)
            os.chdir(home)
            status = gesture()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def walk_here() -> int:
    walk = forget.Walk(FOX, time.monotonic() + 20)
    walk.through(os.open(".", forget.A_FOLDER))
    return walk.left


@pytest.mark.skipif(os.geteuid() != 0, reason="root reads all modes: it needs another account")
def test_what_its_owner_has_closed_is_read_all_the_same() -> None:
    home = Path(tempfile.mkdtemp(dir="/tmp", prefix="pixel-essai-"))
    try:
        closed = [
            put(home / "creations/a.json", json.dumps({"avec": FOX})),
            put(home / "p/q/b.ipynb", notebook(FOX)),
            put(home / "p/r/c.ipynb", notebook(FOX)),
        ]
        for path in (home, *home.rglob("*")):
            os.chown(path, OWNER, OWNER)
        closed[0].chmod(0)
        (home / "p/q").chmod(0)
        (home / "p/r").chmod(0o400)
        (home / "p").chmod(0o500)
        assert as_the_learner(home, walk_here) == 0
        assert [FOX in path.read_text() for path in closed] == [False] * 3
    finally:
        shutil.rmtree(home)


def test_a_program_named_as_one_of_pythons_is_never_run(tmp_path: Path) -> None:
    for name in ("json.py", "os.py", "argparse.py", "quartiers.py", "sitecustomize.py"):
        put(tmp_path / name, "raise SystemExit(7)")
    mine = put(tmp_path / "a.ipynb", notebook(FOX))
    assert go_through(tmp_path) == 0
    assert FOX not in mine.read_text()


def test_odd_names_and_endless_depth_end_and_lose_nothing(tmp_path: Path) -> None:
    odd = [
        tmp_path / "a\nb.ipynb",
        tmp_path / os.fsdecode(b"\xff\xfe.ipynb"),
        tmp_path / "\t.ipynb",
    ]
    for path in odd:
        put(path, notebook(FOX))
    here = os.open(tmp_path, forget.A_FOLDER)
    for _ in range(300):  # 300 × 100 characters: longer than any path may be
        os.mkdir("d" * 100, dir_fd=here)
        inner = os.open("d" * 100, forget.A_FOLDER, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    try:
        assert go_through(tmp_path) == 0
        assert [FOX in path.read_text() for path in odd] == [False] * 3
    finally:
        subprocess.run(["rm", "-rf", str(tmp_path)], check=True)


def test_what_could_not_be_done_in_time_is_said(tmp_path: Path) -> None:
    put(tmp_path / "a.ipynb", notebook(FOX))
    walk = forget.Walk(FOX, time.monotonic() - 1)
    walk.through(os.open(tmp_path, forget.A_FOLDER))
    assert walk.left == 1


def test_a_home_of_too_many_files_is_said_and_the_near_ones_are_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "MOST_ENTRIES", 50)
    near = put(tmp_path / "a.ipynb", notebook(FOX))
    for number in range(200):
        put(tmp_path / "b" / f"{number}.txt", "")
    walk = forget.Walk(FOX, time.monotonic() + 20)
    walk.through(os.open(tmp_path, forget.A_FOLDER))
    assert (walk.left, FOX in near.read_text()) == (1, False)


def test_a_file_saved_meanwhile_is_left_for_the_next_visit(tmp_path: Path) -> None:
    path = put(tmp_path / "a.ipynb", notebook(FOX))
    folder, found = os.open(tmp_path, forget.A_FOLDER), path.stat()
    put(path, notebook(FOX, "plus récent"))
    os.utime(path, (1_000_000_100, 1_000_000_100))
    with pytest.raises(forget.Unsettled):
        forget.replace(folder, "a.ipynb", b"{}", found)
    assert "plus récent" in path.read_text()
    assert [one.name for one in tmp_path.iterdir()] == ["a.ipynb"]


def test_a_flood_of_brackets_takes_no_memory(tmp_path: Path) -> None:
    put(tmp_path / "a.ipynb", f'{{"{keeping.TOGETHER_WITH}": [{"[]," * 5_000_000}3]}}')
    assert go_through(tmp_path) == 0
