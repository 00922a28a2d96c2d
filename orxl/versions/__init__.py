"""Versions of a workbook: compared, merged, remembered, locked and exported, as pure functions.

How two versions are held against each other, from the ground up:

- :mod:`orxl.versions.rows`: a :class:`~orxl.versions.rows.Version` is a snapshot, and what the
  layout makes of it; an :class:`~orxl.versions.rows.Area` is a table, or the cells of a sheet that
  lie in no table, as rows of cells.
- :mod:`orxl.versions.aligning`: ``align(before, after)`` gives an
  :class:`~orxl.versions.alignment.Alignment`: which sheet, table, row and column of the one is
  which of the other, whatever was inserted, moved, sorted or renumbered. ``alignment.after(cell)``
  and ``alignment.before(cell)`` follow a cell from version to version. A three-way merge aligns
  its base with either side.
- :mod:`orxl.versions.same`: whether two formulas are one formula, when what they refer to is
  followed in the same way.
- :mod:`orxl.versions.changes` and :mod:`orxl.versions.compare`: ``changes(alignment)``, what
  differs, as values.
"""
