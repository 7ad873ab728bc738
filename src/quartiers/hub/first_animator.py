"""The first account: asked for once, given by a file in scripts, never a default one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path

from quartiers.sessions import AlreadyTaken, Store, StoreError
from quartiers.settings import SettingsError

Ask = Callable[[str], str]
WELCOME = (
    "C'est la première ouverture : créons le compte du premier animateur.\n"
    "Choisissez un mot de passe d'au moins 10 caractères, par exemple quatre mots."
)
NOBODY_TO_ASK = (
    "Il n'y a encore aucun animateur, et je ne peux poser de question ici. "
    "Donnez --animateur NOM et --mot-de-passe-fichier FICHIER."
)


def ensure_animator(
    store: Store,
    login: str | None,
    password_file: Path | None,
    *,
    interactive: bool | None = None,
    ask: Ask = input,
    ask_secret: Ask = getpass,
) -> None:
    """See to it that an animator can log in; nothing happens when there is one already.

    A login with a password file is created whatever accounts exist, unless it exists itself.
    Raises SettingsError or StoreError, in French.
    """
    if login and password_file:
        _create_from_file(store, login, password_file)
    elif store.animators.count() == 0:
        if not (sys.stdin.isatty() if interactive is None else interactive):
            raise SettingsError(NOBODY_TO_ASK)
        print(WELCOME)
        _ask_until_created(store, login, ask, ask_secret)


def read_password(file: Path) -> str:
    """The first line of the file."""
    try:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as reason:
        raise SettingsError(
            f"Je ne peux pas lire le mot de passe dans {file}. "
            "Il me faut un fichier de texte d'une ligne. Vérifiez son chemin et ses droits."
        ) from reason


def _create_from_file(store: Store, login: str, file: Path) -> None:
    if store.animators.by_login(login) is None:
        store.animators.create(login, read_password(file))


def _ask_until_created(store: Store, login: str | None, ask: Ask, ask_secret: Ask) -> None:
    while True:
        name = login or ask("Identifiant (par exemple votre prénom) : ")
        password = ask_secret("Mot de passe (rien ne s'affiche, c'est normal) : ")
        if ask_secret("Le même, encore une fois : ") != password:
            print("Les deux mots de passe sont différents. Recommençons.")
            continue
        try:
            store.animators.create(name, password)
        except AlreadyTaken:
            raise
        except StoreError as reason:
            print(reason)
        else:
            print(f"Le compte « {name.strip().lower()} » est prêt.")
            return
