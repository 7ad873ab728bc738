"""What a learner shows can do nothing in an adult's page."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_output

from quartiers.grading.preprocessors.safe import (
    TOO_HEAVY,
    Patience,
    _cleaner,
    safe_html,
    safe_output,
    svg_as_picture,
)

PICTURE = "data:image/png;base64,AAAA"


@pytest.mark.parametrize(
    "html",
    [
        "<script>agis()</script>",
        "<img src=x onerror=agis()>",
        "<a href='javascript:agis()'>ici</a>",
        "<iframe src='data:text/html,agis()'></iframe>",
        "<img src='http://dehors/x.png'>",
        "<img src='data:text/html;base64,AAAA'>",
        "<form action='http://dehors'><input></form>",
        "<style>body{display:none}</style>",
        "<p style='background:url(http://dehors)'>",
        "<svg onload=agis()></svg>",
        "<meta http-equiv=refresh content='0;url=http://dehors'>",
        "<video src='https://dehors/x.mp4' poster='https://dehors'></video>",
    ],
)
def test_what_could_act_or_call_outside_is_gone(html: str) -> None:
    safe = safe_html(html)
    for danger in ("<script", "onerror", "onload", "href", "src=", "<form", "<style", "style="):
        assert danger not in safe
    assert "<meta" not in safe
    assert "poster" not in safe


@pytest.mark.parametrize(
    "html",
    [
        "<p>Un <strong>mot</strong></p>",
        f'<figure><img src="{PICTURE}" alt="Un rond"></figure>',
        '<audio controls src="data:audio/wav;base64,AAAA" aria-label="Une note"></audio>',
        "<details><summary>Indice</summary>regarde</details>",
    ],
)
def test_works_and_words_stay(html: str) -> None:
    assert safe_html(html) == html


def test_cleaning_twice_changes_nothing_more() -> None:
    once = safe_html("<b>a</b><script>b</script> 1 < 2 & 3")
    assert safe_html(once) == once


HEAVY = "iVBORw0KGgo/+=" * 40


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="data:image/png;base64,{HEAVY}" alt="a">',
        f'<img src="data:text/html;base64,{HEAVY}">',
        f'<img alt=;base64,{HEAVY}/onerror=x" src=x>',
        f'<p title=";base64,{HEAVY}">;base64,{HEAVY}"</p>',
        f'<img/;base64,{HEAVY}/onerror=x" src="data:image/png;base64,{HEAVY}">',
        f'<script>";base64,{HEAVY}"</script><!-- ;base64,{HEAVY}" -->',
        f'<;base64,{HEAVY}"><b ;base64,{HEAVY}=";base64,{HEAVY}">x</b>',
    ],
)
def test_setting_long_pictures_aside_gives_what_cleaning_all_of_it_gives(html: str) -> None:
    assert safe_html(html) == _cleaner().clean(html)


def test_a_drawing_becomes_a_picture_with_its_description() -> None:
    output = new_output(
        "display_data",
        {"image/svg+xml": "<svg><script/></svg>", "application/javascript": "agis()"},
        metadata={"quartiers": {"description": 'Un "L"'}},
    )
    data = safe_output(output).data
    assert list(data) == ["text/html"]
    assert 'alt="Un &quot;L&quot;"' in data["text/html"]
    assert "<script" not in data["text/html"]


def test_the_picture_of_a_drawing_passes_the_cleaning_too() -> None:
    picture = svg_as_picture("<svg/>", "rond")
    assert safe_html(picture) == picture


def test_representations_that_a_page_would_run_are_left_out() -> None:
    output = new_output("display_data", {"text/plain": "a", "text/markdown": "b", "x/y": "c"})
    assert safe_output(output).data == {"text/plain": "a"}


def test_a_printed_text_is_left_alone() -> None:
    output = new_output("stream", text="<b>")
    assert safe_output(output).text == "<b>"


@pytest.mark.parametrize("piece", ["<div>", "<b><p>", "<a a=1 ", "x"])
def test_a_text_too_heavy_to_be_cleaned_gives_a_sentence(piece: str) -> None:
    assert safe_html(piece * 50_000) == TOO_HEAVY


def test_one_notebook_has_its_share_of_cleaning_and_the_next_has_its_own() -> None:
    patience = Patience()
    page = "<p>un mot</p>" * 500
    said = [safe_html(page, patience) for _ in range(40)]
    assert said[0] == page
    assert said[-1] == TOO_HEAVY
    assert safe_html(page, Patience()) == page


def test_long_media_weigh_nothing() -> None:
    page = f'<img src="data:image/png;base64,{"A" * 3_000_000}" alt="Un rond">'
    assert safe_html(page) == page
