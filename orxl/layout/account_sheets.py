"""The sheet that tells which line of the main figures an account of the ledger belongs to."""

from __future__ import annotations

from orxl.layout.columns import code, long_text, table, text
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, unknown
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import ACCOUNT_LINKS, Group

_TOLD = "{first}&{last}&{department}&{function}&{project}"

ACCOUNT_SHEET = SheetSpec(
    "Regnskapskobling", Group.BUDGET, "Regnskapskobling",
    "Hvilken post på Hovedtall hver konto i regnskapet hører til. Brukes når regnskapet importeres "
    "til «Regnskap hittil».",
    fixed=(
        Fixed("B3", "Tomt felt betyr alle. Den mest bestemte raden gjelder. Det som ikke skal inn "
              "på Hovedtall, får en grunn i stedet.", role="purpose", span=6),
    ),
    since=6,
    table=table(
        ACCOUNT_LINKS, "first",
        code("first", "Konto fra", 13, "Første konto eller art. Det holder med begynnelsen: 50 er "
             "alle kontoer som begynner med 50."),
        code("last", "Konto til", 13, "Siste konto eller art. Tom betyr bare «Konto fra»."),
        code("department", "Ansvar", 12, "Bare dette ansvaret. Tom betyr alle."),
        code("function", "Funksjon", 13, "Bare denne funksjonen. Tom betyr alle."),
        code("project", "Prosjekt", 13, "Bare dette prosjektet. Tom betyr alle."),
        text("line", "Post på Hovedtall", 51, "Posten beløpet hører til. Velg fra listen.",
             choices="Liste_poster"),
        code("outside", "Utenfor Hovedtall", 25, "Hvorfor beløpet ikke skal inn på Hovedtall.",
             choices="Liste_utenfor"),
        long_text("note", "Kommentar", 50, "Hvorfor det er slik, eller hvem som har bestemt det."),
        content="account_links", level=Level.SETUP,
        marks=(
            Mark("line", "outside", f'AND({_TOLD}<>"",({{line}}="")=({{outside}}=""))', Look.BAD),
            unknown("line", "Liste_poster"),
        ),
    ),
)  # fmt: skip
