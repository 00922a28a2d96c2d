"""The whole workbook: which sheets in which order, which names, which lists."""

from __future__ import annotations

from functools import lru_cache

from orxl.layout.assumption_sheets import ASSUMPTIONS, assumptions_sheet
from orxl.layout.budget_formulas import CARRY_IN, RESULT, budget_headers
from orxl.layout.budget_sheets import budget_sheets
from orxl.layout.control_sheets import control_sheets, list_header, lists_sheet
from orxl.layout.front_page import front_page
from orxl.layout.front_state import BUTTON
from orxl.layout.member_sheets import TOTAL, member_sheets
from orxl.layout.model import Layout, NamedCell
from orxl.layout.programme_sheets import programme_sheets
from orxl.layout.text_sheets import text_sheets
from orxl.layout.version import VERSION

CODE_LISTS: dict[str, tuple[str, ...]] = {
    "Liste_ja_nei": ("Ja", "Nei"),
    "Liste_tiltaksstatus": ("Ikke startet", "I gang", "Gjennomført", "Utsatt", "Avbrutt"),
    "Liste_målstatus": ("Ikke vurdert", "I rute", "Nådd", "Delvis nådd", "Ikke nådd"),
    "Liste_måltype": ("Resultatmål", "Effektmål"),
    "Liste_operator": ("≥", ">", "=", "≤", "mellom"),
    "Liste_områdetype": ("Overordnede strategier", "Innsatsområde", "Tverrgående tema"),
    "Liste_strategitype": (
        "Visjon",
        "Utfordring",
        "Overordnet mål",
        "Prioritert politisk sak",
        "Strategi",
        "Oppgave",
        "Prinsipp",
    ),
    "Liste_organtype": (
        "Politisk organ",
        "Sekretariat",
        "Administrativ gruppe",
        "Faggruppe",
        "Prosjektorganisering",
        "Tverrgående arbeidsgruppe",
    ),
    "Liste_posttype": (
        "Inngående",
        "Inntekt",
        "Sum inntekter",
        "Utgift",
        "Sum utgifter",
        "Resultat",
        "Utgående",
    ),
    "Liste_postkilde": (
        "Innlagt",
        "Kontingent",
        "Tilskudd",
        "Øvrige tilskudd",
        "Prosjektmidler",
        "Beregnet",
    ),
    "Liste_tilskuddsstatus": ("Innvilget", "Søkt", "Avslått", "Avsluttet"),
    "Liste_valuta": ("NOK", "EUR"),
    "Liste_teksttype": (
        "tittel",
        "overskrift",
        "avsnitt",
        "punkt",
        "nummerert",
        "lenke",
        "sett inn",
    ),
    "Liste_notetabell": ("Hovedtall", "Prosjektmidler"),
}
"""The code lists on «Lister». A test holds them equal to the enumerations of the programme."""

RUNNING_LISTS: dict[str, str] = {
    "Liste_tiltak": "tblTiltak[Nr]",
    "Liste_områder": "tblOmråder[Kode]",
    "Liste_tilskudd": "tblTilskudd[ID]",
    "Liste_organer": "tblOrganisering[ID]",
    "Liste_poster": "tblHovedtall[Post]",
    "Liste_noter": "tblNoter[Note]",
    # The municipalities at the date of the population, which stand together; INDEX:INDEX is not
    # volatile, as OFFSET would be.
    "Liste_kommuner": (
        "INDEX(tblFolketall[Kommune],MATCH(Folketallsdato,tblFolketall[Dato],0)):"
        "INDEX(tblFolketall[Kommune],MATCH(Folketallsdato,tblFolketall[Dato],0)"
        "+COUNTIF(tblFolketall[Dato],Folketallsdato)-1)"
    ),
}
"""Lists that grow with the tables staff write in."""


@lru_cache(maxsize=8)
def layout_for(year: int, version: int = VERSION) -> Layout:
    """The layout of the workbook for budget year *year*, as it was in *version*."""
    return _today(year).as_of(version)


@lru_cache(maxsize=8)
def _today(year: int) -> Layout:
    assumptions = assumptions_sheet()
    main, projects, grants, carry_over = budget_sheets(year)
    footnotes, paragraphs = text_sheets()
    body = (
        assumptions,
        *programme_sheets(year),
        main,
        projects,
        grants,
        *member_sheets(year),
        carry_over,
        footnotes,
        paragraphs,
        *control_sheets(year),
        lists_sheet(year, CODE_LISTS),
    )
    lists = {name: f"tbl{name}[{list_header(name)}]" for name in CODE_LISTS} | RUNNING_LISTS
    front = front_page(year, body, CODE_LISTS["Liste_tiltaksstatus"])
    return Layout(year, (front, *body), _names(year), lists, CODE_LISTS, {"Knapp": BUTTON})


def _names(year: int) -> tuple[NamedCell, ...]:
    """Names for single cells: the assumptions and the figures that the paper's text quotes."""
    now = budget_headers(year)["budget"]
    assumptions = (
        NamedCell(spec.name, "tblForutsetninger", spec.name, "value", optional=not spec.required)
        for spec in ASSUMPTIONS
    )
    return (
        *assumptions,
        NamedCell("Kontingent_i_alt", "tblKontingent", TOTAL, "fee"),
        NamedCell("Inngående_mindreforbruk", "tblHovedtall", CARRY_IN, "budget", by="type"),
        NamedCell("Inngående_forrige", "tblHovedtall", CARRY_IN, "budget_prior", by="type"),
        NamedCell("Resultat_forrige_prognose", "tblHovedtall", RESULT, "forecast_prior", by="type"),
        NamedCell("Bundne_midler", "tblOverføring", now, "bound_in"),
        NamedCell(
            "Lønn_sekretariatet", "tblHovedtall", "Lønn sekretariatet, mv.", "budget", optional=True
        ),
        NamedCell("Tilsagn_", "tblTilskudd", "", "ceiling", optional=True, each=True),
    )
