"""The main figures' line of projects differs from the sum of the project funds."""

from __future__ import annotations

from orxl.layout.names import AMOUNTS
from orxl.rules.kit import Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.references import paper
from orxl.rules.kit.tables import MAIN, PROJECTS
from orxl.rules.shared.amounts import amount, difference, differs, header, sum_of

RULE = Rule(
    "B006",
    "prosjekter-stemmer-ikke",
    Severity.ERROR,
    finds="Posten «Prosjekter» i Hovedtall er ikke summen av prosjektene på Prosjektmidler.",
    why="De to tabellene i saken skal vise samme beløp; ellers vet ingen hva som er vedtatt.",
    remedy="Rett prosjektet eller posten. Er forskjellen trykt og vedtatt, før den på "
    "Godtatte avvik med begrunnelse.",
    references=(paper("5.1.1"), paper("5.1.2")),
)


@RULE.check
def check(view: View) -> Hits:
    found = [row for row in view.rows(MAIN) if row.values.get("source") == "Prosjektmidler"]
    for second in found[1:]:
        yield Hit(
            f"Både {nb.quoted(view.text(found[0], 'label'))} og "
            f"{nb.quoted(view.text(second, 'label'))} henter fra Prosjektmidler, så prosjektene "
            "regnes to ganger.",
            cell=second.cells["source"],
            actual="Prosjektmidler",
            remedy="La bare én post hente fra Prosjektmidler. Velg «Innlagt» for den andre.",
        )
    for key in AMOUNTS if len(found) == 1 else ():
        shown, expected = amount(view, found[0], key), sum_of(view, PROJECTS, key)
        if shown is not None and expected is not None and differs(shown, expected):
            yield Hit(
                f"{nb.quoted(view.text(found[0], 'label'))} i kolonnen {header(view, key)} er "
                f"{nb.number(shown)}, men prosjektene på Prosjektmidler er til sammen "
                f"{nb.number(expected)} {difference(shown, expected)}.",
                cell=found[0].cells[key],
                expected=expected,
                actual=shown,
            )


@RULE.bad("Posten «Prosjekter» er skrevet inn som 2 500.")
def _typed_total(e: Editor) -> Place:
    return e.put(MAIN, "Prosjekter", "budget", 2500.0)


@RULE.bad("Et prosjekt mangler i prognosen.")
def _project_missing(e: Editor) -> Place:
    e.put(PROJECTS, "GEO4Water", "forecast_prior", 0.0)
    return e.where(MAIN, "Prosjekter", "forecast_prior")


@RULE.bad("To poster henter fra Prosjektmidler.")
def _twice(e: Editor) -> Place:
    return e.put(MAIN, "Avrunding utgifter", "source", "Prosjektmidler")


@RULE.good("Rammen for et prosjekt er endret.")
def _project_changed(e: Editor) -> None:
    e.put(PROJECTS, "Strategiske satsinger", "frame", 650.0)
