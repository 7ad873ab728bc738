"""The two big answers that every learner's page asks for, written once before the servers fork.

JupyterLab's settings (95 schemas, read and checked against a grammar at each request) and its
French words are the same for everybody who has changed nothing: a third of a server's work.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_core.paths import jupyter_path
from jupyterlab.commands import get_app_dir
from jupyterlab_server import settings_handler, settings_utils, translations_handler
from jupyterlab_server.translation_utils import (
    DEFAULT_LOCALE,
    SYS_LOCALE,
    get_language_pack,
    is_valid_locale,
    translator,
)

from quartiers.lab.config import LAB_SETTINGS, LABEXTENSIONS

LANGUAGE = "fr_FR"


@dataclass(frozen=True)
class Source:
    """What the answer about settings depends on, apart from the learner's own settings."""

    app_settings: str
    schemas: str
    extensions: tuple[str, ...]
    overrides: dict[str, Any]
    locale: str


def prepare() -> None:
    """Write both answers and have JupyterLab's handlers give them; may be called twice."""
    source = our_source()
    give_settings(source, settings_answer(source))
    give_words(words_answer(LANGUAGE))


def our_source() -> Source:
    """That of a learner's server of this installation."""
    folders = [str(LABEXTENSIONS), *jupyter_path("labextensions")]
    overrides, _ = settings_utils._get_overrides(str(LAB_SETTINGS))
    return Source(
        str(LAB_SETTINGS),
        str(Path(get_app_dir()) / "schemas"),
        existing(folders),
        overrides,
        SYS_LOCALE if is_valid_locale(SYS_LOCALE) else DEFAULT_LOCALE,
    )


def existing(folders: Sequence[str]) -> tuple[str, ...]:
    """Those that hold something: a learner's own folder of extensions is not there."""
    return tuple(folder for folder in folders if os.path.isdir(folder))


def settings_answer(source: Source) -> Answer:
    """What `lab/api/settings` answers to somebody who has changed nothing."""
    translator.set_locale(source.locale)
    found, _ = settings_utils.get_settings(
        source.app_settings,
        source.schemas,
        os.devnull,
        overrides=source.overrides,
        labextensions_path=list(source.extensions),
        translator=translator.translate_schema,
    )
    return Answer(json.dumps(found).encode())


def words_answer(locale: str) -> Answer | None:
    """What `lab/api/translations/<locale>` answers; None when the pack is not installed."""
    words, message = get_language_pack(locale)
    return Answer(json.dumps({"data": words, "message": message}).encode()) if words else None


class Answer:
    """A JSON text, whole and compressed."""

    def __init__(self, text: bytes) -> None:
        """Compress it, once."""
        self.text = text
        self.gzipped = gzip.compress(text, 6)

    def send(self, handler: Any) -> None:
        """Finish a request with it; compressed where the browser reads that."""
        handler.set_header("Vary", "Accept-Encoding")
        if "gzip" in handler.request.headers.get("Accept-Encoding", ""):
            handler.set_header("Content-Encoding", "gzip")
            handler.finish(self.gzipped)
        else:
            handler.finish(self.text)


def give_settings(source: Source, answer: Answer) -> None:
    """Have the handler of settings give `answer` where it is right."""
    kind: Any = settings_handler.SettingsHandler
    former = _original(kind.get)

    def get(handler: Any, schema_name: str = "") -> Any:
        plain = not schema_name and not handler.request.query
        if plain and handler.current_user and is_untouched(handler.settings_dir):
            locale = handler.get_current_locale()
            if source == source_of(handler, locale):
                translator.set_locale(locale)
                return answer.send(handler)
        return former(handler, schema_name)

    kind.get = _instead_of(former, get)


def source_of(handler: Any, locale: str) -> Source:
    """What a handler would read."""
    folders = existing(handler.labextensions_path)
    return Source(handler.app_settings_dir, handler.schemas_dir, folders, handler.overrides, locale)


def is_untouched(folder: str) -> bool:
    """Whether a learner has no settings of her own there."""
    return next(Path(folder).rglob("*.jupyterlab-settings"), None) is None


def give_words(answer: Answer | None) -> None:
    """Have the handler of translations give `answer` for our language."""
    kind: Any = translations_handler.TranslationsHandler
    former = _original(kind.get)

    async def get(handler: Any, locale: str | None = None) -> None:
        if locale == LANGUAGE and answer and handler.current_user:
            translator.set_locale(LANGUAGE)
            answer.send(handler)
        else:
            await former(handler, locale)

    kind.get = _instead_of(former, get)


def _instead_of(former: Callable[..., Any], ours: Callable[..., Any]) -> Callable[..., Any]:
    # Jupyter Server refuses handlers that do not look authenticated: `former` still decides for
    # whoever has no name, and ours answers nobody else.
    ours.__dict__.update(former.__dict__ | {"former": former})
    return ours


def _original(method: Callable[..., Any]) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(method, "former", method)
    return found
