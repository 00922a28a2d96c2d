"""The ribbon's tab in the .xlsm: a control for each task, and the Subs that it calls.

What a control does is what the button does when «Forside» has chosen the same.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from xml.sax.saxutils import quoteattr  # nosec B406 - it writes, and parses nothing

from orxl.core.button import ButtonTask

_SPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"


class Control(NamedTuple):
    """A control of the tab: its id, which is its Sub's name too, Office's picture, what it does."""

    id: str
    picture: str
    tip: str


CONTROLS: Final = {
    ButtonTask.CHECK: Control(
        "OrxlCheck", "CalculateNow",
        "Regner ut arbeidsboken, kontrollerer den, og skriver funnene på arket Kontroll.",
    ),
    ButtonTask.EXPLAIN: Control(
        "OrxlExplain", "FunctionWizard",
        "Merk en celle først. Sier hvorfor tallet er som det er, og hvor det kommer fra.",
    ),
    ButtonTask.FETCH_POPULATION: Control(
        "OrxlFetchPopulation", "GetExternalDataFromWeb",
        "Henter nyeste folketall fra SSB, viser hva det endrer, og skriver først når du svarer ja.",
    ),
    ButtonTask.POPULATION: Control(
        "OrxlPopulation", "ImportTextFile",
        "Leser folketall fra en fil, viser hva det endrer, og skriver først når du svarer ja.",
    ),
    ButtonTask.MEMBERS: Control(
        "OrxlMembers", "DistributionListSelectMembers",
        "Leser en liste over medlemmer, viser hva den endrer, og skriver først når du svarer ja.",
    ),
    ButtonTask.ACCOUNTS: Control(
        "OrxlAccounts", "ImportExcel",
        "Leser regnskapet hittil fra en fil, viser hva det endrer, og skriver først når du svarer "
        "ja.",
    ),
    ButtonTask.GRANTS: Control(
        "OrxlGrants", "FileCheckIn",
        "Leser tilsagn om tilskudd, viser hva de endrer, og skriver først når du svarer ja.",
    ),
    ButtonTask.FEES: Control(
        "OrxlFees", "ExportExcel",
        "Lager fakturagrunnlaget og en side til hver kommune i en mappe du velger.",
    ),
    ButtonTask.CASE: Control(
        "OrxlCase", "FileSaveAsPdfOrXps",
        "Lager saken som PDF, Word-dokument og nettside i en mappe du velger, og åpner den.",
    ),
    ButtonTask.STATUS: Control(
        "OrxlStatus", "ChartInsert",
        "Lager statusrapporten i en mappe du velger, og åpner den.",
    ),
    ButtonTask.COMPARE: Control(
        "OrxlCompare", "ReviewCompareTwoVersions",
        "Viser hva som er endret siden en utgave du velger, i setninger og som en side.",
    ),
    ButtonTask.BACKUP: Control(
        "OrxlBackup", "FileOpenRecentFile",
        "Lister sikkerhetskopiene av boken, og legger den du velger, ved siden av den.",
    ),
}  # fmt: skip
"""What the tab has, in its order."""

_FIRST: Final = """Private Sub OrxlTask(task As String)
    mymodule = Left(ThisWorkbook.Name, (InStrRev(ThisWorkbook.Name, ".", -1, vbTextCompare) - 1))
    RunPython "import " & mymodule & ";" & mymodule & ".main('" & task & "')"
End Sub
"""


def source() -> str:
    """The Subs, as they stand in a module of xlwings' project."""
    subs = (
        f'Sub {control.id}(control As IRibbonControl)\n    OrxlTask "{task.value}"\nEnd Sub\n'
        for task, control in CONTROLS.items()
    )
    return (_FIRST + "".join(subs)).replace("\n", "\r\n")


def tab() -> bytes:
    """The part of the workbook that describes the tab (MS-CUSTOMUI, version 14)."""
    controls = "".join(
        f'<button id={quoteattr(control.id)} label={quoteattr(task.value)} size="large" '
        f"imageMso={quoteattr(control.picture)} screentip={quoteattr(task.value)} "
        f"supertip={quoteattr(control.tip)} onAction={quoteattr(control.id)}/>"
        for task, control in CONTROLS.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<customUI xmlns="{_SPACE}">'
        '<ribbon><tabs><tab id="OrxlTab" label="orxl"><group id="OrxlGroup" label="Arbeidsboken">'
        f"{controls}</group></tab></tabs></ribbon></customUI>"
    ).encode()
