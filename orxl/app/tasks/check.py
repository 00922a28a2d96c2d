"""«Beregn og kontroller»: the click itself."""

from __future__ import annotations

from collections.abc import Sequence

from orxl.app.tasks.values import Errand, Result
from orxl.core.findings import Finding


def check(errand: Errand) -> Result:
    """Recalculate and check the open workbook, and leave the findings in it. Raises OrxlError."""
    from orxl.app.live import click
    from orxl.report.click import gone_question, question

    live = errand.live

    def ask(offered: Sequence[Finding]) -> bool:
        return live.ask(question(offered))

    def confirm(gone: Sequence[Finding]) -> bool:
        return live.ask(gone_question(gone))

    report = click(live, moment=errand.moment, who=errand.who, ask=ask, confirm=confirm)

    def tell() -> tuple[str, bool]:
        from orxl.report.click import message

        return message(report), bool(report.errors)

    return Result(tell, "Funnene står på arket Kontroll.")
