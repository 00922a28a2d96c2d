"""The sheets of the programme: strategy, areas, measures, targets, partners, bodies, texts."""

from __future__ import annotations

from orxl.layout.model import Column, Kind, SheetSpec, TableSpec

HEADER_ROW = 5

_AREA_OF_MEASURE = (
    'IFERROR(LEFT([@Nr],FIND("#",SUBSTITUTE([@Nr],".","#",'
    'LEN([@Nr])-LEN(SUBSTITUTE([@Nr],".",""))))-1),"")'
)
"""«2.1.3» → «2.1»: what stands before the last full stop."""


def _count(table: str, extra: str = "") -> str:
    # SUMPRODUCT, not COUNTIF: COUNTIF reads the text «1.1» as a number or a date and would then
    # count «1.10» too, or nothing, depending on the language of Excel.
    return f"SUMPRODUCT(({table}[Tiltak]=[@Nr])*1{extra})"


def programme_sheets(year: int) -> tuple[SheetSpec, ...]:
    """The sheets that hold the programme, in tab order."""
    return (_strategy(), _areas(), _measures(year), _targets(year), _partners(), _bodies())


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
                    11,
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
            columns=(
                Column(
                    "code",
                    "Kode",
                    Kind.CODE,
                    8,
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
                    10,
                    formula="SUMPRODUCT((tblTiltak[Område]=[@Kode])*1)",
                    derived=True,
                ),
            ),
        ),
    )


def _measures(year: int) -> SheetSpec:
    return SheetSpec(
        "Tiltak",
        "program",
        f"Tiltak {year}",
        "Alle tiltak i handlingsprogrammet. Skriv nye tiltak i raden rett under tabellen.",
        table=TableSpec(
            "tblTiltak",
            HEADER_ROW,
            key="number",
            content="measures",
            columns=(
                Column(
                    "number",
                    "Nr",
                    Kind.CODE,
                    8,
                    "Tiltaksnummer: område, punktum og løpenummer, for eksempel 2.1.3.",
                    required=True,
                ),
                Column("area", "Område", Kind.CODE, 9, formula=_AREA_OF_MEASURE, derived=True),
                Column(
                    "area_name",
                    "Områdenavn",
                    Kind.TEXT,
                    24,
                    formula='IFERROR(INDEX(tblOmråder[Navn],MATCH([@Område],tblOmråder[Kode],0)),"Ukjent område")',
                    derived=True,
                ),
                Column(
                    "title", "Tiltak", Kind.LONG_TEXT, 60, "Tiltakets fulle navn.", required=True
                ),
                Column(
                    "condition",
                    "Forutsetning",
                    Kind.LONG_TEXT,
                    26,
                    "Hva tiltaket er avhengig av. Tom når det ikke er avhengig av noe.",
                ),
                Column(
                    "grant",
                    "Tilskudd",
                    Kind.CODE,
                    13,
                    "Tilskuddet tiltaket finansieres av, fra arket Tilskudd.",
                    choices="Liste_tilskudd",
                ),
                Column(
                    "status",
                    "Status",
                    Kind.CODE,
                    14,
                    "Velg fra listen.",
                    choices="Liste_tiltaksstatus",
                ),
                Column(
                    "responsible",
                    "Ansvarlig",
                    Kind.TEXT,
                    18,
                    "Hvem i sekretariatet som følger opp.",
                ),
                Column("deadline", "Frist", Kind.DATE, 12, "Dato, for eksempel 31.12.2026."),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 30, "Fritekst til oppfølgingen."),
                Column(
                    "result_targets",
                    "Resultatmål",
                    Kind.INTEGER,
                    12,
                    formula=_count("tblMål", '*(tblMål[Type]="Resultatmål")'),
                    derived=True,
                ),
                Column(
                    "effect_targets",
                    "Effektmål",
                    Kind.INTEGER,
                    11,
                    formula=_count("tblMål", '*(tblMål[Type]="Effektmål")'),
                    derived=True,
                ),
                Column(
                    "targets_met",
                    "Mål nådd",
                    Kind.INTEGER,
                    10,
                    formula=_count("tblMål", '*(tblMål[Status]="Nådd")'),
                    derived=True,
                ),
                Column(
                    "partners",
                    "Partnere",
                    Kind.INTEGER,
                    10,
                    formula=_count("tblPartnere"),
                    derived=True,
                ),
            ),
        ),
    )


