"""Lets a child start without writing all over the memory that it shares with its warm process.

Python 3.11 counts references inside the objects: to look at a thousand objects is to copy a
thousand pages. These are the places where a starting server or kernel did so for nothing.
"""

from __future__ import annotations

import functools
import logging
import logging.config
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import zmq
from traitlets.config import Config, application

from quartiers.kernels.template.lean import LeanKernelApp


def settle() -> None:
    """To be called in the warm process, once all is imported; may be called twice."""
    settle_annotations(zmq.Socket)
    traitlets_application: Any = application
    traitlets_application.dictConfig = configure_few_loggers
    if not hasattr(application.Application.parse_command_line, "__wrapped_for_nothing__"):
        kind: Any = application.Application
        kind.parse_command_line = nothing_read_quickly(kind.parse_command_line)
    LeanKernelApp.learn_names()


def settle_annotations(kind: type) -> None:
    """Have Python make now what it makes when the annotations of a class are first read.

    The first option set on a socket reads those of `typing.Generic`, which tells every generic
    class of the process that its base has changed.
    """
    for base in kind.__mro__:
        getattr(base, "__annotations__", None)


def configure_few_loggers(config: Mapping[str, Any]) -> None:
    """`logging.config.dictConfig`, which looks at each logger there is, with only those named.

    The rest would be left as it is anyway. Dotted names and the wish to disable other loggers are
    for the real one.
    """
    names = config.get("loggers", {})
    if config.get("disable_existing_loggers", True) or any("." in name for name in names):
        logging.config.dictConfig(dict(config))
        return
    manager = logging.Logger.manager
    every = manager.loggerDict
    manager.loggerDict = {name: every[name] for name in names if name in every}
    try:
        logging.config.dictConfig(dict(config))
    finally:
        every.update(manager.loggerDict)
        manager.loggerDict = every


def nothing_read_quickly(parse: Callable[..., Any]) -> Callable[..., Any]:
    """`parse_command_line`, which lists the options of all classes first, even for no word."""

    @functools.wraps(parse)
    def quick(self: Any, argv: Sequence[str] | None = None) -> Any:
        words = sys.argv[1:] if argv is None else list(argv)
        if words:
            return parse(self, argv)
        self.argv, self.extra_args = [], []
        self.cli_config = Config()
        self.update_config(self.cli_config)
        return None

    quick.__wrapped_for_nothing__ = True  # type: ignore[attr-defined]
    return quick
