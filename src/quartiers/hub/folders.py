"""The data folder: who may go where."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quartiers.durable import write_whole
from quartiers.hub.temporary import temporary_parent
from quartiers.settings import Settings

PRIVATE = 0o700
TMP_PREFIX, TMP_MARK = "px-", ".maison"
PASSAGE = 0o711  # one may go through to what one knows, not look around
SHARED = 0o755

OURS = ("hub", "pixel.db", "publie", "journaux")
"""Any of these tells a folder of ours: the house, `solo` and `noter` begin with one of them."""
HARMLESS = {"lost+found", *OURS, "secours", "cours", "boite", "a_deux", "jeunes", "serveur", "solo"}
SHOWN = 3


def folder_modes(settings: Settings) -> dict[Path, int]:
    """Every folder that must exist before the Hub starts, parents first, with its mode."""
    return {
        settings.data: PASSAGE,
        settings.hub_folder: PRIVATE,
        settings.data / "cours": PRIVATE,
        settings.published: SHARED,
        settings.inbox: PRIVATE,
        settings.handovers: PRIVATE,
        settings.arrivals: PRIVATE,
        settings.data / "secours": PRIVATE,
        settings.homes: PASSAGE,
        settings.logs: PRIVATE,
        settings.learner_logs: PRIVATE,
        server_settings(settings): SHARED,
    }


def server_settings(settings: Settings) -> Path:
    """The Jupyter configuration of learners' servers: they read it and cannot change it."""
    return settings.data / "serveur"


def tmp_root(settings: Settings) -> Path:
    """The parent of learners' temporary folders; LookupError before `ensure_tmp_root`.

    What is written in a note proves nothing: after a power cut or a reboot, an empty one would
    name the current folder, and another may name somebody else's. Only ours is ever answered.
    """
    try:
        folder = Path(_tmp_note(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError) as absent:
        raise LookupError("the temporary folders are not prepared") from absent
    if not _is_ours(folder, settings):
        raise LookupError(f"{str(folder)!r} is not a temporary folder of this house")
    return folder


def learner_tmp(settings: Settings, number: int) -> Path:
    """The temporary folder of learner `number`.

    It is not in the data folder because Unix sockets lie in it, whose paths end at 107 bytes.
    """
    return tmp_root(settings) / str(number)


def ensure_tmp_root(settings: Settings) -> None:
    """Make that parent under a name nobody can guess, unless the last one is there.

    Servers that outlived a killed Hub still work in the last one. SettingsError where no
    temporary folder suits.
    """
    with suppress(LookupError):
        tmp_root(settings)
        return
    folder = Path(tempfile.mkdtemp(prefix=TMP_PREFIX, dir=temporary_parent()))
    folder.chmod(PASSAGE)
    write_whole(folder / TMP_MARK, str(settings.data))
    write_whole(_tmp_note(settings), str(folder))


@contextmanager
def tmp_root_held(settings: Settings) -> Iterator[None]:
    """Keep the temporary folders from the system's cleaner, which passes by what is locked: the
    house may stay open for weeks."""
    try:
        folder = os.open(tmp_root(settings), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except LookupError:
        yield
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def remove_tmp_root(settings: Settings) -> None:
    """Erase all temporary folders, once no server runs; what is not ours is left alone."""
    with suppress(LookupError):
        shutil.rmtree(tmp_root(settings), ignore_errors=True)


def remove_learner_tmp(settings: Settings, number: int) -> None:
    """Erase the temporary folder of one learner; nothing happens when there is none."""
    with suppress(LookupError):
        shutil.rmtree(learner_tmp(settings, number), ignore_errors=True)


def _tmp_note(settings: Settings) -> Path:
    return settings.hub_folder / "tmp_folder"


def _is_ours(folder: Path, settings: Settings) -> bool:
    """Whether this is the folder that `ensure_tmp_root` made for this house: its name, its
    owner, never a link, nothing of ours but the mark that we left in it."""
    named = folder.is_absolute() and folder.name.startswith(TMP_PREFIX)
    if not named or settings.data.is_relative_to(folder):
        return False
    try:
        found, mark = folder.lstat(), (folder / TMP_MARK).lstat()
        return (
            stat.S_ISDIR(found.st_mode)
            and stat.S_ISREG(mark.st_mode)
            and {found.st_uid, mark.st_uid} == {os.geteuid()}
            and (folder / TMP_MARK).read_text(encoding="utf-8") == str(settings.data)
        )
    except (OSError, ValueError):
        return False


def foreign(data: Path) -> list[str]:
    """What somebody else keeps in that folder, a few names; none where it is ours, or empty.

    Its modes are about to change: `/`, `/tmp` or somebody's own folder would not survive that.
    """
    try:
        found, sticky = sorted(os.listdir(data)), data.stat().st_mode & stat.S_ISVTX
    except OSError:  # making it will say what is wrong
        return []
    if not sticky and any(name in found for name in OURS):
        return []
    others = [name for name in found if not name.startswith(".") and name not in HARMLESS]
    return others[:SHOWN] or (["un dossier commun"] if sticky else [])


def ensure_folders(settings: Settings) -> None:
    """Make the data folder's tree; may be called twice. OSError where it cannot be written."""
    for folder, mode in folder_modes(settings).items():
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
        folder.chmod(mode)


def share(folder: Path) -> None:
    """Let everyone read what is under `folder`, whatever the umask it was made with."""
    for parent, folders, files in os.walk(folder):
        for name in folders:
            os.chmod(os.path.join(parent, name), SHARED)
        for name in files:
            path = os.path.join(parent, name)
            if not os.path.islink(path):
                os.chmod(path, 0o644)


def ensure_home(home: Path, uid: int | None) -> None:
    """A learner's home, closed to all others; `uid` None keeps it ours."""
    home.mkdir(mode=PRIVATE, exist_ok=True)
    home.chmod(PRIVATE)
    owner = os.geteuid() if uid is None else uid
    if home.stat().st_uid != owner:
        _give(home, owner)


def _give(home: Path, uid: int) -> None:
    # Only when a box changes from one account for all to one each, or back. `fwalk` and the
    # folder descriptors keep a planted link from taking us anywhere else.
    for _, folders, files, descriptor in os.fwalk(home, follow_symlinks=False):
        for name in (*folders, *files):
            os.chown(name, uid, uid, dir_fd=descriptor, follow_symlinks=False)
    os.chown(home, uid, uid, follow_symlinks=False)
