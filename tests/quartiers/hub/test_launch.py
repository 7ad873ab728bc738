"""Everything that is refused before the house opens, in French."""

from __future__ import annotations

import signal
import socket
import subprocess
import threading
from pathlib import Path
from threading import Event

import pytest

from quartiers.hub import known, launch, processes, supervision
from quartiers.hub.folders import ensure_tmp_root, remove_tmp_root
from quartiers.hub.ports import any_free_port
from quartiers.hub.sockets import ensure_sockets
from quartiers.kernels.containment import available
from quartiers.sessions import copies, open_store
from quartiers.settings import Settings, SettingsError
from quartiers.unix_http import socket_path


def test_a_port_taken_by_another_program_is_named_with_a_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"Le port {port} est déjà pris.*--port \d+"):
            launch.check_port(port, patience=0.3)


def test_a_port_that_a_killed_house_is_about_to_leave_is_waited_for() -> None:
    other = socket.create_server(("127.0.0.1", 0))
    leaving = threading.Timer(0.5, other.close)
    leaving.start()
    launch.check_port(other.getsockname()[1], patience=20)
    leaving.join()


def test_a_free_port_is_accepted() -> None:
    launch.check_port(any_free_port())


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("")
    with pytest.raises(SettingsError, match="--donnees"):
        launch.make_folders(Settings(data=tmp_path / "fichier" / "donnees"))


def test_somebody_elses_folder_is_never_made_ours(tmp_path: Path) -> None:
    """Its modes would change: `--donnees ~`, or `/`, would lock its owner out."""
    (tmp_path / "photos").mkdir()
    tmp_path.chmod(0o755)
    with pytest.raises(SettingsError, match=r"autre chose \(photos\).*--donnees .*/donnees"):
        launch.make_folders(Settings(data=tmp_path))
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_a_folder_that_many_share_is_never_made_ours(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    with pytest.raises(SettingsError, match="un dossier commun"):
        launch.make_folders(Settings(data=tmp_path))


@pytest.mark.parametrize("names", [(), ("lost+found",), ("pixel.db", "photos"), ("publie",)])
def test_a_folder_that_is_ours_new_or_a_disks_own_is_taken(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        (tmp_path / name).mkdir()
    launch.make_folders(Settings(data=tmp_path))
    assert (tmp_path / "hub").is_dir()


def test_what_has_to_be_put_right_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fichier").write_text("")
    assert launch.main(Settings(data=tmp_path / "fichier" / "donnees")) == 2
    said = capsys.readouterr().err
    assert "Je ne peux pas écrire" in said
    assert "(un fichier est à la place d'un dossier)" in said  # the system says it in English
    assert "Traceback" not in said


def test_a_map_of_lessons_that_cannot_be_read_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "courses").mkdir()
    (tmp_path / "courses" / "parcours.toml").write_text("[[")
    (tmp_path / "mdp").write_text("quatre mots bien longs")
    settings = Settings(
        data=tmp_path / "donnees", courses=tmp_path / "courses", port=any_free_port()
    )
    assert launch.main(settings, animator="samia", password_file=tmp_path / "mdp") == 2
    assert "parcours.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("Error: listen EADDRINUSE: address already in use", "occupe un port"),
        ("OSError: [Errno 28] No space left on device", "disque est plein"),
        ("sqlite3.OperationalError: database is locked", "base de données"),
        ("something else", "journal"),
    ],
)
def test_known_troubles_of_the_hub_are_explained(tmp_path: Path, log: str, sentence: str) -> None:
    settings = Settings(data=tmp_path)
    settings.logs.mkdir()
    launch.hub_log(settings).write_text(log)
    assert sentence in launch.explain(settings)
    assert str(launch.hub_log(settings)) in launch.explain(settings)


def test_a_hub_that_left_no_log_is_explained_too(tmp_path: Path) -> None:
    assert "journal" in launch.explain(Settings(data=tmp_path))


def test_the_room_is_awaited_at_its_own_socket_first(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, port=9501)
    settings.hub_folder.mkdir()
    ensure_tmp_root(settings)
    try:
        sockets = ensure_sockets(settings)
        hub, room, proxy = launch.pages_to_wait_for(settings)
    finally:
        remove_tmp_root(settings)
    assert (socket_path(hub), socket_path(room)) == (sockets.hub, sockets.room)
    assert hub.endswith("/hub/health")
    assert proxy == "http://127.0.0.1:9501/services/salle/"


class FallingHub:
    """A house whose Hub dies as often as `lives` says, then is closed by Ctrl-C."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lives: list[bool]) -> None:
        self.lives, self.waited = lives, list[float]()
        monkeypatch.setattr(launch, "stay_open", self.stay_open)

    def stay_open(self, _settings: Settings, _containment: object, closing: Event) -> bool:
        if not self.lives:
            closing.set()
            return True
        closing.wait = self.waited.append  # type: ignore[method-assign, assignment]
        return self.lives.pop(0)


def test_a_hub_that_keeps_dying_never_closes_a_house_that_was_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=tmp_path)
    settings.logs.mkdir()
    fallen = FallingHub(monkeypatch, [True, False, True, False, True, True])
    assert launch.run(settings, available()) == 0
    said = capsys.readouterr().out
    assert fallen.waited == [10, 20, 30]
    assert "Je le relance dans 10 secondes" in said
    assert str(launch.hub_log(settings)) in said
    assert "Tout le travail est gardé" in said


def test_a_hub_that_never_opened_is_explained_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path)
    settings.logs.mkdir()
    FallingHub(monkeypatch, [False, True])
    assert launch.run(settings, available()) == 1


def test_closing_keeps_a_copy_of_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data=tmp_path)
    settings.logs.mkdir()
    open_store(settings.store_url).close()
    FallingHub(monkeypatch, [])
    assert launch.run(settings, available()) == 0
    (kept,) = copies.listed(tmp_path / "pixel.db")
    assert kept.reason == "fermeture"


def test_a_house_whose_launcher_was_killed_is_left_the_time_to_close(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data=tmp_path)
    settings.hub_folder.mkdir()
    launch.let_the_former_close(settings)
    with subprocess.Popen(["sleep", "1"]) as former:
        known.write_note(settings.hub_folder / "proxy.pid", former.pid)
        launch.let_the_former_close(settings)
        assert processes.is_zombie(former.pid)
    launch.let_the_former_close(settings)
    assert capsys.readouterr().out.count("finit de se fermer") == 1


def test_a_former_proxy_that_stays_is_ended_and_an_innocent_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data=tmp_path)
    settings.hub_folder.mkdir()
    monkeypatch.setattr(supervision, "CLOSING_SECONDS", 0)
    with subprocess.Popen(["sleep", "60"]) as former, subprocess.Popen(["sleep", "60"]) as other:
        (settings.hub_folder / "proxy.pid").write_text(f'[{other.pid}, "another-boot:1"]')
        launch.let_the_former_close(settings)
        known.write_note(settings.hub_folder / "proxy.pid", former.pid)
        launch.let_the_former_close(settings)
        assert former.wait(10) == -signal.SIGTERM
        assert other.poll() is None
        other.kill()
