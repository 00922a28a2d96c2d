"""The sheets of control: live controls, accepted deviations, change log, lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from orxl.core.refs import column_letters
from orxl.layout import names
from orxl.layout.acceptance import (
    CONTROL_ACCEPTED,
    CONTROL_KEY,
    CONTROL_PRINTED,
    FILLED_IN,
    GUARDS,
    IN_FORCE,
    KEY,
    PRINTED_KEY,
    TELLS_WHY,
)
from orxl.layout.chart_figures import chart_tables
from orxl.layout.code_lists import (
    CODE_LISTS,
    NEWER_LISTS,
    NEWER_WORDS,
    RENAMED,
    former_header,
    list_header,
)
from orxl.layout.columns import (
    HEADER_ROW,
    REQUIRED,
    amount,
    code,
    currency,
    day,
    flag,
    integer,
    link,
    long_text,
    moment,
    over,
    row,
    table,
    text,
)
from orxl.layout.controls import (
    ACCEPTED,
    CONTROLS,
    DEVIATION,
    FILL_IN,
    OK,
    PRINTED,
    STATE,
    STATE_BEFORE,
    TO_FILL_IN,
    Control,
)
from orxl.layout.fingerprint import SINCE_THE_LAST_RUN
from orxl.layout.kinds import Level
from orxl.layout.looks import Look, Mark, Page
from orxl.layout.model import SheetSpec
from orxl.layout.names import FINDINGS, LOG, Group
from orxl.layout.state_figures import state_tables
from orxl.layout.tables import Row, TableSpec

FINDING_COLUMNS: Final = (
    code("severity", "Alvorlighet", 13),
    code("code", "Regel", 9),
    long_text("message", "Funn", 69),
    text("sheet", "Ark", 18.5),
    code("cell", "Celle", 13.5),
    text("expected", "Forventet", 17),
    text("actual", "Står der nå", 17),
    long_text("remedy", "Hva du gjør", 52),
)
"""The columns of the last run's findings, whose rows have a fixed height."""
_FINDINGS_ROW = HEADER_ROW + len(CONTROLS) + 4


def _texts(control: Control) -> dict[str, str]:
    return {"rule": control.rule, "text": control.text}


def _formulas(control: Control) -> dict[str, str]:
    place = control.place
    return {
        "place": place.link,
        "at": place.at,
        "first": control.first,
        "second": control.second,
        "sheet": f'"{place.sheet}"',
        "row": '""' if control.rule == TO_FILL_IN else place.label,
        "column": f"{{{place.table}.{place.key}!}}",
    }


def _formulas_before(control: Control) -> dict[str, str]:
    """The formulas up to version 3 of the layout."""
    now = {key: text for key, text in _formulas(control).items() if key != "at"}
    return {**now, "place": control.place.linked_before}


def _row(control: Control) -> Row:
    before, long, prognosed = control.before, control.long, control.prognosed
    then = control if prognosed is None else prognosed
    return Row(
        _texts(control),
        _formulas(control),
        former=(
            *(() if before is None else ((2, _texts(before)),)),
            *(() if prognosed is None else ((6, _texts(prognosed)),)),
        ),
        earlier=(
            *(() if before is None else ((2, _formulas_before(before)),)),
            (3, _formulas_before(then if long is None else long)),
            *(() if long is None else ((4, _formulas(long)),)),
            *(() if prognosed is None else ((6, _formulas(prognosed)),)),
        ),
    )


