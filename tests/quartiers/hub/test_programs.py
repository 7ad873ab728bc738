"""What the warm process becomes for the house."""

from __future__ import annotations

from quartiers.hub import programs, supervision
from quartiers.hub.services import PROGRAMS
from quartiers.kernels.template.child import main_function


def test_every_program_of_the_house_can_be_found() -> None:
    for program in (programs.HUB, *PROGRAMS.values()):
        assert callable(main_function(program))


def test_the_opening_process_names_the_hub_without_importing_it() -> None:
    assert supervision.HUB_PROGRAM == programs.HUB
