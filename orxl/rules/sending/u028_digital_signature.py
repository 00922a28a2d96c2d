"""A digital signature, and what will break it."""

from __future__ import annotations

from orxl.rules.kit import Editor, FileView, Hit, Hits, Place, Rule, Severity

RULE = Rule(
    "U028",
    "digital-signatur",
    Severity.NOTE,
    asks=FileView,
    finds="En digital signatur.",
    why="En signatur som er brutt, skaper mer tvil enn ingen. Enhver endring bryter den, også en "
    "retting fra orxl.",
    remedy="Se Fil → Informasjon → Vis signaturer. Er den ugyldig, fjern den og signer til slutt.",
)


@RULE.check
def check(view: FileView) -> Hits:
    if view.inspection.signed:
        yield Hit(
            "Arbeidsboken er digitalt signert. Programmet prøver ikke om signaturen er gyldig."
        )


@RULE.bad("Arbeidsboken er signert.")
def _signed(e: Editor) -> Place:
    e.file.change(signed=True)
    return None


@RULE.good("Arbeidsboken er ikke signert.")
def _not_signed(e: Editor) -> None:
    e.file.change(signed=False)