CONTROL_SHEET = SheetSpec(
    "Kontroll", Group.CONTROL, "Kontroll",
    "Øverst: kontroller som regnes ut fortløpende. Nederst: funnene fra siste gang du brukte "
    "«Beregn og kontroller».",
    freeze="A4", page=Page(repeat_header=False, row_breaks=(_FINDINGS_ROW - 2,)),
    fixed=(
        over("severity", "Funn fra siste kontroll", role="heading", span=4, table=FINDINGS,
             former=((3, "Funn fra siste kjøring"),)),
        over("cell", formula=SINCE_THE_LAST_RUN, role="label_strong", span=3, table=FINDINGS,
             since=4),
    ),
    table=table(
        names.CONTROLS, "text",
        code("state", "Tilstand", 13, formula=STATE, earlier=((2, STATE_BEFORE),)),
        code("rule", "Regel", 9, required=True),
        long_text("text", "Kontroll", 69, required=True),
        link("place", "Gå til", 18.5, by_row=True),
        amount("first", "Tall i boken", 13.5, by_row=True),
        amount("second", "Skal være", 17, by_row=True),
        amount("difference", "Differanse", 17, formula="ROUND({first}-{second},2)"),
        # Shown, and as wide as «Hva du gjør», which stands below it in the same column.
        text("sheet", "Ark", 52, by_row=True, since=3),
        text("row", "Rad", 14, by_row=True, since=3, hidden=True),
        text("column", "Kolonne", 14, by_row=True, since=3, hidden=True),
        text("key", "Nøkkel", 14, formula=CONTROL_KEY, since=3, hidden=True),
        integer("printed", "Trykt", 9, formula=CONTROL_PRINTED, since=3, hidden=True),
        integer("accepted", "Godtatt", 9, formula=CONTROL_ACCEPTED, since=3, hidden=True),
        text("at", "Adresse", 9, by_row=True, since=4, hidden=True),
        fixed=True,
        rows=tuple(_row(c) for c in CONTROLS),
        marks=tuple(
            Mark("state", "state", f'{{state}}="{state}"', look)
            for state, look in ((OK, Look.GOOD), (DEVIATION, Look.BAD), (ACCEPTED, Look.KNOWN),
                                (PRINTED, Look.KNOWN), (FILL_IN, Look.KNOWN))
        ),
    ),
    more_tables=(
        table(
            FINDINGS, "message", *FINDING_COLUMNS,
            header_row=_FINDINGS_ROW, fixed=True, owned=True,
            marks=tuple(
                Mark("severity", "severity", f'{{severity}}="{word}"', look)
                for word, look in (("Feil", Look.BAD), ("Advarsel", Look.KNOWN),
                                   ("Ingen", Look.GOOD))
            ),
        ),
    ),
)  # fmt: skip

ACCEPTED_SHEET = SheetSpec(
    "Godtatte avvik", Group.CONTROL, "Godtatte avvik",
    "Funn som er kjent og godtatt: hvor, hvor mye, hvorfor, av hvem og hvor lenge. Det som mangler "
    "noe av dette, godtar ingenting. Nye skrives rett under tabellen.",
    table=table(
        names.ACCEPTED, "code",
        code("code", "Regel", 10, "Regelens kode, for eksempel B006. Koden står ved funnet på "
             "arket Kontroll.", required=True),
        text("sheet", "Ark", 18.5, "Arket funnet gjelder."),
        text("row", "Rad", 40, "Navnet på raden, for eksempel «Prosjekter». På egne ark: radens "
             "nummer eller cellens adresse."),
        text("column", "Kolonne", 18, "Kolonneoverskriften, for eksempel «Budsjett 2025». På egne "
             "ark: kolonnens bokstav."),
        currency("amount", "Beløp", 13, "Differansen som godtas, med fortegn: tallet i boken minus "
                 "det det skal være. Må fylles ut for regler som vokter summene.", since=3),
        long_text("reason", "Begrunnelse", 70, "Hvorfor avviket godtas, så en revisor forstår det. "
                  "Minst 15 tegn."),
        text("accepted_by", "Godtatt av", 22, "Hvem som har godtatt det."),
        day("accepted_on", "Dato", 12, "Når det ble godtatt."),
        day("valid_until", "Gjelder til", 12, "Siste dag det er godtatt."),
        flag("in_force", "Gjelder nå", 13, formula=IN_FORCE, since=3),
        integer("guards", "Vokter", 9, formula=GUARDS, since=3, hidden=True),
        integer("tells_why", "Begrunnet", 9, formula=TELLS_WHY, since=3, hidden=True),
        integer("filled_in", "Utfylt", 9, formula=FILLED_IN, since=3, hidden=True),
        text("key", "Nøkkel", 9, formula=KEY, since=3, hidden=True),
        content="accepted",
        marks=(
            REQUIRED,
            Mark("in_force", "in_force", '{code}=""', Look.NONE),
            Mark("in_force", "in_force", 'AND({code}<>"",{in_force}=0)', Look.BAD),
        ),
    ),
)  # fmt: skip

