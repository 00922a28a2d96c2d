"""The files of a web edition."""

from __future__ import annotations

from orxl.core.errors import BadSource
from orxl.report.paper.theme import Theme
from orxl.report.web.edition import Edition


def edition_files(edition: Edition, theme: Theme) -> dict[str, bytes]:
    """Every file of *edition* by its name. Raises BadSource where the logo cannot be read."""
    from orxl.report.web.render import render  # Jinja2 is not on the way of a check

    try:
        return render(edition, theme)
    except OSError as error:
        raise BadSource(f"Logoen «{theme.logo}» kan ikke leses: {error.strerror}.") from error
