"""The sheet of budget amendments: what has been adopted since, and the budget as it is revised.

The adopted budget stands on «Hovedtall» and is never moved by an amendment; the revised one stands
beside it there, line by line, and here in its totals.
"""

from __future__ import annotations

from typing import Final

from orxl.layout.budget_formulas import of_line
from orxl.layout.columns import REQUIRED, amount, code, day, long_text, over, row, table, text
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page, unknown
from orxl.layout.model import Fixed, SheetSpec
from orxl.layout.names import (
    AMENDED,
    AMENDMENTS,
    CARRY_OUT,
    EXPENSE_SUM,
    INCOME_SUM,
    RESULT,
    Group,
)
from orxl.layout.tables import Row

SINCE: Final = 7
_EFFECT: Final = (
    "IF({type}={LineType.INCOME},N({amount}),IF({type}={LineType.EXPENSE},-N({amount}),0))"
)


def _total(label: str, kind: str) -> Row:
    """A total of the main figures, as it was adopted and as it is revised."""
    return row(
        {"what": label},
        adopted=of_line("budget", kind),
        amended=of_line("amended", kind),
        revised=of_line("revised", kind),
    )


_TOTALS: Final = table(
    AMENDED, "what",
    text("what", "Sum", 34, "Summen på Hovedtall. Endres ikke for hånd.", level=Level.SETUP),
    amount("adopted", "Opprinnelig vedtatt", 14, by_row=True),
    amount("amended", "Endret ved vedtak", 14, by_row=True),
    amount("revised", "Revidert budsjett", 14, by_row=True),
    fixed=True, since=SINCE,
    rows=(
        _total("Sum inntekter", INCOME_SUM),
        _total("Sum driftsutgifter", EXPENSE_SUM),
        _total("Resultat", RESULT),
        _total("Utgående mindreforbruk", CARRY_OUT),
        row({"what": "Kontroll: endret resultat minus vedtakene"},
            amended=f"{of_line('amended', RESULT)}-SUM({{tblBudsjettendringer.effect}})"),
    ),
    marks=(
        Mark("amended", "amended", 'AND(LEFT({what},8)="Kontroll",ROUND({amended},2)<>0)',
             Look.BAD),
    ),
)  # fmt: skip
"""The totals beside each other, and the proof: the amendments are all in the revised budget."""

AMENDMENT_SHEET: Final = SheetSpec(
    "Budsjettendringer", Group.BUDGET, "Budsjettendringer {year}",
    "Endringer som er vedtatt etter budsjettet, én rad for hver post i hvert vedtak. Hovedtall "
    "viser det reviderte budsjettet post for post.", unit="Tall i 1000 kr", since=SINCE,
    freeze="A4",
    fixed=(
        Fixed("C3", "«Budsjett {year}» på Hovedtall er det opprinnelig vedtatte, og flyttes ikke.",
              role="purpose", span=4),
        over("decision", "Vedtatte endringer – nye skrives rett under tabellen", role="heading",
             span=4),
    ),
    more_tables=(_TOTALS,),
    page=Page(to="text"),
    table=table(
        AMENDMENTS, "decision",
        code("decision", "Vedtak", 34, "Saken endringen er vedtatt i, for eksempel sak 4/26.",
             required=True),
        day("day", "Dato", 14, "Dagen endringen ble vedtatt.", required=True),
        amount("amount", "Endring", 14, "Hvor mye posten øker, i 1000 kr. Minus når den går ned. "
               "Gjelder både inntekter og utgifter.", required=True),
        amount("effect", "Virkning på resultatet", 14, formula=_EFFECT),
        text("line", "Post på Hovedtall", 51, "Posten som endres. Velg fra listen.",
             choices="Liste_poster", required=True),
        long_text("text", "Hva og hvorfor", 45, "Hva som er bestemt, i en setning."),
        code("type", "Type", 12, hidden=True, formula=
             'IFERROR(INDEX({tblHovedtall.type},MATCH({line},{tblHovedtall.label},0)),"")'),
        content="amendments", header_row=14, since=SINCE,
        marks=(REQUIRED, unknown("line", "Liste_poster")),
    ),
)  # fmt: skip
