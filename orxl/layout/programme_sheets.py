"""The sheets of the programme that measures belong under: strategy, areas and bodies."""

from __future__ import annotations

from orxl.layout.columns import REQUIRED, code, integer, link, long_text, table, text
from orxl.layout.kinds import Level
from orxl.layout.looks import Page, unique, unknown
from orxl.layout.model import SheetSpec
from orxl.layout.names import AREAS, BODIES, STRATEGY, Group
from orxl.layout.tables import Column
from orxl.programme.codes import AreaType, BodyType, StrategyType

STRATEGY_SHEET = SheetSpec(
    "Strategi", Group.PROGRAMME, "Strategi",
    "Fra visjon til strategier: det handlingsprogrammet bygger på. Redigeres av sekretariatet.",
    page=Page(landscape=False, to="area"),
    table=table(
        STRATEGY, "number",
        code("number", "Nr", 8, "Kort kode, for eksempel M1 eller U3.", required=True, public=True),
        code("type", "Type", 24, "Leddet i rekken fra visjon til strategier.",
             choices=StrategyType, required=True, public=True),
        long_text("text", "Tekst", 90, "Teksten slik den skal stå i handlingsprogrammet.",
                  required=True, public=True),
        code("area", "Område", 12.5, "Koden til området teksten gjelder, for eksempel 2.2. Tom når "
             "den gjelder alle.", choices="Liste_områder", public=True),
        link("link", "Lenke", 46, "Full nettadresse som begynner med https://", one_line=True,
             public=True),
        content="strategy", level=Level.SETUP,
        marks=(REQUIRED, unique("number"), unknown("area", "Liste_områder")),
    ),
)  # fmt: skip


def _fetched(number: int) -> tuple[Column, Column]:
    """The text with its next ``{Strategi.S1.Tekst}`` put in, and the key that it names."""
    before, opens = f"{{step{number - 1}}}", '"{Strategi."'
    found = f"FIND({opens},{before})"
    text_of = f"INDEX({{tblStrategi.text}},MATCH({{key{number}}},{{tblStrategi.number}},0))"
    return (
        code(f"key{number}", f"Kode{number}", 9, hidden=True, since=5, formula=
             f'IFERROR(MID({before},{found}+10,FIND(".Tekst}}",{before})-{found}-10),"")'),
        long_text(f"step{number}", f"Ledd{number}", 9, hidden=True, since=5, formula=
                  f'IF({{key{number}}}="",{before},IFERROR(SUBSTITUTE({before},'
                  f'{opens}&{{key{number}}}&".Tekst}}",{text_of}),{before}))'),
    )  # fmt: skip


AREA_SHEET = SheetSpec(
    "Områder", Group.PROGRAMME, "Områder",
    "Overordnede strategier, innsatsområder og tverrgående tema. Redigeres av sekretariatet.",
    page=Page(landscape=False, to="cross_references"),
    table=table(
        AREAS, "code",
        code("code", "Kode", 9.5, "Områdets nummer, for eksempel 2.1.", required=True, public=True),
        text("name", "Navn", 25, "Navnet slik det står i overskriften i saken.", required=True,
             public=True),
        code("type", "Type", 18, "Overordnet, innsatsområde eller tverrgående tema.",
             choices=AreaType, required=True, public=True),
        long_text("printed", "Innledning i saken", 86, since=5, formula="{step3}", public=True),
        code("cross_references", "Se også", 12, "Koder for områder innledningen viser til, skilt "
             "med komma: 3.1, 3.5", public=True),
        integer("measures", "Antall tiltak", 14,
                formula='IF({code}="",0,SUMPRODUCT(({tblTiltak.area}={code})*1))', public=True),
        long_text("introduction", "Innledning", 86, "Innledningen til området. Alt+Enter gir nytt "
                  "avsnitt. {Budsjettår} og {Strategi.S1.Tekst} byttes ut i saken.", public=True),
        # The braces are torn apart: whole they would be a key of the layout.
        long_text("step0", "Ledd0", 9, hidden=True, since=5,
                  formula='SUBSTITUTE({introduction},"{"&"Budsjettår}",Budsjettår)'),
        *(column for number in (1, 2, 3) for column in _fetched(number)),
        content="areas", level=Level.SETUP, marks=(REQUIRED, unique("code")),
    ),
)  # fmt: skip

BODY_SHEET = SheetSpec(
    "Organisering", Group.PROGRAMME, "Organisering",
    "Organer, grupper og arbeidsgrupper. Redigeres av sekretariatet.",
    page=Page(to="description"),
    table=table(
        BODIES, "name",
        text("name", "Navn", 30, "Navnet slik det står i overskriften i saken.", required=True,
             public=True),
        code("type", "Type", 26, "Politisk eller administrativt organ, eller hva slags gruppe.",
             choices=BodyType, required=True, public=True),
        text("under", "Under", 26, since=5, formula='IF({parent}="","",IFERROR(INDEX('
             '{tblOrganisering.name},MATCH({parent},{tblOrganisering.body_id},0)),'
             '"Ukjent organ"))', public=True),
        text("leader", "Leder", 18, "Hvem som leder organet, der teksten sier det."),
        text("meetings", "Møter", 24, "Hvor ofte det møtes, der teksten sier det.", public=True),
        long_text("description", "Beskrivelse", 76, "Beskrivelsen slik den skal stå i "
                  "handlingsprogrammet.", public=True),
        code("body_id", "ID", 30, "Kort kode uten mellomrom.", required=True, public=True),
        code("parent", "Overordnet", 30, "ID-en til organet over, der teksten sier det.",
             choices="Liste_organer", public=True),
        content="bodies", level=Level.SETUP,
        marks=(REQUIRED, unique("body_id"), unknown("parent", "Liste_organer")),
    ),
)  # fmt: skip
