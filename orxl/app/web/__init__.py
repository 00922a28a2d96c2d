"""From a workbook to its web edition."""

from orxl.app.web.edition import edition_of
from orxl.app.web.files import edition_files

__all__ = ["edition_files", "edition_of"]
