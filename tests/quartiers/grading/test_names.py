"""Names that may become folders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quartiers.grading.names import UnsafeName, safe_name


@pytest.mark.parametrize("name", ["jeune-7fk2mw", "01_initiale_neon", "a", "A" * 80])
def test_a_plain_name_is_given_back(name: str) -> None:
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "/a", "a\\b", "-a", "_a", "a b", "a\n", "é", "a.b", "a+b", "*"]
)
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(UnsafeName):
        safe_name(name)


@given(st.text())
def test_no_text_leads_out_of_its_folder(name: str) -> None:
    try:
        kept = safe_name(name)
    except UnsafeName:
        return
    assert not set(kept) & set("/\\.\0")
