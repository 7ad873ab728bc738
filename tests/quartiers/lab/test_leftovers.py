"""What a cut has left in a home is gone before JupyterLab meets it."""

from __future__ import annotations

from pathlib import Path

from quartiers.lab.leftovers import sweep

LAB = Path(".jupyter/lab")


def put(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def test_notes_of_jupyterlab_without_anything_in_them_go_and_the_others_stay(
    tmp_path: Path,
) -> None:
    void = [
        put(tmp_path / LAB / "workspaces/default-37a8.jupyterlab-workspace", b""),
        put(tmp_path / LAB / "user-settings/a/b.jupyterlab-settings", bytes(100)),
    ]
    kept = [
        put(tmp_path / LAB / "workspaces/autre.jupyterlab-workspace", b"{}"),
        put(tmp_path / LAB / "user-settings/a/c.jupyterlab-settings", b"// moi\n{}"),
        put(tmp_path / "programmation/vide.txt", b""),
    ]
    sweep(tmp_path)
    assert [one.exists() for one in void] == [False, False]
    assert all(one.exists() for one in kept)


def test_drafts_go_whether_files_or_folders_and_links_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path / "ailleurs/oeuvre.png", b"1")
    home = tmp_path / "home"
    put(home / ".quartiers-abcd/programmation/a.ipynb", b"1")
    put(home / ".quartiers-efgh", b"1")
    (home / ".quartiers-lien").symlink_to(tmp_path / "ailleurs")
    versions = put(home / ".quartiers/versions/a.ipynb", b"1")
    sweep(home)
    assert [path.name for path in home.iterdir()] == [".quartiers"]
    assert versions.exists()
    assert (tmp_path / "ailleurs/oeuvre.png").exists()


def test_a_new_home_has_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "absent")
