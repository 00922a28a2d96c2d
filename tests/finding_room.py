"""Whether what the program writes to «Kontroll» has room in its rows, which have a fixed height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from orxl.app.record import finding_rows
from orxl.core.edits import Formula
from orxl.core.findings import Finding
from orxl.layout import layout_for
from orxl.layout.lettering import LINES_OF_A_ROW, lines_needed
from orxl.layout.names import FINDINGS


def cut(findings: Iterable[Finding]) -> list[str]:
    """The texts that take more lines than a row of findings has."""
    columns = layout_for(2026).table(FINDINGS).columns
    texts = []
    for finding in findings:
        # A consequence is counted under its cause; alone it would have no row.
        row = finding_rows([replace(finding, follows=None)])[0]
        assert row.keys() <= {column.key for column in columns}
        for column in columns:
            value = row.get(column.key)
            shown = value.cached if isinstance(value, Formula) else value
            if isinstance(shown, str) and lines_needed(shown, column.width) > LINES_OF_A_ROW:
                texts.append(f"{finding.code} {column.header}: {shown}")
    return texts
