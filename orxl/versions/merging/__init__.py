"""Two people's edits of one workbook put together: MINE, plus what only THEIRS has changed.

Everything is told in MINE's places, so that the edits can be made there. What both have changed,
each otherwise, is a conflict and is never chosen silently; what edits cannot bring over is told.
"""
