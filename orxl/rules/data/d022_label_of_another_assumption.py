"""An assumption whose row says another name or unit than the assumption has."""

from __future__ import annotations

from orxl.rules.kit import BLANK, Editor, Hit, Hits, Place, Rule, Severity, View, nb
from orxl.rules.kit.tables import ASSUMED
from orxl.rules.shared.inputs import ASSUMPTION
from orxl.rules.shared.spelling import alike

RULE = Rule(
    "D022",
    "forutsetning-med-annet-navn",
    Severity.WARNING,
    finds="En rad på Forutsetninger der «Forutsetning» er navnet på en annen forutsetning eller er "
    "skrevet feil, eller der «Enhet» er en annen enn den tallet regnes i.",
    why="Formlene finner tallet ved «Navn i formler». Den som leser raden, leser «Forutsetning» og "
    "«Enhet», og skriver neste gang tallet etter dem.",
    remedy="Skriv navnet og enheten slik de var.",
)


@RULE.check
def check(view: View) -> Hits:
    if not view.has(ASSUMED, "name", "label", "unit"):
        return
    labels = {spec.label: name for name, spec in ASSUMPTION.items()}
    for row in view.rows(ASSUMED):
        spec = ASSUMPTION.get(view.text(row, "name"))
        if spec is None:
            continue
        label, unit = view.text(row, "label"), view.value(row.cells["unit"])
        others = labels.get(label, spec.name) != spec.name
        if label != spec.label and (others or not label or alike(label, spec.label)):
            yield Hit(
                f"Raden for «{spec.label}» heter {nb.quoted(label)}"
                f"{', som er en annen forutsetning' if others else ''}."
                if label
                else f"Raden for «{spec.label}» har ikke noe navn.",
                cell=row.cells["label"],
                expected=spec.label,
                actual=label or BLANK,
                severity=Severity.WARNING if others else Severity.NOTE,
            )
        if (unit if isinstance(unit, str) else "") != spec.unit:
            yield Hit(
                f"«{spec.label}» er i {spec.unit or 'ingen enhet'}, men «Enhet» sier "
                f"{nb.value(unit)}.",
                cell=row.cells["unit"],
                expected=spec.unit or BLANK,
                actual=unit,
                severity=Severity.NOTE if unit is BLANK else None,
            )


@RULE.bad("To forutsetninger har byttet navn.")
def _swapped(e: Editor) -> tuple[Place, ...]:
    return (
        e.put(ASSUMED, "Kontingentsats", "label", "Kontingentsats i saken", by="name"),
        e.put(ASSUMED, "Kontingentsats_saken", "label", "Kontingentsats i dag", by="name"),
    )


@RULE.bad("Enheten for bundne midler er kr.")
def _unit(e: Editor) -> Place:
    return e.put(ASSUMED, "Bundet_i_saken", "unit", "kr", by="name")


@RULE.bad("Navnet er skrevet feil.")
def _misspelt(e: Editor) -> Place:
    return e.put(ASSUMED, "Kontingentsats", "label", "Kontigentsats i dag", by="name")


@RULE.good("Sekretariatet kaller forutsetningen noe annet.")
def _own_word(e: Editor) -> None:
    e.put(ASSUMED, "Kontingentsats", "label", "Satsen vi regner med", by="name")
