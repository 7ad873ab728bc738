"""The pages' templates: Jinja2 with everything escaped and nothing undefined."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from quartiers.grading import french


class FirmQuotes(Extension):
    """French quotes that never stand alone at the end or the beginning of a line."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template with no-break spaces inside its quotes; what it shows is left as it is."""
        return source.replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def make_templates() -> Environment:
    """One environment for all pages; templates lie in `templates/`, by audience."""
    environment = Environment(
        loader=PackageLoader("quartiers.room", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[FirmQuotes],
    )
    environment.filters["jour"] = french.day
    environment.filters["heure"] = french.hour
    environment.globals["compte"] = french.count
    return environment
