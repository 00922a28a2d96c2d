"""The layout's own version, by which an older workbook is known.

1. The workbooks built before 27.11.2026. They do not say what they were made for.
2. The name «Oppsettversjon» says it.
3. Figures that live: the case's facts beside today's assumptions; declared figures in texts.
4. The year's figures in sheets: grants over years, scenarios, years ahead, follow-up by numbers.
5. Short formulas; the years ahead are found by their year; what the first users met.
6. The year's work: whom an invoice goes to, and when it is due; which line an account belongs to.
   The rows that there were at the last run stay on record, so that one that is gone is told.
   A cell on «Forside» says what the button does.
7. The year is closed: the accounts of the year before, and what was carried over by them. A line's
   prognosis by a method. Budget amendments by decision, and the revised budget beside the adopted.

What comes later is marked ``since`` where it is declared, and a formula that changes keeps its
former text in ``earlier``. So an older workbook is judged by the layout it was made for
(:mod:`orxl.layout.history`), and `orxl oppgrader` knows what it lacks.
"""

from __future__ import annotations

from typing import Final

VERSION: Final = 7
"""The version of the layout that this orxl declares."""
VERSION_NAME: Final = "Oppsettversjon"
"""The defined name that holds the version: a number, no place. It is visible, as all names that
follow with the file should be, and it survives Excel, LibreOffice and openpyxl alike."""
