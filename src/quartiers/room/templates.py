"""The pages' templates: Jinja2 with everything escaped and nothing undefined."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from quartiers.grading import french


def make_templates() -> Environment:
    """One environment for all pages; templates lie in `templates/`, by audience."""
    environment = Environment(
        loader=PackageLoader("quartiers.room", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["jour"] = french.day
    environment.filters["heure"] = french.hour
    environment.globals["compte"] = french.count
    return environment
