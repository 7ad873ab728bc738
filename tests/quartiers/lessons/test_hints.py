"""Reading hints."""

from __future__ import annotations

from quartiers.lessons.hints import hints_of

SOURCE = """<details><summary>Indice 1 · Une question</summary>

Quel nombre ?

</details>
<details open>
<summary>Indice 2 · Le puzzle</summary>
<pre>if a &lt; 3:
    b()</pre>
</details>"""


def test_folds_give_titles_texts_and_lines() -> None:
    first, second = hints_of(SOURCE).folds
    assert (first.title, first.text, first.lines) == (
        "Indice 1 · Une question",
        "Quel nombre ?",
        (),
    )
    assert (second.title, second.text) == ("Indice 2 · Le puzzle", "")


def test_the_puzzle_is_the_last_fold_s_lines_as_code() -> None:
    assert hints_of(SOURCE).puzzle == ("if a < 3:", "    b()")


def test_a_puzzle_of_pieces_of_one_line_says_so() -> None:
    assert not hints_of(SOURCE).one_line
    assert hints_of(SOURCE.replace("<pre>", '<pre class="morceaux">')).one_line
    assert not hints_of("<details>Des morceaux <pre>a</pre></details>").one_line


def test_a_text_without_folds_has_no_hint() -> None:
    assert hints_of("Bonjour").puzzle == ()
