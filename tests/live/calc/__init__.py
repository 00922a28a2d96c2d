"""LibreOffice behind xlwings' own interface, so that the button's code meets a real spreadsheet.

An engine for xlwings over UNO: only the BSD-licensed part of xlwings is used, no licence key.
What Excel's objects (COM) are asked for directly stands in :mod:`tests.live.calc.com`.
"""
