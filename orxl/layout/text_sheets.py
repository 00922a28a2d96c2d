"""The sheets of the texts: footnotes and the paragraphs of the board paper."""

from __future__ import annotations

from orxl.layout.looks import Look, Mark, Page, required, unique
from orxl.layout.model import Column, Kind, SheetSpec, TableSpec

HEADER_ROW = 5


def text_sheets() -> tuple[SheetSpec, ...]:
    """The sheets with the footnotes and the paper's paragraphs."""
    return (_footnotes(), _paragraphs())


def _footnotes() -> SheetSpec:
    return SheetSpec(
        "Noter",
        "budsjett",
        "Noter",
        "Fotnotene under budsjettabellene. Koden i kolonnen Note på Hovedtall og Prosjektmidler viser hit.",
        table=TableSpec(
            "tblNoter",
            HEADER_ROW,
            key="note_id",
            content="footnotes",
            marks=(*required("note_id", "table", "mark", "text"), unique("note_id")),
            columns=(
                Column(
                    "note_id",
                    "Note",
                    Kind.CODE,
                    9.5,
                    "Kort kode, for eksempel H1 eller PM2.",
                    required=True,
                ),
                Column(
                    "table",
                    "Tabell",
                    Kind.CODE,
                    18,
                    "Arket noten hører til.",
                    choices="Liste_notetabell",
                    required=True,
                ),
                Column(
                    "mark",
                    "Merke",
                    Kind.CODE,
                    11,
                    "Stjernene noten har i den trykte saken.",
                    required=True,
                ),
                Column("line", "Post", Kind.TEXT, 36, "Budsjettposten noten gjelder."),
                Column(
                    "text",
                    "Tekst",
                    Kind.LONG_TEXT,
                    90,
                    "Noten slik den skal stå i saken.",
                    required=True,
                ),
                Column("remark", "Merknad", Kind.LONG_TEXT, 50, "Til internt bruk; trykkes ikke."),
            ),
        ),
    )


def _paragraphs() -> SheetSpec:
    return SheetSpec(
        "Tekster",
        "program",
        "Tekster",
        "Avsnittene i saken. Tall skrives som plassholdere, for eksempel {Kontingentgrunnlag|kr}, så de alltid følger tabellene.",
        page=Page(landscape=False),
        table=TableSpec(
            "tblTekster",
            HEADER_ROW,
            key="number",
            content="paragraphs",
            marks=(
                *required("number", "chapter", "type", "text"),
                unique("number"),
                Mark("number", "text", '{type}="tittel"', Look.TOTAL),
                Mark("number", "text", '{type}="overskrift"', Look.TOTAL),
            ),
            columns=(
                Column(
                    "number",
                    "Nr",
                    Kind.CODE,
                    10,
                    "Entydig løpenummer, for eksempel 5.1.3-4.",
                    required=True,
                ),
                Column(
                    "chapter",
                    "Kapittel",
                    Kind.CODE,
                    12,
                    "Kapittelet avsnittet hører til, for eksempel 5.1.3.",
                    required=True,
                ),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    13,
                    "Velg fra listen.",
                    choices="Liste_teksttype",
                    required=True,
                ),
                Column(
                    "level",
                    "Nivå",
                    Kind.INTEGER,
                    9,
                    "Overskriftens nivå, 1–4 (0 for tittelen). Tom for annet enn overskrifter.",
                ),
                Column(
                    "text",
                    "Tekst",
                    Kind.LONG_TEXT,
                    110,
                    "Teksten i saken. Alt+Enter gir linjeskift. Tall hentes inn med plassholdere i klammer.",
                    required=True,
                ),
            ),
        ),
    )
