"""What a learner reads in a text cell."""

from __future__ import annotations

from quartiers.lessons.lint import markdown

SOURCE = """## Prédis

Lis **chaque** ligne avec `for`.

![Un carré bleu](media/a.png) <img src="b.png" alt="Un rond">

<details><summary>Pli</summary>Caché</details>

```
# code
```
"""


def test_what_is_seen_has_no_fold_picture_or_mark() -> None:
    seen = markdown.visible(SOURCE)
    assert "Lis chaque ligne avec for." in seen
    assert not {"Caché", "carré", "**"} & set(seen.split())


def test_prose_leaves_code_out_and_folds_in() -> None:
    text = markdown.prose(SOURCE)
    assert "Caché" in text
    assert "for" not in text
    assert "code" not in text


def test_headings_in_code_do_not_count() -> None:
    assert markdown.headings(SOURCE + "<h3>Titre</h3>") == [2, 3]


def test_pictures_are_found_in_both_notations() -> None:
    found = [(picture.alt, picture.src) for picture in markdown.pictures(SOURCE)]
    assert found == [("Un carré bleu", "media/a.png"), ("Un rond", "b.png")]
