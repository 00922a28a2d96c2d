"""The facts of the case and the assumptions of today: every number that is not calculated."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from orxl.core.light import dataclass
from orxl.core.values import BLANK, Value
from orxl.layout.code_lists import list_of
from orxl.layout.columns import (
    anything,
    code,
    day,
    long_text,
    source,
    table,
    text,
)
from orxl.layout.kinds import Kind, Level
from orxl.layout.looks import Look, Mark
from orxl.layout.model import SheetSpec
from orxl.layout.names import ASSUMED, Group
from orxl.programme.codes import Growth, Standing, YesNo


@dataclass(frozen=True, slots=True)
class AssumptionSpec:
    """An assumption the workbook must have: its defined name, its kind and its drop-down list.

    ``label``, ``unit`` and ``note`` are what its row says in a new, empty workbook, and ``start``
    the value it has there (None: staff must fill it in). A value outside ``plausible`` (lowest
    and highest) is hardly what was meant.
    """

    name: str
    kind: Kind
    label: str
    unit: str = ""
    note: str = ""
    list_of: type[StrEnum] | None = None
    required: bool = True
    start: str | float | None = None
    plausible: tuple[float, float] | None = None
    standing: Standing = Standing.ASSUMED
    """How firm its value is in a new workbook; all but an assumption is a fact of the case."""
    since: int = 1
    """The version of the layout that brought it."""
    first: str = ""
    """The assumption whose value it takes in a workbook that is older than it."""
    public: bool = False
    """Whether everyone may read it: what the published case says, and the rate of today."""

    @property
    def wanted(self) -> bool:
        """Whether every workbook is to have its row: formulas name what came later."""
        return self.required or self.since > 1

    @property
    def level(self) -> Level:
        """When it is filled in: the case's facts stand, today's assumptions follow."""
        return (
            Level.SETUP
            if self.name in _FRAME or self.standing is not Standing.ASSUMED
            else Level.NOW
        )

    @property
    def choices(self) -> str | None:
        """The name of the list its value must come from."""
        return None if self.list_of is None else list_of(self.list_of)


_FRAME: Final = frozenset(
    {
        "Organisasjon",
        "Budsjettår",
        "Toleranse_avrunding",
        "Avviksgrense_beløp",
        "Avviksgrense_gul",
        "Avviksgrense_rød",
    }
)
"""What is chosen once for the whole year, though it is no fact of the case."""

ASSUMPTIONS: Final = (
    AssumptionSpec("Organisasjon", Kind.TEXT, "Organisasjon", "",
        "Navnet på det interkommunale politiske rådet.", public=True),
    AssumptionSpec("Budsjettår", Kind.YEAR, "Budsjettår", "år",
        "Året handlingsprogrammet og budsjettet gjelder for. Skal ikke endres i en bok i bruk, "
        "fordi årstallet står i kolonnenavnene.", public=True),
    AssumptionSpec("Versjon", Kind.TEXT, "Utgave", "",
        "Vises på forsiden, for eksempel utkast, innstilling eller vedtatt.", start="Utkast",
        public=True),
    AssumptionSpec("Vedtaksmøte", Kind.DATE, "Møtet saken behandles i", "dato",
        "Sakens dato: det som er kjent da, kan saken bygge på.", required=False,
        standing=Standing.STATED, public=True),
    AssumptionSpec("Budsjettvedtak", Kind.DATE, "Budsjettet vedtatt", "dato",
        "Dagen representantskapet vedtok budsjettet. Tom: budsjettet er innstilt.",
        required=False, standing=Standing.PROPOSED, since=3, public=True),
    AssumptionSpec("Status_per", Kind.DATE, "Status per", "dato",
        "Datoen frister, godtatte avvik og status vurderes mot. Settes når status oppdateres.",
        since=3, first="Vedtaksmøte", public=True),
    AssumptionSpec("Regnskap_per", Kind.DATE, "Regnskap per", "dato",
        "Datoen regnskapstallene gjelder til.", required=False, since=3),
    AssumptionSpec("Faktisk_overføring", Kind.THOUSANDS, "Overført fra året før, etter regnskapet",
        "1000 kr", "Det regnskapet for året før endte med. Tas i bruk i stedet for prognosen når "
        "dato og vedtak også er fylt ut.", required=False, since=7),
    AssumptionSpec("Overføring_fra", Kind.DATE, "Overføringen gjelder fra", "dato",
        "Dagen overføringen ble vedtatt. Gjelder fra «Status per» er kommet så langt.",
        required=False, since=7),
    AssumptionSpec("Overføringsvedtak", Kind.TEXT, "Vedtak om overføringen", "",
        "Saken der regnskapet og overføringen ble vedtatt, for eksempel sak 4/26.",
        required=False, since=7),
    AssumptionSpec("Kontingentsats_saken", Kind.RATE, "Kontingentsats i saken",
        "kr per innbygger", "Satsen representantskapet vedtok. Endres bare når saken selv rettes.",
        standing=Standing.DECIDED, plausible=(0.5, 100.0), since=3, first="Kontingentsats",
        public=True),
    AssumptionSpec("Kontingentgrunnlag", Kind.KRONER, "Kontingentinntekter i saken", "kr",
        "Summen for alle medlemmene, slik saken anslår den. Budsjettets tall regnes ut på "
        "Kontingent; broen der viser forskjellen.", standing=Standing.ESTIMATED, public=True),
    AssumptionSpec("Folketallsdato_saken", Kind.DATE, "Folketallsdato i saken", "dato",
        "Datoen sakens kontingent er regnet av. Datoen må finnes på arket Folketall.",
        standing=Standing.STATED, since=3, first="Folketallsdato", public=True),
    AssumptionSpec("Antall_medlemmer", Kind.INTEGER, "Medlemskommuner i saken", "kommuner",
        "Bestemmer hvor mange som ikke er navngitt. Endres ikke når en kommune går ut eller "
        "kommer inn; det gjøres på Medlemmer.", standing=Standing.STATED,
        plausible=(2.0, 357.0), public=True),
    AssumptionSpec("Kontingentsats_forrige", Kind.RATE, "Kontingentsats året før",
        "kr per innbygger", "Brukes bare i avstemmingen mot prognosen året før.",
        standing=Standing.STATED, plausible=(0.5, 100.0), public=True),
    AssumptionSpec("Kontingentvedtak", Kind.DATE, "Dato for vedtak om kontingentsats", "dato",
        "Satsen må være vedtatt før budsjettåret begynner.", required=False,
        standing=Standing.STATED, public=True),
    AssumptionSpec("Bundet_i_saken", Kind.THOUSANDS, "Bundne midler i saken", "1000 kr",
        "Det saken sier er bundet ved utgangen av budsjettåret.", required=False,
        standing=Standing.ESTIMATED, since=3, public=True),
    AssumptionSpec("Kontingentsats", Kind.RATE, "Kontingentsats i dag", "kr per innbygger",
        "Ganges med folketallet i hver medlemskommune.", public=True),
    AssumptionSpec("Folketallsdato", Kind.DATE, "Dato for folketallet i dag", "dato",
        "Folketallet kontingenten beregnes av. Datoen må finnes på arket Folketall.", public=True),
    AssumptionSpec("Vekst_øvrige", Kind.TEXT, "Vekst for øvrige medlemmer", "",
        "Hvordan innbyggertallet til medlemmene uten navn følger en ny folketallsdato. Spennet "
        "over metodene står på Kontingent.", Growth, start=Growth.UNCHANGED.value, since=3),
    AssumptionSpec("Kontingentforfall", Kind.TEXT, "Forfall for kontingenten", "datoer",
        "Når kontingenten forfaller: én dato for hver termin, skilt med semikolon, for eksempel "
        "1.3.2026; 1.9.2026. Terminene er like store. Tom til sekretariatet har bestemt det.",
        required=False, since=6),
    AssumptionSpec("Regn_med_søkte_tilskudd", Kind.TEXT, "Regn med søkte tilskudd", "Ja/Nei",
        "«Ja» regner med tilskudd som er søkt, men ikke innvilget. «Nei» tar dem ut av både "
        "inntekter og prosjektmidler.", YesNo, start="Nei"),
    AssumptionSpec("Kurs_EUR", Kind.EXCHANGE, "Valutakurs, euro", "kr per euro",
        "Brukes bare til å regne tilsagn i euro om til kroner.", required=False,
        plausible=(5.0, 20.0)),
    AssumptionSpec("Antall_stillinger", Kind.NUMBER, "Stillinger budsjettet dekker", "stillinger",
        "Faste stillinger og prosjektstillinger til sammen.", required=False,
        plausible=(0.1, 50.0), public=True),
    AssumptionSpec("Faste_stillinger", Kind.NUMBER, "Herav faste stillinger", "stillinger",
        "Så mange av stillingene er faste; resten er prosjektstillinger.",
        required=False, plausible=(0.0, 50.0), public=True),
    AssumptionSpec("Toleranse_avrunding", Kind.THOUSANDS, "Toleranse for avrunding", "1000 kr",
        "Så mye kan trykte tall i tidligere år avvike fra summen av linjene før det regnes som "
        "feil. Avviket står alltid synlig på linjen «Avrunding».", start=2.0,
        plausible=(0.0, 10.0)),
    AssumptionSpec("Avviksgrense_beløp", Kind.THOUSANDS, "Avvik som ikke følges opp", "1000 kr",
        "Et avvik mellom prognose og budsjett på dette beløpet eller mindre gir alltid grønt "
        "trafikklys.", start=25.0, plausible=(0.0, 500.0)),
    AssumptionSpec("Avviksgrense_gul", Kind.SHARE, "Grense for gult trafikklys", "av budsjettet",
        "Et ugunstig avvik som er større enn dette, gir gult trafikklys.", start=0.05,
        plausible=(0.0, 0.5)),
    AssumptionSpec("Avviksgrense_rød", Kind.SHARE, "Grense for rødt trafikklys", "av budsjettet",
        "Et ugunstig avvik som er større enn dette, gir rødt trafikklys og skal forklares.",
        start=0.1, plausible=(0.0, 1.0)),
    AssumptionSpec("Sikkerhetskopier_antall", Kind.INTEGER, "Sikkerhetskopier som beholdes",
        "kopier", "Så mange av de nyeste sikkerhetskopiene blir liggende; de eldre slettes når "
        "boken lagres av orxl. Tom betyr ti.", required=False, start=10.0, plausible=(1.0, 500.0),
        since=7),
    AssumptionSpec("Sikkerhetskopier_dager", Kind.INTEGER, "Sikkerhetskopier beholdes i minst",
        "dager", "Kopier som er yngre enn dette, blir liggende, også om det er flere enn antallet. "
        "Tom betyr at bare antallet gjelder.", required=False, plausible=(0.0, 3660.0), since=7),
)  # fmt: skip


def assumptions_of(version: int) -> tuple[AssumptionSpec, ...]:
    """The assumptions that a workbook of *version* of the layout has."""
    return tuple(spec for spec in ASSUMPTIONS if spec.since <= version)


_NEEDED = ",".join(f'{{name}}="{spec.name}"' for spec in ASSUMPTIONS if spec.required)

_STANDINGS = {spec.name: spec.standing.value for spec in ASSUMPTIONS}


def _standing(row: Mapping[str, Value], _: int) -> Value:
    return _STANDINGS.get(str(row.get("name")), BLANK)


ASSUMPTION_SHEET = SheetSpec(
    "Forutsetninger", Group.BUDGET, "Forutsetninger",
    "Det saken sier, og det som forutsettes i dag. Kolonnen «Grunnlag» sier hvor fast verdien er.",
    protected=True,
    table=table(
        ASSUMED, "name",
        text("label", "Forutsetning", 40, required=True, public=True),
        anything("value", "Verdi", 20, "Tallet, datoen eller ordet, uten enhet.", public=True),
        text("unit", "Enhet", 17, public=True),
        code("standing", "Grunnlag", 17, "Hvor fast verdien er: vedtatt, oppgitt eller anslått i "
             "saken, innstilt, eller en forutsetning for i dag.", choices=Standing,
             level=Level.SETUP, since=3,
             first=_standing, public=True),
        day("day", "Dato", 12, "Dagen vedtaket ble gjort eller saken er datert.",
            level=Level.SETUP, since=3, public=True),
        code("name", "Navn i formler", 25, "Navnet formlene bruker. Endres ikke.", required=True,
             public=True),
        source("source", "Kilde", 32, "Dokumentet og stedet verdien er hentet fra, for eksempel "
                  "saken, 5.1.3.", level=Level.SETUP),
        long_text("note", "Forklaring", 58, "Hva verdien betyr for budsjettet.", level=Level.SETUP),
        content="assumptions", fixed=True,
        levels={spec.name: spec.level for spec in ASSUMPTIONS},
        public_rows=frozenset(spec.name for spec in ASSUMPTIONS if spec.public),
        marks=(Mark("value", "value", f'AND({{value}}="",OR({_NEEDED}))', Look.KNOWN),),
    ),
)  # fmt: skip
