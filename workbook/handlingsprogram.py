"""What the button in handlingsprogram.xlsx and handlingsprogram.xlsm runs.

xlwings imports the module with the workbook's name and calls its ``main``. Where orxl is not
installed in the Python that xlwings uses, the user is told so instead of shown a traceback.
"""


def main(task: str = "") -> None:
    """Do the task in the open workbook; without one, what «Forside» has chosen."""
    try:
        from orxl.button import main as press
    except ImportError as error:
        raise SystemExit(
            f"Knappen finner ikke orxl ({error}). Kjør «orxl excel» der orxl er installert, "
            "så peker Excel på riktig Python."
        ) from None
    if task:
        press(task)
    else:
        press()
