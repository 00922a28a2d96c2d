"""A formula that is not what the formulas around it are."""

from __future__ import annotations

from orxl.formulas.norwegian import shown
from orxl.rules.kit import Fix, Hit, Hits, Rule, Severity
from orxl.rules.kit.references import EXCELINT, FORMULA_ERRORS
from orxl.rules.sheets.breaks import mend
from orxl.rules.sheets.likeness import Likeness
from orxl.rules.sheets.sheet import a1
from orxl.rules.sheets.view import SheetsView
from orxl.rules.sheets.wording import why

RULE = Rule(
    "A003",
    "formel-avviker-fra-naboene",
    Severity.WARNING,
    asks=SheetsView,
    finds="En formel som ikke er den samme som formlene rundt den, enda den står midt i en rekke "
    "av like formler: den viser til en annen celle, mangler et ledd eller regner annerledes.",
    why="Like rader og kolonner skal regnes likt. Når én celle er endret for hånd, ser ingen det "
    "på arket, og summene blir gale.",
    remedy="Kopier formelen fra en nabocelle, eller skriv i et notat ved cellen hvorfor cellen er "
    "annerledes.",
    fix=Fix.PROPOSED,
    fix_safety="Formelen naboene har, foreslås. orxl kjenner ikke arket, og cellen kan være "
    "annerledes med vilje; derfor rettes den for hånd.",
    references=(FORMULA_ERRORS, EXCELINT),
)


@RULE.check
def check(view: SheetsView) -> Hits:
    for found in view.breaks:
        if found.difference.likeness is Likeness.NUMBER or found.cell in view.split_sums:
            continue  # a typed number that differs, and sums that do, have rules of their own
        present = found.sheet.formula(found.at)
        yield Hit(
            why(found),
            cell=found.cell,
            confidence=found.confidence,
            expected=shown(found.formula),
            actual=shown(present),
            remedy=f"Kopier formelen fra {a1(found.breach.model)} og lim den inn i "
            f"{a1(found.at)}, hvis cellen ikke skal være annerledes.",
            fix=mend(found),
        )


RULE.bad_sheet(
    "D4 er kopiert fra kolonnen ved siden av.",
    """
    2|3|=A1*B1→6 |=C1-5→1
    2|4|=A2*B2→8 |=C2-5→3
    2|5|=A3*B3→10|=C3-5→5
    2|6|=A4*B4→12|=B4*C4→72
    2|7|=A5*B5→14|=C5-5→9
    2|8|=A6*B6→16|=C6-5→11
    """,
    at="D4",
)

RULE.bad_sheet(
    "D4 ganger med raden over.",
    """
    Vare|Antall|Pris|Beløp
    a   |2     |3   |=B2*C2→6
    b   |4     |5   |=B3*C3→20
    c   |6     |7   |=B4*C3→30
    d   |8     |9   |=B5*C5→72
    e   |1     |2   |=B6*C6→2
    """,
    at="D4",
)

RULE.bad_sheet(
    "Summen i D6 stopper en rad for tidlig; de andre tar med rad 5.",
    """
       |1            |2             |3             |4             |5
       |1            |2             |3             |4             |5
       |1            |2             |3             |4             |5
       |1            |2             |3             |4             |5
       |1            |2             |3             |4             |5
    Sum|=SUM(B1:B5)→5|=SUM(C1:C5)→10|=SUM(D1:D4)→12|=SUM(E1:E5)→20|=SUM(F1:F5)→25
    """,
    at="D6",
)

RULE.bad_sheet(
    "C4 legger til der de andre trekker fra.",
    """
    9|1|=A1-B1→8
    9|2|=A2-B2→7
    9|3|=A3-B3→6
    9|4|=A4+B4→13
    9|5|=A5-B5→4
    """,
    at="C4",
)

RULE.bad_sheet(
    "D4 er skrevet av etter cellen over, ord for ord.",
    """
    Vare|Antall|Pris|Beløp
    a   |2     |3   |=B2*C2→6
    b   |4     |5   |=B3*C3→20
    c   |6     |7   |=B3*C3→20
    """,
    at="D4",
)

RULE.bad_sheet(
    "Avgiften i E4 er kopiert inn i D4.",
    """
    Vare|Antall|Pris|Beløp        |Avgift
    a   |2     |30  |=B2*C2→60    |=D2*0.25→15
    b   |4     |50  |=B3*C3→200   |=D3*0.25→50
    c   |6     |70  |=C4*0.25→17.5|=D4*0.25→4
    d   |8     |90  |=B5*C5→720   |=D5*0.25→180
    """,
    at="D4",
)

RULE.good_sheet(
    "Summen under kolonnen og den første åpningsbalansen er andre formler.",
    """
    IB |100            |=B3→130        |=C3→160
    Inn|50             |50             |50
    UB |=B1+B2-20→130  |=C1+C2-20→160  |=D1+D2-20→190
    Sum|=SUM(B1:B2)→150|=SUM(C1:C2)→180|=SUM(D1:D2)→210
    """,
)

RULE.good_sheet(
    "En formel med $ som viser til de samme cellene.",
    """
    2|3|=A1*B1→6
    2|3|=A2*B2→6
    2|3|=$A3*B3→6
    2|3|=A4*B4→6
    2|3|=A5*B5→6
    """,
)
