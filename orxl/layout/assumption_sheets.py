"""The assumptions: every number that is decided, not calculated."""

from __future__ import annotations

from dataclasses import dataclass

from orxl.layout.looks import Look, Mark
from orxl.layout.model import Column, Kind, SheetSpec, TableSpec

HEADER_ROW = 5


@dataclass(frozen=True, slots=True)
class AssumptionSpec:
    """An assumption the workbook must have: its defined name, kind and drop-down list.

    ``label``, ``unit`` and ``note`` are what its row says in a new, empty workbook, and ``start``
    the value it has there (None: staff must fill it in). A value outside ``plausible`` (lowest
    and highest) is hardly what was meant.
    """

    name: str
    kind: Kind
    choices: str | None = None
    required: bool = True
    label: str = ""
    unit: str = ""
    note: str = ""
    start: str | float | None = None
    plausible: tuple[float, float] | None = None


ASSUMPTIONS = (
    AssumptionSpec(
        "Organisasjon",
        Kind.TEXT,
        label="Organisasjon",
        note="Navnet på det interkommunale politiske rådet.",
    ),
    AssumptionSpec(
        "Budsjettår",
        Kind.YEAR,
        label="Budsjettår",
        unit="år",
        note="Året handlingsprogrammet og budsjettet gjelder for. Skal ikke endres i en bok i bruk, for kolonnene bærer årstallet.",
    ),
    AssumptionSpec(
        "Versjon",
        Kind.TEXT,
        label="Utgave",
        note="Vises på forsiden, for eksempel utkast, innstilling eller vedtatt.",
        start="Utkast",
    ),
    AssumptionSpec(
        "Vedtaksmøte",
        Kind.DATE,
        required=False,
        label="Møte i representantskapet",
        unit="dato",
        note="Møtet der handlingsprogrammet og budsjettet behandles.",
    ),
    AssumptionSpec(
        "Regn_med_søkte_tilskudd",
        Kind.TEXT,
        "Liste_ja_nei",
        label="Regn med søkte tilskudd",
        unit="Ja/Nei",
        note="«Ja» regner med tilskudd som er søkt, men ikke innvilget. «Nei» tar dem ut av både inntekter og prosjektmidler.",
        start="Nei",
    ),
    AssumptionSpec(
        "Kontingentsats",
        Kind.RATE,
        label="Kontingentsats",
        unit="kr per innbygger",
        note="Ganges med folketallet i hver medlemskommune.",
    ),
    AssumptionSpec(
        "Kontingentsats_forrige",
        Kind.RATE,
        label="Kontingentsats året før",
        unit="kr per innbygger",
        note="Brukes bare i avstemmingen mot prognosen året før.",
        plausible=(0.5, 10.0),
    ),
    AssumptionSpec(
        "Kontingentvedtak",
        Kind.DATE,
        required=False,
        label="Dato for vedtak om kontingentsats",
        unit="dato",
        note="Satsen må være vedtatt før budsjettåret begynner.",
    ),
    AssumptionSpec(
        "Folketallsdato",
        Kind.DATE,
        label="Dato for folketallet",
        unit="dato",
        note="Folketallet kontingenten beregnes av. Datoen må finnes på arket Folketall.",
    ),
    AssumptionSpec(
        "Antall_medlemmer",
        Kind.INTEGER,
        label="Antall medlemskommuner",
        unit="kommuner",
        note="Når like mange er navngitt på arket Medlemmer, blir linjen «Øvrige» på Kontingent null.",
        plausible=(2.0, 357.0),
    ),
    AssumptionSpec(
        "Kontingentgrunnlag",
        Kind.KRONER,
        label="Vedtatt grunnlag for kontingentinntekter",
        unit="kr",
        note="Summen for alle medlemmene, slik den er vedtatt.",
    ),
    AssumptionSpec(
        "Kurs_EUR",
        Kind.EXCHANGE,
        required=False,
        label="Valutakurs, euro",
        unit="kr per euro",
        note="Brukes bare til å regne tilsagn i euro om til kroner.",
        plausible=(5.0, 20.0),
    ),
    AssumptionSpec(
        "Antall_stillinger",
        Kind.NUMBER,
        required=False,
        label="Stillinger budsjettet dekker",
        unit="stillinger",
        note="Faste stillinger og prosjektstillinger til sammen.",
        plausible=(0.1, 50.0),
    ),
    AssumptionSpec(
        "Faste_stillinger",
        Kind.NUMBER,
        required=False,
        label="Herav faste stillinger",
        unit="stillinger",
        plausible=(0.0, 50.0),
    ),
    AssumptionSpec(
        "Toleranse_avrunding",
        Kind.THOUSANDS,
        label="Toleranse for avrunding",
        unit="1000 kr",
        note="Så mye kan trykte tall i tidligere år avvike fra summen av linjene før det regnes som feil. Avviket står alltid synlig på linjen «Avrunding».",
        start=2.0,
        plausible=(0.0, 10.0),
    ),
    AssumptionSpec(
        "Avviksgrense_beløp",
        Kind.THOUSANDS,
        label="Avvik som ikke følges opp",
        unit="1000 kr",
        note="Et avvik mellom prognose og budsjett på dette beløpet eller mindre gir alltid grønt trafikklys.",
        start=25.0,
        plausible=(0.0, 500.0),
    ),
    AssumptionSpec(
        "Avviksgrense_gul",
        Kind.SHARE,
        label="Grense for gult trafikklys",
        unit="av budsjettet",
        note="Et ugunstig avvik som er større enn dette, gir gult trafikklys.",
        start=0.05,
        plausible=(0.0, 0.5),
    ),
    AssumptionSpec(
        "Avviksgrense_rød",
        Kind.SHARE,
        label="Grense for rødt trafikklys",
        unit="av budsjettet",
        note="Et ugunstig avvik som er større enn dette, gir rødt trafikklys og skal forklares.",
        start=0.1,
        plausible=(0.0, 1.0),
    ),
)


def assumptions_sheet() -> SheetSpec:
    """The sheet of the assumptions."""
    names = ",".join(f'{{name}}="{spec.name}"' for spec in ASSUMPTIONS if spec.required)
    return SheetSpec(
        "Forutsetninger",
        "budsjett",
        "Forutsetninger",
        "Alt som er bestemt og ikke beregnet, på ett sted. Sekretariatet endrer kolonnen Verdi.",
        protected=True,
        table=TableSpec(
            "tblForutsetninger",
            HEADER_ROW,
            key="name",
            content="assumptions",
            grows=False,
            filter=False,
            marks=(Mark("value", "value", f'AND({{value}}="",OR({names}))', Look.KNOWN),),
            columns=(
                Column("label", "Forutsetning", Kind.TEXT, 40, required=True),
                Column(
                    "value", "Verdi", Kind.ANY, 20, "Skriv verdien. Enheten står i neste kolonne."
                ),
                Column("unit", "Enhet", Kind.TEXT, 17),
                Column(
                    "name",
                    "Navn i formler",
                    Kind.CODE,
                    25,
                    "Navnet formlene bruker. Endres ikke.",
                    required=True,
                ),
                Column("source", "Kilde", Kind.LONG_TEXT, 32, "Hvor verdien kommer fra."),
                Column(
                    "note", "Forklaring", Kind.LONG_TEXT, 58, "Hva verdien betyr for budsjettet."
                ),
            ),
        ),
    )
