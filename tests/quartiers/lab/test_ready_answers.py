"""The answers written ahead are the very ones that JupyterLab would give."""

from __future__ import annotations

import asyncio
import gzip
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jupyterlab_server import settings_handler, settings_utils, translations_handler
from jupyterlab_server.translation_utils import get_language_pack

from quartiers.lab import ready_answers
from quartiers.lab.ready_answers import Answer, Source


class Visitor(SimpleNamespace):
    """What the answers read of a handler."""

    def get_current_locale(self) -> str:
        return str(self.locale)

    def set_header(self, name: str, value: str) -> None:
        self.headers[name] = value

    def finish(self, body: bytes) -> None:
        self.body = body


def visitor(source: Source, settings: Path, **more: Any) -> Visitor:
    request = SimpleNamespace(query="", headers=more.pop("asked", {}))
    facts = {
        "app_settings_dir": source.app_settings,
        "schemas_dir": source.schemas,
        "labextensions_path": [*source.extensions, str(settings / "absent")],
        "overrides": source.overrides,
        "locale": source.locale,
        "settings_dir": str(settings),
        "current_user": "samia",
    }
    return Visitor(**(facts | more), request=request, headers={}, body=b"")


@pytest.fixture
def source() -> Source:
    return ready_answers.our_source()


@pytest.fixture
def stock(monkeypatch: pytest.MonkeyPatch) -> Any:
    def get(self: Any, schema_name: str = "") -> None:
        self.finish(b"stock")

    monkeypatch.setattr(settings_handler.SettingsHandler, "get", get)
    return settings_handler.SettingsHandler


def test_the_settings_are_those_of_jupyterlab(source: Source, tmp_path: Path) -> None:
    found, _ = settings_utils.get_settings(
        source.app_settings,
        source.schemas,
        str(tmp_path),
        overrides=source.overrides,
        labextensions_path=list(source.extensions),
    )
    ready = json.loads(ready_answers.settings_answer(source).text)
    names = [setting["id"] for setting in found["settings"]]
    assert [setting["id"] for setting in ready["settings"]] == names
    assert len(names) > 50
    assert [setting["raw"] for setting in ready["settings"]] == ["{}"] * len(names)


def test_the_words_are_those_of_the_french_pack() -> None:
    answer = ready_answers.words_answer("fr_FR")
    assert answer is not None
    assert json.loads(answer.text)["data"] == get_language_pack("fr_FR")[0]


def test_a_pack_that_is_not_there_has_no_answer() -> None:
    assert ready_answers.words_answer("xx_XX") is None


def test_who_has_changed_nothing_gets_the_answer(
    stock: Any, source: Source, tmp_path: Path
) -> None:
    ready_answers.give_settings(source, Answer(b"{}"))
    guest = visitor(source, tmp_path)
    stock.get(guest)
    assert guest.body == b"{}"


def test_it_travels_compressed_to_a_browser(stock: Any, source: Source, tmp_path: Path) -> None:
    ready_answers.give_settings(source, Answer(b"{}"))
    guest = visitor(source, tmp_path, asked={"Accept-Encoding": "gzip, br"})
    stock.get(guest)
    assert guest.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(guest.body) == b"{}"


@pytest.mark.parametrize(
    "other",
    [
        {"current_user": None},
        {"locale": "en_GB"},
        {"overrides": {}},
        {"labextensions_path": []},
        {"schemas_dir": "/elsewhere"},
    ],
)
def test_anybody_else_gets_the_stock_answer(
    stock: Any, source: Source, tmp_path: Path, other: dict[str, Any]
) -> None:
    ready_answers.give_settings(source, Answer(b"{}"))
    guest = visitor(source, tmp_path, **other)
    stock.get(guest)
    assert guest.body == b"stock"


def test_who_has_settings_of_her_own_gets_them(stock: Any, source: Source, tmp_path: Path) -> None:
    ready_answers.give_settings(source, Answer(b"{}"))
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes/theme.jupyterlab-settings").write_text("{}")
    guest = visitor(source, tmp_path)
    stock.get(guest)
    assert guest.body == b"stock"


def test_one_setting_alone_is_asked_of_jupyterlab(
    stock: Any, source: Source, tmp_path: Path
) -> None:
    ready_answers.give_settings(source, Answer(b"{}"))
    guest = visitor(source, tmp_path)
    stock.get(guest, "@jupyterlab/apputils-extension:themes")
    assert guest.body == b"stock"


def test_the_gate_of_the_stock_handler_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = settings_handler.SettingsHandler
    monkeypatch.setattr(kind, "get", kind.get)
    marks = {name for name in vars(kind.get) if name != "__wrapped__"}
    ready_answers.give_settings(ready_answers.our_source(), Answer(b"{}"))
    assert marks <= set(vars(kind.get))


def test_the_words_go_to_whoever_is_known_only(
    monkeypatch: pytest.MonkeyPatch, source: Source, tmp_path: Path
) -> None:
    async def get(self: Any, locale: str | None = None) -> None:
        self.finish(b"stock")

    monkeypatch.setattr(translations_handler.TranslationsHandler, "get", get)
    ready_answers.give_words(Answer(b"mots"))
    handler: Any = translations_handler.TranslationsHandler
    for user, locale, expected in (
        ("samia", "fr_FR", b"mots"),
        ("samia", "es_ES", b"stock"),
        (None, "fr_FR", b"stock"),
    ):
        guest = visitor(source, tmp_path, current_user=user)
        asyncio.run(handler.get(guest, locale))
        assert guest.body == expected
