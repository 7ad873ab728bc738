"""The platform's names and defaults, checked once and passed on through the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HIGHEST_PORT = 65535
SMALLEST_SHARE = 20  # MB: one film and its versions


class SettingsError(ValueError):
    """A setting outside its range; the message is a French sentence for an adult."""


def check_port(port: int) -> None:
    """Refuse a port that no machine has; SettingsError."""
    if not 1 <= port <= HIGHEST_PORT:
        raise SettingsError(
            f"Le port {port} n'existe pas. Un port va de 1 à {HIGHEST_PORT}. Essayez --port 8000."
        )


@dataclass(frozen=True)
class Settings:
    """All that the parts of the platform must agree upon.

    `data` is the only folder the platform writes to; `port` is the one the browsers use;
    `uid_base` is the Unix uid of learner number 0 on a box run as root (a range kept clear of
    Debian's own, which end at 60000); `database_url` empty means SQLite inside `data`. `share` is
    what one learner may hold on the disk, `reserve` what learners leave to the house, in MB.
    """

    data: Path = field(default_factory=lambda: REPOSITORY / "donnees")
    courses: Path = field(default_factory=lambda: REPOSITORY / "courses")
    centre: str = ""
    port: int = 8000
    database_url: str = ""
    uid_base: int = 200_000
    share: int = 500
    reserve: int = 500

    def __post_init__(self) -> None:
        """Refuse what cannot work, before any process is started."""
        check_port(self.port)
        for name, value in (("part", self.share), ("réserve", self.reserve)):
            if value < SMALLEST_SHARE:
                raise SettingsError(
                    f"Une {name} de {value} Mo est trop petite pour travailler. "
                    f"Il en faut au moins {SMALLEST_SHARE}. Essayez 500."
                )
        object.__setattr__(self, "data", Path(self.data).resolve())
        object.__setattr__(self, "courses", Path(self.courses).resolve())

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the sessions store."""
        return self.database_url or f"sqlite:///{self.data / 'pixel.db'}"

    @property
    def hub_folder(self) -> Path:
        """Where the Hub keeps its database, its secrets and its pid files."""
        return self.data / "hub"

    @property
    def hub_database(self) -> Path:
        """The Hub's own accounts and tokens."""
        return self.hub_folder / "jupyterhub.sqlite"

    @property
    def published(self) -> Path:
        """The released lessons, the only course files a learner may read."""
        return self.data / "publie"

    @property
    def homes(self) -> Path:
        """The parent of all learners' homes."""
        return self.data / "jeunes"

    @property
    def inbox(self) -> Path:
        """What learners handed in, byte for byte, one folder a submission."""
        return self.data / "boite"

    @property
    def arrivals(self) -> Path:
        """Where what is being sent waits, in files without name: it always looks empty."""
        return self.data / "arrivees"

    @property
    def handovers(self) -> Path:
        """What two learners made at one computer, on its way to the home of the second."""
        return self.data / "a_deux"

    @property
    def logs(self) -> Path:
        """The logs of the Hub, the room and the grader."""
        return self.data / "journaux"

    @property
    def learner_logs(self) -> Path:
        """One log for each learner's server."""
        return self.logs / "jeunes"

    def learner_log(self, learner_id: str) -> Path:
        """What the server of one learner says, since its last start."""
        return self.learner_logs / f"{learner_id}.log"

    def course_folder(self, track: str) -> Path:
        """The nbgrader course (release, submitted, autograded, feedback, gradebook) of a track."""
        return self.data / "cours" / track

    def home(self, learner_id: str) -> Path:
        """The home of one learner."""
        return self.homes / learner_id

    def to_env(self) -> dict[str, str]:
        """The settings as environment variables, for the processes the Hub launches."""
        return {
            "QUARTIERS_DATA": str(self.data),
            "QUARTIERS_COURSES": str(self.courses),
            "QUARTIERS_CENTRE": self.centre,
            "QUARTIERS_PORT": str(self.port),
            "QUARTIERS_DATABASE_URL": self.database_url,
            "QUARTIERS_UID_BASE": str(self.uid_base),
            "QUARTIERS_SHARE_MB": str(self.share),
            "QUARTIERS_RESERVE_MB": str(self.reserve),
        }

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read back what `to_env` wrote; what is absent keeps its default."""
        default = cls()
        return cls(
            data=Path(environ.get("QUARTIERS_DATA") or default.data),
            courses=Path(environ.get("QUARTIERS_COURSES") or default.courses),
            centre=environ.get("QUARTIERS_CENTRE", default.centre),
            port=_whole(environ, "QUARTIERS_PORT", default.port),
            database_url=environ.get("QUARTIERS_DATABASE_URL", default.database_url),
            uid_base=_whole(environ, "QUARTIERS_UID_BASE", default.uid_base),
            share=_whole(environ, "QUARTIERS_SHARE_MB", default.share),
            reserve=_whole(environ, "QUARTIERS_RESERVE_MB", default.reserve),
        )


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    """A variable as a whole number."""
    said = environ.get(name) or str(default)
    try:
        return int(said)
    except ValueError:
        raise SettingsError(
            f"La variable {name} vaut « {said} ». Il faut un nombre entier. "
            f"Essayez {name}={default}, ou enlevez-la."
        ) from None
