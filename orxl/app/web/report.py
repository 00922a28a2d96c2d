"""The web edition as a report of «orxl rapport»: a folder that can be published as it is."""

from __future__ import annotations

from orxl.app.folders import LISTED, listing
from orxl.app.paper.reports import Job, Made, judged
from orxl.app.web.edition import edition_of
from orxl.app.web.files import edition_files
from orxl.app.web.public import out_of_sight
from orxl.core.errors import BadCall
from orxl.report.paper.theme import theme_for
from orxl.report.web.addresses import safe_address

_STATEMENT = (
    "Tilgjengelighetserklæringen er et utkast: fyll den ut på uustatus.no, og lag nettutgaven på "
    "nytt med --erklæring ADRESSE."
)


def make(job: Job) -> Made:
    """The web edition of *job*'s workbook.

    Raises HasErrors, BadCall, BadSource, UnreadableFile.
    """
    statement = safe_address(job.statement)
    if job.statement and not statement.startswith("http"):
        raise BadCall(
            f"«{job.statement}» er ikke adressen til en nettside.",
            "Skriv hele adressen til erklæringen, som begynner med https://",
        )
    state = judged(job)
    draft = len(state.draft) if state.draft else None
    edition = edition_of(state.view, draft=draft, statement=statement)
    files = edition_files(edition, theme_for(job.opened.path))
    folder = f"nettutgave-{edition.year}{'-utkast' if state.draft else ''}"
    made = {**files, LISTED: listing(files)}
    return Made(
        {f"{folder}/{name}": data for name, data in made.items()},
        state.draft,
        (
            f"Åpne «{folder}/index.html».",
            *(() if statement else (_STATEMENT,)),
            *out_of_sight(state.view),
        ),
        lists_errors=False,
        own_folder=folder,
    )