def _targets(year: int) -> SheetSpec:
    number = "Tallet i målet, bare selve tallet (15, ikke «15 kommuner»). Tom når målet ikke er tallfestet."
    unit = "Hva tallet teller, for eksempel kommuner eller % positiv respons."
    return SheetSpec(
        "Mål",
        "program",
        f"Resultatmål og effektmål {year}",
        "Ett mål per rad. Tallfestede mål har også tallet i egne kolonner. Nye mål skrives rett under tabellen.",
        table=TableSpec(
            "tblMål",
            HEADER_ROW,
            key="target_id",
            content="targets",
            columns=(
                Column(
                    "target_id",
                    "Mål ID",
                    Kind.CODE,
                    11,
                    "Entydig kode: tiltaksnummer, bindestrek, R eller E og løpenummer, for eksempel 2.1.1-R1.",
                    required=True,
                ),
                Column(
                    "measure",
                    "Tiltak",
                    Kind.CODE,
                    9,
                    "Tiltaksnummeret målet hører til.",
                    choices="Liste_tiltak",
                    required=True,
                ),
                Column(
                    "type",
                    "Type",
                    Kind.CODE,
                    14,
                    "Velg fra listen.",
                    choices="Liste_måltype",
                    required=True,
                ),
                Column(
                    "text",
                    "Mål",
                    Kind.LONG_TEXT,
                    70,
                    "Målet slik det skal stå i handlingsprogrammet.",
                    required=True,
                ),
                Column(
                    "operator",
                    "Krav",
                    Kind.CODE,
                    8,
                    "≥ minst, > over, = nøyaktig, ≤ høyst, mellom.",
                    choices="Liste_operator",
                ),
                Column("number", "Tall", Kind.NUMBER, 8, number),
                Column("upper", "Til", Kind.NUMBER, 7, "Øvre grense når kravet er «mellom»."),
                Column("unit", "Enhet", Kind.TEXT, 24, unit),
                Column(
                    "operator2",
                    "Krav 2",
                    Kind.CODE,
                    8,
                    "Når målet har to tall: kravet til det andre.",
                    choices="Liste_operator",
                ),
                Column("number2", "Tall 2", Kind.NUMBER, 8, number),
                Column("unit2", "Enhet 2", Kind.TEXT, 24, unit),
                Column("deadline", "Frist", Kind.DATE, 12, "Dato, for eksempel 31.12.2026."),
                Column(
                    "status", "Status", Kind.CODE, 14, "Velg fra listen.", choices="Liste_målstatus"
                ),
                Column(
                    "outcome",
                    "Utfall",
                    Kind.LONG_TEXT,
                    28,
                    "Hva som ble oppnådd, med tall der målet har tall.",
                ),
                Column("comment", "Kommentar", Kind.LONG_TEXT, 28, "Fritekst til oppfølgingen."),
            ),
        ),
    )


def _partners() -> SheetSpec:
    return SheetSpec(
        "Partnere",
        "program",
        "Partnere",
        "Én partner per rad. Skriv navnet likt hver gang. Nye partnere skrives rett under tabellen.",
        table=TableSpec(
            "tblPartnere",
            HEADER_ROW,
            key="name",
            content="partners",
            columns=(
                Column(
                    "measure",
                    "Tiltak",
                    Kind.CODE,
                    9,
                    "Tiltaksnummeret partneren hører til.",
                    choices="Liste_tiltak",
                    required=True,
                ),
                Column(
                    "name",
                    "Partner",
                    Kind.TEXT,
                    46,
                    "Partnerens navn, skrevet likt overalt.",
                    required=True,
                ),
                Column("remark", "Merknad", Kind.TEXT, 18, "For eksempel «m.fl.»."),
                Column(
                    "title",
                    "Tiltakets navn",
                    Kind.LONG_TEXT,
                    70,
                    formula='IFERROR(INDEX(tblTiltak[Tiltak],MATCH([@Tiltak],tblTiltak[Nr],0)),"Ukjent tiltak")',
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
            columns=(
                Column("body_id", "ID", Kind.CODE, 22, "Kort kode uten mellomrom.", required=True),
                Column(
                    "name", "Navn", Kind.TEXT, 34, "Organets eller gruppens navn.", required=True
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
                Column("leader", "Leder", Kind.TEXT, 24, "Hvem som leder organet."),
                Column("meetings", "Møter", Kind.TEXT, 26, "Hvor ofte det møtes."),
                Column(
                    "description",
                    "Beskrivelse",
                    Kind.LONG_TEXT,
                    90,
                    "Beskrivelsen slik den skal stå i handlingsprogrammet.",
                ),
            ),
        ),
    )
