"""A learner's notebook comes to an adult's page as plain pieces that cannot run."""

import json
from base64 import b64encode

import pytest

from atelier.explications import Explication
from atelier.explications.affichage import carte_html, texte
from quartiers.grading.works import (
    MOST_ANSWERS,
    MOST_CODE,
    MOST_WORKS,
    UnreadableNotebook,
    answers,
)

PNG = b64encode(b"\x89PNG\r\n\x1a\n and the rest").decode()

FAULT = Explication(
    2, "Python cherche un nom rouge.", "Mets des guillemets.", "guillemets", "rouge"
)


def notebook(*outputs, source="t.avance(3)", role="reponse"):
    mine = {"role": role, "etape": "ecris", "exercice": 4}
    cell = {"cell_type": "code", "metadata": {"quartiers": mine}, "source": source}
    return json.dumps({"cells": [{**cell, "outputs": list(outputs)}]})


def shown(data, description="Un carré"):
    meta = {"quartiers": {"description": description}}
    return {"output_type": "display_data", "data": data, "metadata": meta}


def test_an_answer_keeps_its_code_its_exercise_and_its_step():
    (answer,) = answers(notebook(source=["a = 1\n", "b = 2"]))
    assert (answer.code, answer.exercise, answer.step) == ("a = 1\nb = 2", 4, "ecris")


def test_only_answer_cells_are_kept():
    assert answers(notebook(role="controle")) == ()


def test_a_picture_keeps_its_bytes_and_its_description():
    (answer,) = answers(notebook(shown({"image/png": PNG})))
    (work,) = answer.works
    assert work.content == f"data:image/png;base64,{PNG}"
    assert work.description == "Un carré"


def test_a_drawing_is_shown_as_an_image_where_scripts_do_not_run():
    (answer,) = answers(notebook(shown({"image/svg+xml": "<svg onload='alert(1)'/>"})))
    assert answer.works[0].content.startswith("data:image/svg+xml;base64,")
    assert "alert" not in answer.works[0].content


@pytest.mark.parametrize(
    ("mime", "tag", "content", "kind"),
    [
        ("audio/wav", "audio", b"RIFF....WAVE", "audio"),
        ("video/mp4", "video", b"\0\0\0\x18ftypisom", "video"),
        ("image/png", "img", b"\x89PNG\r\n\x1a\n...", "image"),
    ],
)
def test_media_inside_html_are_taken_out_and_the_html_is_dropped(mime, tag, content, kind):
    payload = b64encode(content).decode()
    page = f'<script>alert(1)</script><{tag} controls src="data:{mime};base64,{payload}"></{tag}>'
    (answer,) = answers(notebook(shown({"text/html": page, "text/plain": "x"})))
    (work,) = answer.works
    assert (work.kind, work.content) == (kind, f"data:{mime};base64,{payload}")


def test_html_without_media_shows_nothing():
    output = shown({"text/html": "<script>alert(1)</script>", "text/plain": "<objet>"})
    assert answers(notebook(output))[0].works == ()


def test_base64_that_is_not_what_it_says_is_not_shown():
    wrong = b64encode(b"<html>").decode()
    assert answers(notebook(shown({"image/png": wrong})))[0].works == ()
    assert answers(notebook(shown({"image/png": "&&&"})))[0].works == ()


def test_endless_output_is_cut():
    many = [shown({"image/png": PNG})] * (MOST_WORKS + 50)
    (answer,) = answers(notebook(*many, source="x" * (MOST_CODE * 3)))
    assert len(answer.works) == MOST_WORKS
    assert len(answer.code) == MOST_CODE


def test_what_was_printed_is_plain_text():
    printed = {"output_type": "stream", "name": "stdout", "text": ["<b>a\n", "b"]}
    (answer,) = answers(notebook(printed))
    assert [work.content for work in answer.works] == ["<b>a\nb"]


def test_where_python_stopped_an_adult_reads_what_the_learner_read():
    card = shown({"text/html": carte_html(FAULT), "text/plain": texte(FAULT)}, "")
    stopped = {"output_type": "error", "ename": "NameError", "evalue": "name 'rouge'"}
    (answer,) = answers(notebook(card, stopped))
    assert [(work.kind, work.content) for work in answer.works] == [("message", texte(FAULT))]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"cells": 3}', '{"cells": [3]}', "[" * 100_000]
)
def test_what_is_not_a_notebook_gives_a_sentence_that_says_what_to_do(text):
    with pytest.raises(UnreadableNotebook, match="Demandez au jeune"):
        answers(text)


def test_a_notebook_of_a_thousand_answers_gives_a_page_of_bounded_length():
    mine = {"metadata": {"quartiers": {"role": "reponse"}}, "source": "a = 1"}
    assert len(answers(json.dumps({"cells": [mine] * 1000}))) == MOST_ANSWERS


def test_a_flood_of_brackets_is_no_notebook():
    with pytest.raises(UnreadableNotebook):
        answers('{"cells":[' + "[]," * 300_000 + "3]}")


def test_half_characters_and_nul_keep_no_page_from_being_sent():
    half = "\ud83d\0"
    printed = {"output_type": "stream", "name": "stdout", "text": [half]}
    stopped = {"output_type": "error", "ename": "E", "traceback": [half]}
    drawing = shown({"image/svg+xml": f"<svg>{half}</svg>"}, half)
    (answer,) = answers(notebook(printed, stopped, drawing, source=half))
    assert repr(answer).encode("utf-8")
    assert (answer.code, len(answer.works)) == ("?", 3)
