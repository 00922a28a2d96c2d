"""The sheets of the programme: strategy, areas, bodies, and between them the measures'."""

from __future__ import annotations

from orxl.layout.looks import required, unique, unknown
from orxl.layout.measure_sheets import measures_sheet
from orxl.layout.model import Column, Kind, SheetSpec, TableSpec
from orxl.layout.target_sheets import partners_sheet, targets_sheet

HEADER_ROW = 5


def programme_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets that hold the programme, in tab order."""
    return (
        _strategy(),
        _areas(),
        measures_sheet(year),
        targets_sheet(year),
        partners_sheet(),
        _bodies(),
    )


def _strategy() -> SheetSpec:
    return SheetSpec(
        "Strategi",
        "program",
        "Strategi",
        "Fra visjon til strategier: det handlingsprogrammet bygger på. Redigeres av sekretariatet.",
        table=TableSpec(
            "tblStrategi",
            HEADER_ROW,
            key="number",
            content="strategy",
            marks=(
                *required("number", "type", "text"),
                unique("number"),
                unknown("area", "Liste_områder"),
            ),
            columns=(
                Column(
                    "number",
                    "Nr",
                    Kind.CODE,
                    8,
                    "Kort kode, for eksempel M1 eller U3.",
                    required=True,
                ),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    24,
                    "Velg fra listen.",
                    choices="Liste_strategitype",
                    required=True,
                ),
                Column(
                    "text",
                    "Tekst",
                    Kind.LONG_TEXT,
                    90,
                    "Teksten slik den skal stå i handlingsprogrammet.",
                    required=True,
                ),
                Column(
                    "area",
                    "Område",
                    Kind.CODE,
                    12.5,
                    "Koden til området teksten gjelder, for eksempel 2.2. Tom når den gjelder alle.",
                    choices="Liste_områder",
                ),
                Column(
                    "link", "Lenke", Kind.LINK, 46, "Full nettadresse som begynner med https://"
                ),
            ),
        ),
    )


def _areas() -> SheetSpec:
    return SheetSpec(
        "Områder",
        "program",
        "Områder",
        "Overordnede strategier, innsatsområder og tverrgående tema. Redigeres av sekretariatet.",
        table=TableSpec(
            "tblOmråder",
            HEADER_ROW,
            key="code",
            content="areas",
            marks=(*required("code", "name", "type"), unique("code")),
            columns=(
                Column(
                    "code",
                    "Kode",
                    Kind.CODE,
                    9.5,
                    "Områdets nummer, for eksempel 2.1.",
                    required=True,
                ),
                Column("name", "Navn", Kind.TEXT, 38, "Områdets navn.", required=True),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    24,
                    "Velg fra listen.",
                    choices="Liste_områdetype",
                    required=True,
                ),
                Column(
                    "introduction",
                    "Innledning",
                    Kind.LONG_TEXT,
                    100,
                    "Innledningen til området. Alt+Enter gir nytt avsnitt.",
                ),
                Column(
                    "cross_references",
                    "Se også",
                    Kind.CODE,
                    12,
                    "Koder for områder innledningen viser til, skilt med komma: 3.1, 3.5",
                ),
                Column(
                    "measures",
                    "Antall tiltak",
                    Kind.INTEGER,
                    14,
                    formula='IF([@Kode]="",0,SUMPRODUCT((tblTiltak[Område]=[@Kode])*1))',
                    derived=True,
                ),
            ),
        ),
    )


def _bodies() -> SheetSpec:
    return SheetSpec(
        "Organisering",
        "program",
        "Organisering",
        "Organer, grupper og arbeidsgrupper. Redigeres av sekretariatet.",
        table=TableSpec(
            "tblOrganisering",
            HEADER_ROW,
            key="name",
            content="bodies",
            marks=(
                *required("body_id", "name", "type"),
                unique("body_id"),
                unknown("parent", "Liste_organer"),
            ),
            columns=(
                Column("body_id", "ID", Kind.CODE, 24, "Kort kode uten mellomrom.", required=True),
                Column(
                    "name", "Navn", Kind.TEXT, 30, "Organets eller gruppens navn.", required=True
                ),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    26,
                    "Velg fra listen.",
                    choices="Liste_organtype",
                    required=True,
                ),
                Column(
                    "parent",
                    "Overordnet",
                    Kind.CODE,
                    22,
                    "ID-en til organet over, der teksten sier det.",
                    choices="Liste_organer",
                ),
                Column("leader", "Leder", Kind.TEXT, 18, "Hvem som leder organet."),
                Column("meetings", "Møter", Kind.TEXT, 24, "Hvor ofte det møtes."),
                Column(
                    "description",
                    "Beskrivelse",
                    Kind.LONG_TEXT,
                    76,
                    "Beskrivelsen slik den skal stå i handlingsprogrammet.",
                ),
            ),
        ),
    )
