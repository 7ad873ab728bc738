"""Media are found in any HTML in one pass: the work is counted, character by character."""

from __future__ import annotations

import pytest

from quartiers.grading.embedded import embedded_media

HOSTILE = [
    "<img ",
    '<img src="data:',
    '<img src="data:"',
    '<img src="data:image/png;base64,AAAA',
    '<img src="data:image/png;base64,AAAA" ',
    'src="data:"',
    ' src="data:;base64,"',
    "<",
    ">",
    '"',
    "<img>",
]


class Counted(str):
    """A text that adds up the characters each search may have to look at."""

    looked_at = 0

    def find(self, sub: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = super().find(sub, start, end)
        self.looked_at += (len(self) if found < 0 else found + len(sub)) - start
        return found

    def rfind(self, sub: str, start: int = 0, end: int | None = None) -> int:  # type: ignore[override]
        found = super().rfind(sub, start, end)
        self.looked_at += (len(self) if end is None else end) - (start if found < 0 else found)
        return found

    def __getitem__(self, key: slice) -> str:  # type: ignore[override]
        found = super().__getitem__(key)
        self.looked_at += len(found)
        return found


@pytest.mark.parametrize("piece", HOSTILE)
def test_each_character_is_looked_at_a_few_times_however_long_the_text(piece: str) -> None:
    for size in (10_000, 100_000):
        html = Counted(piece * (size // len(piece)))
        for _ in embedded_media(html):
            pass
        assert html.looked_at < 6 * len(html)


def test_the_media_of_a_page_come_in_order_with_their_type() -> None:
    page = (
        '<figure><img alt="a" src="data:image/png;base64,AA=="></figure>'
        '<video controls><source\n src="data:video/mp4;base64,BB=="></video>'
        '<audio src="data:audio/wav;base64,CC==" controls></audio>'
    )
    found = [("image/png", "AA=="), ("video/mp4", "BB=="), ("audio/wav", "CC==")]
    assert list(embedded_media(page)) == found


@pytest.mark.parametrize(
    "page",
    [
        'src="data:image/png;base64,AA=="',
        '<p>src="data:image/png;base64,AA=="',
        '<img>src="data:image/png;base64,AA=="',
        '<image src="data:image/png;base64,AA==">',
        '<img data-src="data:image/png;base64,AA==">',
        '<imgsrc="data:image/png;base64,AA==">',
        '<iframe src="data:text/html;base64,AA==">',
        '<img src="data:image/png;base64,AA==',
        '<img src="data:image/png,AA==">',
        '< src="data:image/png;base64,AA==">',
    ],
)
def test_what_no_tag_shows_is_not_found(page: str) -> None:
    assert list(embedded_media(page)) == []
