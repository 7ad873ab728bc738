"""A child starts as a stock one would, and looks at less."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from traitlets import Unicode
from traitlets.config import Application
from traitlets.config.application import Application as Stock

from quartiers.kernels.template.lean import LeanKernelApp, NamesOfModules, names_after
from quartiers.kernels.template.settling import (
    configure_few_loggers,
    nothing_read_quickly,
    settle_annotations,
)


@pytest.fixture
def other() -> Iterator[logging.Logger]:
    logger = logging.getLogger("quartiers-essai-autre")
    logger.disabled = True  # only the real dictConfig would look at it
    yield logger
    logging.Logger.manager.loggerDict.pop(logger.name)


def config(name: str, **more: Any) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"null": {"class": "logging.NullHandler"}},
        "loggers": {name: {"level": "DEBUG", "handlers": ["null"]}},
    } | more


def test_the_logger_named_is_configured_and_known_to_all_the_program(other: logging.Logger) -> None:
    configure_few_loggers(config("quartiers-essai"))
    found = logging.getLogger("quartiers-essai")
    assert found.level == logging.DEBUG
    assert isinstance(found.handlers[0], logging.NullHandler)
    assert logging.getLogger(other.name) is other


def test_a_logger_that_is_there_already_is_the_one_configured() -> None:
    before = logging.getLogger("quartiers-essai-ancien")
    configure_few_loggers(config("quartiers-essai-ancien"))
    assert before.level == logging.DEBUG


def test_the_other_loggers_are_not_looked_at(other: logging.Logger) -> None:
    configure_few_loggers(config("quartiers-essai"))
    assert other.disabled


def test_the_loggers_come_back_when_the_configuration_is_refused(other: logging.Logger) -> None:
    with pytest.raises(ValueError, match="version"):
        configure_few_loggers(config("quartiers-essai", version=9))
    assert logging.getLogger(other.name) is other


def test_dotted_names_are_for_the_real_function(other: logging.Logger) -> None:
    configure_few_loggers(config("quartiers-essai.dedans"))
    assert not other.disabled


def test_annotations_are_made_once_for_all_the_bases() -> None:
    class Base:
        pass

    class Kind(Base):
        pass

    settle_annotations(Kind)
    assert "__annotations__" in vars(Base)


class Tool(Application):
    colour = Unicode("red").tag(config=True)
    aliases = {"colour": "Tool.colour"}  # noqa: RUF012  # as traitlets wants it


def test_no_word_is_read_without_listing_options(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: object) -> None:
        raise AssertionError("options were listed")

    stock = getattr(Stock.parse_command_line, "__wrapped__", Stock.parse_command_line)
    monkeypatch.setattr(Tool, "parse_command_line", nothing_read_quickly(stock))
    monkeypatch.setattr(Tool, "flatten_flags", refuse)
    tool = Tool()
    tool.parse_command_line([])
    assert tool.extra_args == []
    assert tool.colour == "red"


def test_words_are_read_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tool, "parse_command_line", nothing_read_quickly(Stock.parse_command_line))
    tool = Tool()
    tool.parse_command_line(["--colour=blue", "file"])
    assert tool.colour == "blue"
    assert tool.extra_args == ["file"]


def test_the_usual_command_line_of_a_kernel_is_read() -> None:
    app = LeanKernelApp()
    app.parse_command_line(["-f", "/tmp/essai.json"])
    assert app.connection_file == "/tmp/essai.json"


def test_another_command_line_of_a_kernel_is_read_too() -> None:
    app = LeanKernelApp()
    app.parse_command_line(["-f", "/tmp/essai.json", "--IPKernelApp.ip=127.0.0.9"])
    assert (app.connection_file, app.ip) == ("/tmp/essai.json", "127.0.0.9")


def test_a_reset_forgets_the_modules_that_came_later() -> None:
    known = NamesOfModules({"sys", "os"}, ["json"])
    assert {"sys", "json", "lesson"} - known == {"lesson"}  # type: ignore[operator]
    assert "os" in known
    assert "json" in known
    assert "lesson" not in known


def test_only_the_last_modules_are_named_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = frozenset(sys.modules)
    monkeypatch.setitem(sys.modules, "quartiers_essai", sys)
    assert names_after(before) == ["quartiers_essai"]
