"""The sheets of the texts: footnotes and the paragraphs of the board paper."""

from __future__ import annotations

from orxl.layout.columns import (
    REQUIRED,
    code,
    day,
    integer,
    long_text,
    share,
    source,
    table,
    text,
)
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unique
from orxl.layout.model import SheetSpec
from orxl.layout.names import CORRECTED, FIGURES, NOTES, PARAGRAPHS, Group
from orxl.programme.codes import ParagraphType

FOOTNOTE_SHEET = SheetSpec(
    "Noter", Group.BUDGET, "Noter",
    "Fotnotene under budsjettabellene. Koden i kolonnen Note på Hovedtall og Prosjektmidler viser "
    "hit.",
    table=table(
        NOTES, "note_id",
        code("note_id", "Note", 9.5, "Kort kode, for eksempel H1 eller PM2.", required=True,
             public=True),
        code("table", "Tabell", 18, "Arket noten hører til.", choices="Liste_notetabell",
             required=True, public=True),
        code("mark", "Merke", 11, "Stjernene noten har i den trykte saken.", required=True,
             public=True),
        text("line", "Post", 36, "Budsjettposten noten gjelder.", public=True),
        long_text("text", "Tekst", 90, "Noten slik den skal stå i saken.", required=True,
                  public=True),
        long_text("remark", "Internt notat", 50, "Til internt bruk; trykkes ikke.",
                  former=((3, "Merknad"),)),
        # A note speaks of a grant's advance; on «Tabell 5.1.1» it stands with the number itself.
        integer("opens", "Plassholder fra", 9, hidden=True, since=4,
                formula='IFERROR(FIND("{Tilskudd.",{text}),0)'),
        integer("closes", "Plassholder til", 9, hidden=True, since=4, formula=
                'IF({opens}=0,0,IFERROR(FIND(".Forskudd|prosent}",{text},{opens}),0))'),
        text("asked", "Tilskudd i plassholderen", 9, hidden=True, since=4,
             formula='IF({closes}=0,"",MID({text},{opens}+10,{closes}-{opens}-10))'),
        share("share", "Forskudd", 9, hidden=True, since=4, formula=
              'IF({closes}=0,"",IFERROR(INDEX({tblTilskudd.advance_share},MATCH({asked},'
              '{tblTilskudd.grant_id},0)),""))'),
        long_text("printed", "Tekst i saken", 9, hidden=True, since=4, formula=
                  'IF({share}="",{text}&"",LEFT({text},{opens}-1)&ROUND({share}*100,0)&" %"'
                  "&MID({text},{closes}+18,1000))", public=True),
        content="footnotes", level=Level.SETUP, marks=(REQUIRED, unique("note_id")),
    ),
)  # fmt: skip

PARAGRAPH_SHEET = SheetSpec(
    "Tekster", Group.PROGRAMME, "Tekster",
    "Avsnittene i saken. Tall skrives som plassholdere, for eksempel {Kontingentgrunnlag|kr}, så "
    "de alltid følger tabellene.",
    page=Page(landscape=False),
    table=table(
        PARAGRAPHS, "number",
        code("number", "Nr", 10, "Entydig løpenummer, for eksempel 5.1.3-4.", required=True,
             public=True),
        code("chapter", "Kapittel", 12, "Kapittelet avsnittet hører til, for eksempel 5.1.3.",
             required=True, public=True),
        code("type", "Type", 13, "Hva avsnittet er i saken. «sett inn» henter et helt ark.",
             choices=ParagraphType, required=True, public=True),
        integer("level", "Nivå", 9, "Overskriftens nivå, 1–4 (0 for tittelen). Tom for annet enn "
                "overskrifter.", public=True),
        long_text("text", "Tekst", 110, "Teksten i saken. Alt+Enter gir linjeskift. Tall hentes "
                  "inn med plassholdere i krøllparenteser.", required=True, public=True),
        content="paragraphs", level=Level.SETUP,
        marks=(
            REQUIRED,
            unique("number"),
            Mark("number", "text", "{type}={ParagraphType.TITLE}", Look.TOTAL),
            Mark("number", "text", "{type}={ParagraphType.HEADING}", Look.TOTAL),
        ),
    ),
)  # fmt: skip

FIGURE_SHEET = SheetSpec(
    "Faste tall", Group.CONTROL, "Faste tall",
    "Tall som står i tekstene og ikke i noen celle, hver med kilde. Andre tall i tekstene skrives "
    "som plassholdere.",
    since=3,
    page=Page(landscape=False),
    table=table(
        FIGURES, "text",
        text("text", "Tall", 22, "Tallet slik det står i teksten, for eksempel 43 %.",
             required=True),
        text("place", "Gjelder", 24, "Arket og nøkkelen til raden, for eksempel Områder 2.1. "
             "Skriv Overalt når tallet gjelder alle tekstene.", required=True),
        source("source", "Kilde", 70, "Hvor tallet er hentet fra.", required=True),
        day("at", "Dato", 13, "Dagen tallet er fra, eller kilden ble lest."),
        content="declared_figures", level=Level.SETUP, marks=(REQUIRED,),
    ),
)  # fmt: skip

CORRECTION_SHEET = SheetSpec(
    "Rettelser", Group.CONTROL, "Rettelser i den trykte saken",
    "Alt er gjengitt som trykt, unntatt det som står her som rettet. Feil som er beholdt, står her "
    "også.",
    protected=True, since=4, page=Page(landscape=False),
    table=table(
        CORRECTED, "place",
        text("what", "Hva", 12, level=Level.HISTORY),
        text("place", "Sted i saken", 17.5, level=Level.HISTORY),
        text("sheet", "Ark", 15, level=Level.HISTORY),
        long_text("printed", "Trykt i saken", 37, level=Level.HISTORY),
        long_text("here", "Står her", 34, level=Level.HISTORY),
        long_text("why", "Hvorfor", 34, level=Level.HISTORY),
        content="corrections", fixed=True,
    ),
)  # fmt: skip
"""One policy: kept as printed, every correction listed, and the slips that are kept, too."""
