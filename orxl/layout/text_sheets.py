"""The sheets of the texts: footnotes and the paragraphs of the board paper."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, integer, long_text, table, text
from orxl.layout.looks import Look, Mark, Page, unique
from orxl.layout.model import SheetSpec
from orxl.layout.names import NOTES, PARAGRAPHS, Group
from orxl.programme.codes import ParagraphType

FOOTNOTE_SHEET = SheetSpec(
    "Noter", Group.BUDGET, "Noter",
    "Fotnotene under budsjettabellene. Koden i kolonnen Note på Hovedtall og Prosjektmidler viser "
    "hit.",
    table=table(
        NOTES, "note_id",
        code("note_id", "Note", 9.5, "Kort kode, for eksempel H1 eller PM2.", required=True),
        code("table", "Tabell", 18, "Arket noten hører til.", choices="Liste_notetabell",
             required=True),
        code("mark", "Merke", 11, "Stjernene noten har i den trykte saken.", required=True),
        text("line", "Post", 36, "Budsjettposten noten gjelder."),
        long_text("text", "Tekst", 90, "Noten slik den skal stå i saken.", required=True),
        long_text("remark", "Merknad", 50, "Til internt bruk; trykkes ikke."),
        content="footnotes", marks=(REQUIRED, unique("note_id")),
    ),
)  # fmt: skip

PARAGRAPH_SHEET = SheetSpec(
    "Tekster", Group.PROGRAMME, "Tekster",
    "Avsnittene i saken. Tall skrives som plassholdere, for eksempel {Kontingentgrunnlag|kr}, så "
    "de alltid følger tabellene.",
    page=Page(landscape=False),
    table=table(
        PARAGRAPHS, "number",
        code("number", "Nr", 10, "Entydig løpenummer, for eksempel 5.1.3-4.", required=True),
        code("chapter", "Kapittel", 12, "Kapittelet avsnittet hører til, for eksempel 5.1.3.",
             required=True),
        code("type", "Type", 13, "Velg fra listen.", choices=ParagraphType, required=True),
        integer("level", "Nivå", 9, "Overskriftens nivå, 1–4 (0 for tittelen). Tom for annet enn "
                "overskrifter."),
        long_text("text", "Tekst", 110, "Teksten i saken. Alt+Enter gir linjeskift. Tall hentes "
                  "inn med plassholdere i klammer.", required=True),
        content="paragraphs",
        marks=(
            REQUIRED,
            unique("number"),
            Mark("number", "text", "{type}={ParagraphType.TITLE}", Look.TOTAL),
            Mark("number", "text", "{type}={ParagraphType.HEADING}", Look.TOTAL),
        ),
    ),
)  # fmt: skip
