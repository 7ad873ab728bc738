"""The pseudonym of a former partner leaves a home; the work, and its date, stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from quartiers.lab import forget, keeping

FOX = "Hérisson émeraude"


def notebook(partner: str, text: str = "été 🌟") -> str:
    content = {"cells": [{"source": text}], "metadata": {keeping.TOGETHER_WITH: partner, "x": 1}}
    return json.dumps(content, ensure_ascii=False)


def put(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    return path


def go_through(home: Path, partner: str = FOX) -> None:
    subprocess.run(
        [sys.executable, "-m", "quartiers.lab.forget"],
        input=json.dumps({"partner": partner}).encode(),
        cwd=home,
        check=True,
        timeout=60,
    )


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
