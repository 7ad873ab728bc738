"""Learners: a pseudonym, a secret of three pictures, and nothing else about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, case, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from quartiers.sessions.codes import new_learner_id
from quartiers.sessions.engine import Database
from quartiers.sessions.hashing import PICTURES as COST
from quartiers.sessions.hashing import hash_secret, hash_token, verify_hash
from quartiers.sessions.model import (
    MOST_SECRET_TRIES_EVERYWHERE,
    AlreadyTaken,
    Learner,
    StoreError,
)
from quartiers.sessions.pictures import is_secret, secret_text
from quartiers.sessions.pseudonyms import is_offered
from quartiers.sessions.tables import erasures, learners, memberships


class Learners:
    """Create, find and recognise learners."""

    def __init__(self, database: Database, new_id: Callable[[], str] = new_learner_id) -> None:
        """Work on `database`; `new_id` gives random Hub user names."""
        self._database = database
        self._new_id = new_id

    def create(
        self,
        pseudo: str,
        centre: str,
        pictures: Sequence[str] | None = None,
        now: datetime | None = None,
    ) -> Learner:
        """A new learner; `pictures` None leaves the secret to choose later.

        StoreError when the pseudonym is not one of ours, AlreadyTaken when the centre has it.
        """
        if not is_offered(pseudo):
            raise StoreError(
                f"Le pseudo « {pseudo[:40]} » n'est pas dans la liste. Un pseudo est un animal "
                "et une couleur. Proposez par exemple « Renard turquoise »."
            )
        values = {
            "pseudo": pseudo,
            "pseudo_key": pseudo.casefold(),
            "centre": centre,
            "secret": None if pictures is None else _hash_pictures(pictures),
            "created_at": now or datetime.now(UTC),
        }
        while True:
            try:
                return self._insert(values)
            except IntegrityError:
                if pseudo in self.pseudos(centre):
                    raise AlreadyTaken(
                        f"Le pseudo « {pseudo} » est déjà pris. Chacun a le sien. "
                        "Choisis une autre idée."
                    ) from None

    def get(self, learner_id: str) -> Learner | None:
        """The learner of this Hub user name."""
        return next(iter(self._many(learners.c.id == learner_id)), None)

    def get_many(self, learner_ids: Sequence[str]) -> list[Learner]:
        """The learners of these Hub user names, by pseudonym."""
        return self._many(learners.c.id.in_(learner_ids))

    def everybody(self) -> list[Learner]:
        """All learners, by pseudonym."""
        return self._many(learners.c.number > 0)

    def of_centre(self, centre: str) -> list[Learner]:
        """The learners of a centre, by pseudonym."""
        return self._many(learners.c.centre == centre)

    def of_group(self, group_id: int) -> list[Learner]:
        """The learners of a group, by pseudonym."""
        inside = select(memberships.c.learner_id).where(memberships.c.group_id == group_id)
        return self._many(learners.c.id.in_(inside))

    def pseudos(self, centre: str) -> set[str]:
        """The pseudonyms already taken in a centre, or not quite free yet: being erased."""
        query = union(
            *(
                select(table.c.pseudo).where(table.c.centre == centre)
                for table in (learners, erasures)
            )
        )
        with self._database.read() as connection:
            return set(connection.execute(query).scalars())

    def verify_secret(self, learner_id: str, pictures: Sequence[str], mine: int = 1) -> bool:
        """Whether these are the learner's pictures, in order; counts the tries.

        A try is counted before it is judged, so that tries made at the same time all count. The
        right secret makes `mine` of them good (this one, and those just made at the same place),
        and one more: what others tried elsewhere stays counted.
        Always False for an unknown learner, one without secret, and after 15 wrong tries.
        """
        me = learners.c.id == learner_id
        may_try = me & learners.c.secret.is_not(None)
        may_try &= learners.c.wrong_tries < MOST_SECRET_TRIES_EVERYWHERE
        count = update(learners).where(may_try).values(wrong_tries=learners.c.wrong_tries + 1)
        with self._database.write() as connection:
            stored = connection.execute(count.returning(learners.c.secret)).scalar_one_or_none()
        good = verify_hash(secret_text(pictures), stored or _nobody())
        if stored is None or not good:
            return False
        with self._database.write() as connection:
            left = learners.c.wrong_tries - mine - 1
            change = update(learners).where(me).values(wrong_tries=case((left > 0, left), else_=0))
            connection.execute(change)
        return True

    def secret_mark(self, learner_id: str) -> str:
        """A short mark of the secret as it is now, which another secret does not have; "": none."""
        mine = select(learners.c.secret).where(learners.c.id == learner_id)
        with self._database.read() as connection:
            stored = connection.execute(mine).scalar()
        return hash_token(stored)[:16] if stored else ""

    def choose_secret(self, learner_id: str, pictures: Sequence[str]) -> bool:
        """Set the secret of a learner who has none; False when there is one already."""
        free = (learners.c.id == learner_id) & learners.c.secret.is_(None)
        hashed = _hash_pictures(pictures)
        with self._database.write() as connection:
            change = update(learners).where(free).values(secret=hashed, wrong_tries=0)
            return connection.execute(change).rowcount == 1

    def reset_secret(self, learner_id: str) -> None:
        """An animator's help: the learner chooses three new pictures at the next entry."""
        mine = learners.c.id == learner_id
        with self._database.write() as connection:
            connection.execute(update(learners).where(mine).values(secret=None, wrong_tries=0))

    def _insert(self, values: Mapping[str, Any]) -> Learner:
        """The learner just written, read back: SQLite 3.40 may answer `IS NULL` wrongly in the
        RETURNING of the insert itself."""
        new = insert(learners).values(id=self._new_id(), wrong_tries=0, **values)
        with self._database.write() as connection:
            number = connection.execute(new.returning(learners.c.number)).scalar_one()
            mine = select(*learner_columns()).where(learners.c.number == number)
            return learner_of(connection.execute(mine).one())

    def _many(self, condition: ColumnElement[bool]) -> list[Learner]:
        query = select(*learner_columns()).where(condition).order_by(learners.c.pseudo)
        with self._database.read() as connection:
            return [learner_of(row) for row in connection.execute(query)]


def learner_columns() -> list[ColumnElement[Any]]:
    """The columns that `learner_of` reads: the hash itself never leaves this file."""
    has_secret = case((learners.c.secret.is_(None), 0), else_=1).label("has_secret")
    names = ("id", "number", "pseudo", "centre", "created_at", "wrong_tries")
    return [*(learners.c[name] for name in names), has_secret]


def learner_of(row: Row[Any]) -> Learner:
    """The learner of a row selected with `learner_columns`."""
    return Learner(
        row.id,
        row.number,
        row.pseudo,
        row.centre,
        row.created_at,
        bool(row.has_secret),
        row.wrong_tries,
    )


def _hash_pictures(pictures: Sequence[str]) -> str:
    if not is_secret(pictures):
        raise StoreError(
            f"Ce secret a {len(pictures)} images. Il en faut trois, toutes différentes. "
            "Choisis-les dans la grille."
        )
    return hash_secret(secret_text(pictures), COST)


@cache
def _nobody() -> str:
    """A hash that no pictures open, to spend the same time on unknown learners."""
    return hash_secret("", COST)
