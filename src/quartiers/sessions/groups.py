"""Groups of learners; a learner may belong to several, an animator to none."""

from __future__ import annotations

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from quartiers.sessions.engine import Database, insert_once
from quartiers.sessions.model import Group, StoreError
from quartiers.sessions.tables import groups, memberships

LONGEST_NAME = 60


class Groups:
    """Create groups and put learners into them."""

    def __init__(self, database: Database) -> None:
        """Work on `database`."""
        self._database = database

    def ensure(self, centre: str, name: str) -> Group:
        """The group of this name in this centre, created when new."""
        tidy = " ".join(name.split())
        if not 1 <= len(tidy) <= LONGEST_NAME:
            raise StoreError(
                f"Ce nom de groupe a {len(tidy)} caractères. Il en faut de 1 à {LONGEST_NAME}. "
                "Essayez par exemple « Mercredi après-midi »."
            )
        mine = (groups.c.centre == centre) & (groups.c.name == tidy)
        try:
            with self._database.write() as connection:
                row = connection.execute(select(groups.c.id).where(mine)).one_or_none()
                if row is None:
                    new = insert(groups).values(centre=centre, name=tidy).returning(groups.c.id)
                    row = connection.execute(new).one()
        except IntegrityError:  # another process created it between the two
            return self.ensure(centre, name)
        return Group(row.id, centre, tidy)

    def get(self, group_id: int) -> Group | None:
        """The group of this number."""
        with self._database.read() as connection:
            row = connection.execute(select(groups).where(groups.c.id == group_id)).one_or_none()
        return None if row is None else Group(row.id, row.centre, row.name)

    def of_centre(self, centre: str) -> list[Group]:
        """The groups of a centre, by name."""
        query = select(groups).where(groups.c.centre == centre).order_by(groups.c.name)
        with self._database.read() as connection:
            return [Group(row.id, row.centre, row.name) for row in connection.execute(query)]

    def add(self, group_id: int, learner_id: str) -> None:
        """Put a learner into a group; may be called twice."""
        with self._database.write() as connection:
            row = {"group_id": group_id, "learner_id": learner_id}
            insert_once(connection, memberships, row)
