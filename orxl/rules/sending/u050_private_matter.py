"""What is said of a person's health, leave or employment, anywhere in what is sent."""

from __future__ import annotations

from typing import Final

from orxl.core.patterns import regex
from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity, nb
from orxl.rules.kit.tables import MAIN, MEASURES, NOTES
from orxl.rules.shared.sending import few, written

RULE = Rule(
    "U050",
    "private-forhold",
    Severity.WARNING,
    asks=FileView,
    finds="Opplysninger om en persons helse, permisjon eller arbeidsforhold: «sykmeldt», «gravid», "
    "«i foreldrepermisjon», «har sagt opp», «født 12.3.». Også passord.",
    why="Helseopplysninger er en særlig kategori av personopplysninger (personvernforordningen "
    "artikkel 9), og ingen av dem skal følge med et budsjett.",
    remedy="Slett opplysningen. Virkningen på budsjettet kan sies uten å si hvem og hvorfor.",
)

_PRIVATE: Final = regex(
    r"\b(?:[Ss]yke?meld\w*|[Ll]angtidssyk\w*|[Gg]ravid\w*|[Dd]iagnose\w*|[Uu]tbrent\w*|[Uu]føretrygd\w*"
    r"|(?:[Ff]oreldre|[Mm]amma|[Pp]appa|[Ff]ødsels|[Ss]yke|[Oo]msorgs|[Ss]vangerskaps)permisjon\w*"
    r"|[Rr]usproblem\w*|[Aa]lkoholproblem\w*|[Ee]genmelding\w*|[Pp]ersonalsak\w*|[Ss]luttavtale\w*"
    r"|[Ss]luttpakke\w*|[Ee]tterlønn\w*|[Ff]ødselsdato\w*|[Ff]ødt \d|[Pp]assord\w*\W{1,3}\S"
    r"|[Pp]in-?kode\w*\W{1,3}\d|[Pp]rivatadresse\w*|[Hh]jemmeadresse\w*"
    r"|[Ss]kriftlig advarsel|[Hh]ar sagt opp|[Ff]ått sparken"
    r"|[A-ZÆØÅ][a-zæøå]+ (?:er|blir) (?:syk|sjuk|oppsagt|i permisjon|operert|innlagt)\b)"
)


@RULE.check
def check(view: FileView) -> Hits:
    return few(_hits(view))


def _hits(view: FileView) -> Hits:
    for text in written(view, _PRIVATE, typed=True):
        found = _PRIVATE.search(text.text)
        if found is not None:
            yield Hit(
                f"{text.where} har noe om en persons private forhold ({nb.quoted(found[0])}).",
                cell=text.cell,
                sheet=text.sheet,
                actual=found[0],
            )


@RULE.bad(
    "En kommentar om en ansatt som er sykmeldt, en om permisjon, og et notat om en som slutter."
)
def _comments(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(MAIN, "Kommunikasjon", "comment", "Kari Hansen er sykmeldt ut mars"),
        e.put(MEASURES, "1.1", "comment", "Utsatt: Ola er i permisjon til august."),
        e.put(NOTES, "PM1", "remark", "Rådgiveren har sagt opp, vikar fra mai."),
    )


@RULE.good("Et sykehus som partner, en oppsigelsestid og en permisjonsordning.")
def _plain(e: Editor) -> None:
    e.put(MAIN, "Kommunikasjon", "comment", "Avtalen har tre måneders oppsigelsestid.")
    e.put(MEASURES, "1.1", "comment", "Avtalt med Oslo universitetssykehus og helseforetaket.")
