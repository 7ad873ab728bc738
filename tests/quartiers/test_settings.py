"""Settings travel through the environment and refuse what cannot work."""

from pathlib import Path

import pytest

from quartiers.settings import Settings, SettingsError


def test_settings_come_back_from_the_environment_as_they_went(tmp_path):
    settings = Settings(
        data=tmp_path, centre="Alma", port=8123, uid_base=300_000, share=80, reserve=90
    )
    assert Settings.from_env(settings.to_env()) == settings


def test_an_empty_environment_gives_the_defaults():
    assert Settings.from_env({}) == Settings()


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_does_not_exist_is_refused_with_what_is_allowed(port):
    with pytest.raises(SettingsError, match=f"Le port {port} n'existe pas. Un port va de 1 à"):
        Settings(port=port)


def test_the_store_is_sqlite_in_the_data_folder_unless_told_otherwise(tmp_path):
    assert Settings(data=tmp_path).store_url == f"sqlite:///{tmp_path}/pixel.db"
    assert Settings(database_url="postgresql://x/y").store_url == "postgresql://x/y"


def test_a_relative_data_folder_is_made_absolute():
    assert Settings(data=Path("ici")).data.is_absolute()


@pytest.mark.parametrize("name", ["share", "reserve"])
def test_a_share_too_small_to_work_is_refused_with_what_is_allowed(name):
    with pytest.raises(SettingsError, match=r"3 Mo est trop petite.*au moins 20"):
        Settings(**{name: 3})
