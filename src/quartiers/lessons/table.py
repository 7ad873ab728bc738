"""A TOML table read field by field, with French refusals that name the file and the field."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from quartiers.lessons.problems import unusable

T = TypeVar("T")

FRENCH_TYPES = {
    str: "un texte entre guillemets",
    int: "un nombre entier",
    list: "une liste entre crochets [ ]",
    dict: "une table",
    date: "une date comme 2026-11-01",
}


class Table:
    """One TOML table, its file, and the path that leads to it (`exercices[2]`)."""

    def __init__(self, values: Mapping[str, Any], file: Path, place: str = "") -> None:
        """Keep what is needed to name a field in a refusal."""
        self.values = values
        self.file = file
        self.place = place

    def text(self, field: str, default: str | None = None) -> str:
        """A text; compulsory when there is no default."""
        return self._get(field, str, default).strip()

    def code(self, field: str) -> str:
        """A piece of code: a compulsory text kept as written, without its outer line breaks."""
        return self._get(field, str, None).strip("\n")

    def whole(self, field: str) -> int:
        """A compulsory whole number."""
        return self._get(field, int, None)

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        items = self._get(field, list, [])
        for item in items:
            if not isinstance(item, str):
                raise self._refuse(field, f"contient {item!r}.", "Chaque élément est un texte.")
        return tuple(items)

    def day(self, field: str) -> date | None:
        """A date, or None when absent."""
        return self._get(field, date, None) if field in self.values else None

    def table(self, field: str) -> Table:
        """A table, empty when absent."""
        return Table(self._get(field, dict, {}), self.file, self._name(field))

    def tables(self, field: str) -> list[Table]:
        """An array of tables, empty when absent."""
        items = self._get(field, list, [])
        for item in items:
            if not isinstance(item, dict):
                raise self._refuse(field, f"contient {item!r}.", "On attend des tables.")
        return [
            Table(item, self.file, f"{self._name(field)}[{rank}]")
            for rank, item in enumerate(items, start=1)
        ]

    def only(self, *fields: str) -> None:
        """Refuse a field of another name: most often a typing slip."""
        for field in self.values:
            if field not in fields:
                raise unusable(
                    self.file,
                    f"le champ « {self._name(field)} » est inconnu.",
                    f"Champs possibles : {', '.join(fields)}.",
                    "Corrigez le nom ou retirez la ligne.",
                )

    def _get(self, field: str, kind: type[T], default: T | None) -> T:
        value = self.values.get(field, default)
        if value is None:
            raise self._refuse(field, "manque.", f"Il faut {FRENCH_TYPES[kind]}.")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self._refuse(field, f"vaut {value!r}.", f"Il faut {FRENCH_TYPES[kind]}.")
        return value

    def _refuse(self, field: str, seen: str, allowed: str) -> Exception:
        return unusable(
            self.file,
            f"le champ « {self._name(field)} » {seen}",
            allowed,
            "Complétez ce champ puis relancez ./pixel lecons verifier.",
        )

    def _name(self, field: str) -> str:
        return f"{self.place}.{field}" if self.place else field


@lru_cache(maxsize=256)
def _parsed(file: Path, *_version: int) -> dict[str, Any]:
    """The file's content, read again when it changes: never modified."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read_table(file: Path) -> Table:
    """Read a TOML file; a missing or unreadable one is a French `LessonError`."""
    try:
        status = file.stat()
        return Table(_parsed(file, status.st_mtime_ns, status.st_size, status.st_ino), file)
    except FileNotFoundError:
        raise unusable(
            file,
            "ce fichier n'existe pas.",
            "Chaque leçon a les siens.",
            "Créez-le, ou retirez la leçon de courses/parcours.toml.",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise unusable(
            file,
            f"ce fichier ne se lit pas ({problem}).",
            "C'est du TOML : un nom, le signe =, une valeur.",
            "Regardez la ligne indiquée : un guillemet ou un crochet y manque souvent.",
        ) from None
