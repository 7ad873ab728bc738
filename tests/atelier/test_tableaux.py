"""Tables: numbers are numbers, the learner's own file comes first, French files are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from atelier.erreurs_base import ErreurFichier, ErreurType, ErreurValeur
from atelier.tableaux import LARGEST, est_un_tableau, html, lire_tableau, parse, value_of


def test_the_shipped_table_serves_the_lesson() -> None:
    lieux = lire_tableau("quartier.csv")
    assert len(lieux) == 7
    assert sum(lieu["minutes"] for lieu in lieux) == 62
    kinds = [lieu["type"] for lieu in lieux]
    assert (kinds.count("culture"), kinds.count("sport")) == (3, 2)
    assert min(lieux, key=lambda lieu: lieu["minutes"])["lieu"] == "City-stade"


def test_changing_a_row_does_not_change_the_next_reading() -> None:
    lire_tableau("quartier.csv")[0]["minutes"] = 500
    assert lire_tableau("quartier.csv")[0]["minutes"] == 12


def test_a_file_beside_the_lesson_wins() -> None:
    Path("quartier.csv").write_text("lieu,minutes\nChez moi,0\n", encoding="utf-8")
    assert lire_tableau("quartier.csv") == [{"lieu": "Chez moi", "minutes": 0}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_files_from_spreadsheets_are_read(encoding: str) -> None:
    Path("a.csv").write_bytes("élève;âge\nZoé;12\n".encode(encoding))
    assert lire_tableau("a.csv") == [{"élève": "Zoé", "âge": 12}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("3,5", 3.5),
        ("3.5", 3.5),
        ("0", 0),
        ("059", "059"),
        ("", ""),
        (" a ", "a"),
        ("1,2,3", "1,2,3"),
        ("12 km", "12 km"),
        ("²", "²"),
        ("-", "-"),
    ],
)
def test_only_numbers_become_numbers(text: str, value: object) -> None:
    assert value_of(text) == value
    assert type(value_of(text)) is type(value)


def test_short_and_long_rows_are_tolerated() -> None:
    assert parse("a,b\n1\n1,2,3\n") == [{"a": 1, "b": ""}, {"a": 1, "b": 2}]


def test_an_unknown_file_gets_a_proposal() -> None:
    with pytest.raises(ErreurFichier) as caught:
        lire_tableau("quartiers.csv")
    assert caught.value.message == (
        "Je ne trouve pas le fichier « quartiers.csv ». Tu voulais dire « quartier.csv » ?"
    )
    with pytest.raises(ErreurType):
        lire_tableau(3)  # type: ignore[arg-type]


def test_a_huge_file_is_refused() -> None:
    Path("gros.csv").write_bytes(b"a\n" + b"1\n" * LARGEST)
    with pytest.raises(ErreurValeur, match="trop gros"):
        lire_tableau("gros.csv")


def test_a_table_is_shown_with_headers_and_escaped() -> None:
    shown = html([{"nom": "<b>", "n": 1}] * 52, "Une table de test")
    assert shown.count("<tr>") == 51
    assert '<th scope="col"' in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "<caption>Une table de test (encore 2 lignes)</caption>" in shown


def test_a_table_is_a_list_of_rows_with_the_same_columns() -> None:
    assert est_un_tableau([{"a": 1}, {"a": 2}])
    for other in ([], [{"a": 1}, {"b": 1}], [1], {"a": 1}, "texte"):
        assert not est_un_tableau(other)