PRINTED_SHEET = SheetSpec(
    "Trykte avvik", Group.CONTROL, "Trykte avvik",
    "Tall i den trykte saken som ikke stemmer med hverandre. De er gjengitt som de står, og er "
    "fakta, ikke noe noen har godtatt.", protected=True, since=3,
    table=table(
        names.PRINTED, "code",
        code("code", "Regel", 10, level=Level.HISTORY),
        text("sheet", "Ark", 18.5, level=Level.HISTORY),
        text("row", "Rad", 40, level=Level.HISTORY),
        text("column", "Kolonne", 18, level=Level.HISTORY),
        currency("amount", "Beløp", 13, level=Level.HISTORY),
        long_text("printed_in", "Trykt i", 70, level=Level.HISTORY),
        text("key", "Nøkkel", 9, formula=PRINTED_KEY, hidden=True),
        content="printed_faults", fixed=True,
    ),
)  # fmt: skip

LOG_SHEET = SheetSpec(
    "Endringslogg", Group.CONTROL, "Endringslogg",
    "Én linje for hver gang arbeidsboken er bygd eller beregnet. Skrives av programmet.",
    table=table(
        LOG, "time",
        moment("time", "Tidspunkt", 19, required=True, level=Level.HISTORY),
        text("who", "Hvem", 22, level=Level.HISTORY),
        text("action", "Handling", 20, required=True, level=Level.HISTORY),
        integer("errors", "Feil", 8, level=Level.HISTORY),
        integer("warnings", "Advarsler", 13.5, level=Level.HISTORY),
        integer("notes", "Merknader", 15, level=Level.HISTORY),
        integer("changed", "Endrede celler", 14, level=Level.HISTORY),
        long_text("description", "Beskrivelse", 80, level=Level.HISTORY, one_line=True),
        content="log", grows=False,
    ),
)  # fmt: skip

_IN_BAND: Final = 5
"""How many lists stand beside each other. Fixed, so that a list that comes later moves none."""
_BESIDE_CHARTS: Final = 19
"""The column to the right of the charts' figures, and of a narrow one."""


def _band_rows(lists: Mapping[str, Sequence[str]], in_band: int) -> Iterator[int]:
    """The rows of the headers of each band of lists, and of the next one after them."""
    names, at = list(lists), HEADER_ROW
    for start in range(0, len(names), in_band):
        yield at
        at += max(len(lists[name]) for name in names[start : start + in_band]) + 3


def _list_tables(lists: Mapping[str, Sequence[str]], in_band: int) -> Iterator[TableSpec]:
    """A small table for each code list, in bands; beside them the charts' figures."""
    tops = list(_band_rows(lists, in_band))
    for index, (name, words) in enumerate(lists.items()):
        # One width for the list and for those that stand above or below it.
        shared = list(lists)[index % in_band :: in_band]
        width = max(len(word) + 4 for n in shared for word in (list_header(n), *lists[n]))
        yield table(
            f"tbl{name}", "value", code("value", list_header(name), width,
                 former=((3, former_header(name)),) if name in RENAMED else ()),
            header_row=tops[index // in_band], first_column=1 + 2 * (index % in_band), fixed=True,
            since=NEWER_LISTS.get(name, 1),
            rows=tuple(row({"value": word}, NEWER_WORDS.get(word, 1)) for word in words),
        )  # fmt: skip
    # Before the charts' figures, which need the rows of their headers higher.
    yield from state_tables(tops[0], _BESIDE_CHARTS)
    yield from chart_tables((tops[0], tops[1]), 1 + 2 * in_band)


_FIRST, *_REST = _list_tables(CODE_LISTS, _IN_BAND)

LIST_SHEET = SheetSpec(
    "Lister", Group.CONTROL, "Lister",
    "Ordene nedtrekkslistene bruker, og tallene bak diagrammene på Forside. Her endres ingenting "
    "for hånd.",
    table=_FIRST, more_tables=tuple(_REST), protected=True,
    widths={column_letters(at): 3 for at in (*range(2, 2 * _IN_BAND + 1, 2), 18, 22)},
    freeze="A4", page=Page(repeat_header=False, one_page=True), hidden=True,
)  # fmt: skip
