"""The page without what it switches off, and its files at the room's."""

from __future__ import annotations

from typing import Any

from quartiers.lab.light_page import light_page, lighten_pages

PAGE: dict[str, Any] = {
    "disabledExtensions": ["@jupyter/nbgrader", "@jupyterlab/launcher-extension"],
    "federated_extensions": [{"name": "@jupyter/nbgrader"}, {"name": "quartiers-lab"}],
    "fullStaticUrl": "/user/jeune-abc234/static/lab",
    "fullLabextensionsUrl": "/user/jeune-abc234/lab/extensions",
}


def test_an_extension_that_is_switched_off_is_not_downloaded() -> None:
    assert light_page(PAGE, None)["federated_extensions"] == [{"name": "quartiers-lab"}]


def test_an_extension_switched_off_in_part_stays() -> None:
    page = PAGE | {"disabledExtensions": ["quartiers-lab:one-plugin"]}
    assert light_page(page, None)["federated_extensions"] == PAGE["federated_extensions"]


def test_without_a_room_the_files_stay_where_they_are() -> None:
    page = light_page(PAGE, None)
    assert page["fullStaticUrl"] == PAGE["fullStaticUrl"]
    assert page["fullLabextensionsUrl"] == PAGE["fullLabextensionsUrl"]


def test_with_a_room_no_file_has_a_learners_name_in_its_address() -> None:
    page = light_page(PAGE, "/services/salle/ecran")
    assert page["fullStaticUrl"] == "/services/salle/ecran/lab"
    assert page["fullLabextensionsUrl"] == "/services/salle/ecran/extensions"


def test_lightening_twice_changes_nothing_more() -> None:
    once = light_page(PAGE, "/partage")
    assert light_page(once, "/partage") == once


def test_what_jupyterhub_adds_to_the_page_is_kept() -> None:
    settings = {"page_config_hook": lambda handler, page: page | {"hubUser": handler}}
    lighten_pages(settings, None)
    page = settings["page_config_hook"]("jeune-abc234", PAGE)
    assert page["hubUser"] == "jeune-abc234"
    assert len(page["federated_extensions"]) == 1
