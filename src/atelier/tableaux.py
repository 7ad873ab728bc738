"""Read a table from a CSV file, and show one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from atelier.arguments import closest, commande, texte
from atelier.erreurs_base import ErreurFichier, ErreurValeur

Ligne: TypeAlias = dict[str, Any]

LARGEST = 2_000_000  # bytes
SHOWN = 50  # rows


@commande("lire_tableau('quartier.csv')")
def lire_tableau(fichier: str) -> list[Ligne]:
    """Lire un tableau : une liste, et un dictionnaire par ligne. Les nombres sont des nombres."""
    name = texte(fichier, "Le nom du fichier", 200, exemple="Essaie lire_tableau('quartier.csv')")
    return parse(content(name))


def content(name: str) -> str:
    """The text of a file beside the lesson or, when there is none, of one shipped with us."""
    local = Path(name)
    if local.is_file():
        data = local.read_bytes()[: LARGEST + 1]
    else:
        shipped = files("atelier") / "donnees"
        known = [entry.name for entry in shipped.iterdir() if entry.name.endswith(".csv")]
        if name not in known:
            near = closest(name, known)
            raise ErreurFichier(
                f"Je ne trouve pas le fichier « {name} ».",
                f"Tu voulais dire « {near} » ?" if near else "Regarde son nom dans le dossier.",
            )
        data = (shipped / name).read_bytes()
    if len(data) > LARGEST:
        raise ErreurValeur(
            f"Le fichier « {name} » est trop gros : 2 millions de lettres au plus.",
            "Garde moins de lignes.",
        )
    return decode(data)


def decode(data: bytes) -> str:
    """UTF-8, else the encoding of French spreadsheets (Windows-1252)."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def parse(text: str) -> list[Ligne]:
    """Rows of a CSV text, separated by commas, semicolons or tabs."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=separator, restval="")
    return [
        {key.strip(): value_of(value) for key, value in row.items() if key is not None}
        for row in rows
    ]


def value_of(text: str) -> str | int | float:
    """A number when the text is one (12, 3.5 or 3,5), else the text without spaces around."""
    clean = text.strip()
    digits = clean.removeprefix("-")
    if digits.isascii() and digits.isdigit() and (digits == "0" or not digits.startswith("0")):
        return int(clean)
    whole, mark, rest = digits.replace(",", ".").partition(".")
    if mark and (whole + rest).isascii() and whole.isdigit() and rest.isdigit():
        return float(clean.replace(",", "."))
    return clean


def est_un_tableau(objet: object) -> bool:
    """Whether this is a list of dictionaries that share their keys."""
    if not isinstance(objet, (list, tuple)) or not objet:
        return False
    return all(isinstance(row, dict) and row.keys() == objet[0].keys() for row in objet)


def html(rows: Sequence[Ligne], description: str) -> str:
    """A table with headers and a caption, 50 rows at most."""
    cell = 'style="text-align:left;padding:0.3em 0.8em;border-bottom:1px solid #b9b4a8"'
    heads = "".join(f'<th scope="col" {cell}>{escape(str(key))}</th>' for key in rows[0])
    lines = "".join(
        "<tr>" + "".join(f"<td {cell}>{escape(str(v))}</td>" for v in row.values()) + "</tr>"
        for row in rows[:SHOWN]
    )
    rest = len(rows) - SHOWN
    more = f" (encore {rest} ligne{'s' if rest > 1 else ''})" if rest > 0 else ""
    return (
        '<table style="border-collapse:collapse;font-size:1em">'
        f"<caption>{escape(description + more)}</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
    )
