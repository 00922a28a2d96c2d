"""What can stop the tool: a small tree of errors whose text is meant for the user, in bokmål."""

from __future__ import annotations

from orxl.core.showing import fit


class OrxlError(Exception):
    """The tool could not do its job. Nothing was written.

    ``message`` is one plain sentence that says what is wrong and where; ``remedy`` says what to do.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        self.message = fit(message)
        self.remedy = fit(remedy)
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class UnreadableFile(OrxlError):
    """The file is missing, no workbook, encrypted, damaged or hostile."""


class LockedFile(OrxlError):
    """The file is open in Excel, read-only, or in use by another program."""


class UnwritableFile(OrxlError):
    """There is no room or no leave to write, no such folder, or the name is taken."""


class ChangedFile(OrxlError):
    """The file was changed by somebody else between reading and saving."""


class RefusedEdit(OrxlError):
    """An edit does not fit what the workbook holds, or cannot be made without loss."""


class FailedGate(OrxlError):
    """The written file was not exactly the old one plus the declared edits; the old one stays."""


class BadSource(OrxlError):
    """A source file (YAML, CSV, population, members, accounts) does not have the expected form."""


class BadCall(OrxlError):
    """The command line, or a call of the public face, cannot be understood."""
