"""What our exchange verbs share: where things are, and who is speaking."""

from __future__ import annotations

import json
import os
from pathlib import Path

from nbgrader.exchange.abc import Exchange as AbstractExchange

from quartiers.grading.names import UnsafeName, safe_name
from quartiers.lessons.model import Track
from quartiers.lessons.read import read_courses
from quartiers.sessions import Store, StoreError, open_store
from quartiers.settings import Settings


class Exchange(AbstractExchange):
    """An nbgrader exchange without a shared writable folder.

    On the learner's side only the environment given by the Hub is used (`QUARTIERS_PUBLISHED`,
    `QUARTIERS_ROOM_URL`, `JUPYTERHUB_API_TOKEN`); on the trusted side, the settings.
    """

    def init_src(self) -> None:
        """Nothing to find by default."""

    def init_dest(self) -> None:
        """Nowhere to prepare by default."""

    @property
    def track(self) -> str:
        """The nbgrader course: one track of the programme."""
        if not self.coursedir.course_id:
            self.fail("Quel parcours ? Un parcours est nécessaire. Ajoutez --course=programmation.")
        return self._safe(self.coursedir.course_id)

    @property
    def assignment(self) -> str:
        """The lesson's folder name."""
        return self._safe(self.coursedir.assignment_id)

    @property
    def settings(self) -> Settings:
        """The trusted side's settings, from the environment."""
        return Settings.from_env()

    @property
    def published(self) -> Path:
        """The folder of published lessons, the same for a learner and on the trusted side."""
        return Path(os.environ.get("QUARTIERS_PUBLISHED") or self.settings.published)

    @property
    def work_folder(self) -> Path:
        """The learner's own copy of the lesson: `<assignment_dir>/<track>/<assignment>`."""
        return Path(self.assignment_dir).resolve() / self.track / self.assignment

    def room(self) -> tuple[str, str]:
        """The room's address and the Hub token of the person this process works for."""
        url, token = os.environ.get("QUARTIERS_ROOM_URL"), os.environ.get("JUPYTERHUB_API_TOKEN")
        if not url or not token:
            self.fail(
                "La salle n'est pas connue ici. Rendre et lire un retour se font depuis le serveur "
                "d'un jeune. Ouvrez la leçon depuis « Mes leçons »."
            )
        return str(url), str(token)

    def lesson_code(self) -> str:
        """The lesson's code (P01), read from its published `lecon.json`."""
        path = self.published / self.track / self.assignment / "lecon.json"
        try:
            return str(json.loads(path.read_text(encoding="utf-8"))["code"])
        except (OSError, ValueError, KeyError):
            self.fail(
                f"La leçon {self.track}/{self.assignment} n'est pas publiée. "
                "Une leçon publiée a un fichier lecon.json. Lancez ./pixel lecons construire."
            )
            raise

    def _safe(self, name: str) -> str:
        try:
            return safe_name(name)
        except UnsafeName:
            self.fail(
                f"« {name} » n'est pas un nom de parcours, de leçon ou de jeune. Un tel nom a des "
                "lettres sans accent, des chiffres, - et _. Exemple : --course=programmation."
            )
            raise

    def open_store(self) -> Store:
        """The sessions store; a French sentence when it cannot be opened."""
        try:
            return open_store(self.settings.store_url)
        except StoreError as reason:
            self.fail(str(reason))
            raise

    def known_track(self) -> Track:
        """The course asked for, as the map has it; a French sentence when it has none."""
        try:
            return read_courses(self.settings.courses).track(self.track)
        except KeyError as unknown:
            self.fail(f"{unknown.args[0]} Exemple : --course=programmation.")
            raise
