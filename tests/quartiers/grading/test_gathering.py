"""What is found in a folder that an adult filled from phones, keys, Macs and mails."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from pathlib import Path

import pytest

from quartiers.grading.gathering import LARGEST, Unread, gather, readable


def labels(folder: Path) -> list[str]:
    return [one.label for one in gather(folder)]


def test_folders_in_folders_are_looked_into_and_system_leftovers_are_nobodys(
    tmp_path: Path,
) -> None:
    for name in (
        *("zoe.ipynb", "classe/lea/01.ipynb", "classe/lea/.ipynb_checkpoints/01-checkpoint.ipynb"),
        *("._zoe.ipynb", ".~zoe.ipynb", "__MACOSX/._zoe.ipynb", ".DS_Store", "Thumbs.db"),
        *("desktop.ini", "~$devoir.docx", "etoiles.csv", "devoir.docx"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert labels(tmp_path) == ["classe/lea/01.ipynb", "devoir.docx", "zoe.ipynb"]


def test_a_zip_is_a_folder_of_its_name_whatever_letters_its_names_are_in(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "classe.zip", "w") as made:
        made.writestr("Zoé/01.ipynb", "zoé")
        made.writestr("__MACOSX/._01.ipynb", "x")
        made.writestr("../../dehors.ipynb", "y")
    found = {one.label: one.read() for one in gather(tmp_path)}
    assert found == {"classe/Zoé/01.ipynb": "zoé".encode()}


def test_a_mac_writes_the_accents_of_a_zip_without_saying_so(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mac.zip", "w") as made:
        made.writestr(zipfile.ZipInfo("Zoe.ipynb"), "z")
    content = (tmp_path / "mac.zip").read_bytes().replace(b"Zoe.ipynb", b"Zo\xc3\xa9ipynb")
    (tmp_path / "mac.zip").write_bytes(content)
    assert labels(tmp_path) == ["mac/Zoéipynb"]


def test_names_are_read_in_any_script_and_spelled_one_way() -> None:
    assert readable(unicodedata.normalize("NFD", "Zoé.ipynb")) == "Zoé.ipynb"
    assert readable("小明.ipynb") == "小明.ipynb"
    assert readable("Зоя\n\x1b[31m.ipynb") == "Зоя  [31m.ipynb"
    assert readable(os.fsdecode(b"Zo\xe9.ipynb")) == "Zoé.ipynb"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lien.ipynb", "raccourci"),
        ("tuyau.ipynb", "n'est pas un fichier"),
        ("gros.ipynb", f"plus de {LARGEST // 1_000_000} Mo"),
        ("coupe.zip", "archive abîmée"),
        ("secret/zoe.ipynb", "mot de passe"),
        ("bombe/zoe.ipynb", "plus de"),
    ],
)
def test_what_cannot_be_read_says_why_in_french(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "lien.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "tuyau.ipynb")
    with open(tmp_path / "gros.ipynb", "wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "coupe.zip").write_bytes(b"PK\x03\x04 puis plus rien")
    with zipfile.ZipFile(tmp_path / "bombe.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zoe.ipynb", bytes(LARGEST + 1))
    with zipfile.ZipFile(tmp_path / "secret.zip", "w") as made:
        made.writestr("zoe.ipynb", "z")
    locked = (tmp_path / "secret.zip").read_bytes()
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.index(header) + flags
        locked = locked[:place] + b"\x01" + locked[place + 1 :]
    (tmp_path / "secret.zip").write_bytes(locked)
    piece = next(one for one in gather(tmp_path) if one.label == name)
    with pytest.raises(Unread, match=said):
        piece.read()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_closed_folder_and_a_closed_file_say_so(tmp_path: Path) -> None:
    (tmp_path / "zoe.ipynb").write_text("z")
    (tmp_path / "ferme").mkdir()
    for name in ("zoe.ipynb", "ferme"):
        (tmp_path / name).chmod(0)
    for piece in gather(tmp_path):
        with pytest.raises(Unread, match="ne s'ouvre pas"):
            piece.read()
