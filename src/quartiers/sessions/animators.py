"""The animators' accounts: a login and a password, never a default one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from quartiers.sessions.engine import Database
from quartiers.sessions.hashing import PASSWORD, hash_secret, verify_hash
from quartiers.sessions.model import AlreadyTaken, Animator, StoreError
from quartiers.sessions.tables import animators

LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


class Animators:
    """Create, find and recognise animators."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def create(self, login: str, password: str, now: datetime | None = None) -> Animator:
        """A new animator; StoreError for a login or password outside the rules."""
        now = now or datetime.now(UTC)
        values = {
            "login": check_login(login),
            "password": _hash_password(password),
            "created_at": now,
        }
        try:
            with self._database.write() as connection:
                key = connection.execute(insert(animators).values(values)).inserted_primary_key
        except IntegrityError:
            raise AlreadyTaken(
                f"L'identifiant « {values['login']} » est déjà pris. "
                "Chaque personne a le sien. Ajoutez par exemple votre initiale."
            ) from None
        return Animator(int(key[0]) if key else 0, str(values["login"]), now)

    def verify(self, login: str, password: str) -> Animator | None:
        """The animator, or None; an unknown login takes as long as a wrong password."""
        with self._database.read() as connection:
            query = select(animators).where(animators.c.login == tidy_login(login))
            row = connection.execute(query).one_or_none()
        stored = _nobody() if row is None else row.password
        good = verify_hash(password[: LONGEST_PASSWORD + 1], stored)
        return _animator(row) if row is not None and good else None

    def change_password(self, animator_id: int, password: str) -> None:
        """Give an animator another password; StoreError when it is too short or too long."""
        change = update(animators).where(animators.c.id == animator_id)
        hashed = _hash_password(password)
        with self._database.write() as connection:
            connection.execute(change.values(password=hashed))

    def remove(self, animator_id: int) -> None:
        """Close an account for good; séances and words stay. StoreError for the last one."""
        with self._database.write() as connection:
            others = select(func.count()).where(animators.c.id != animator_id)
            if not connection.execute(others).scalar_one():
                raise StoreError(
                    "C'est le dernier compte. Il en faut un pour ouvrir une séance. "
                    "Ajoutez d'abord quelqu'un."
                )
            connection.execute(delete(animators).where(animators.c.id == animator_id))

    def get(self, animator_id: int) -> Animator | None:
        """The animator of this number."""
        return self._one(animators.c.id == animator_id)

    def by_login(self, login: str) -> Animator | None:
        """The animator of this login."""
        return self._one(animators.c.login == tidy_login(login))

    def all(self) -> list[Animator]:
        """Every animator, by login."""
        with self._database.read() as connection:
            rows = connection.execute(select(animators).order_by(animators.c.login))
            return [_animator(row) for row in rows]

    def count(self) -> int:
        """How many animators there are: 0 on a new machine."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(animators)).scalar_one()

    def _one(self, condition: object) -> Animator | None:
        with self._database.read() as connection:
            row = connection.execute(select(animators).where(condition)).one_or_none()  # type: ignore[arg-type]
        return None if row is None else _animator(row)


def tidy_login(login: str) -> str:
    """A login as it is kept: lower case, without spaces around."""
    return login.strip().lower()


def check_login(login: str) -> str:
    """The tidy login; StoreError when it cannot be a Hub user name."""
    tidy = tidy_login(login)
    if not LOGIN.fullmatch(tidy):
        raise StoreError(
            f"L'identifiant « {tidy[:40]} » ne convient pas. Prenez de 1 à 32 lettres "
            "sans accent, chiffres ou tirets. Exemple : samia."
        )
    return tidy


def _hash_password(password: str) -> str:
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise StoreError(
            f"Ce mot de passe a {len(password)} caractères. Il en faut de {SHORTEST_PASSWORD} à "
            f"{LONGEST_PASSWORD}. Essayez une suite de quatre mots."
        )
    return hash_secret(password, PASSWORD)


@cache
def _nobody() -> str:
    """A hash that no password opens, to spend the same time on unknown logins."""
    return hash_secret("", PASSWORD)


def _animator(row: Row[tuple[object, ...]]) -> Animator:
    return Animator(row.id, row.login, row.created_at)
