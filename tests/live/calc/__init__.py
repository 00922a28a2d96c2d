"""LibreOffice behind xlwings' own interface, so that the button's code meets a real spreadsheet.

An engine for xlwings over UNO: only the BSD-licensed part of xlwings is used, no licence key.
What Excel's objects (COM) are asked for directly stands in :mod:`tests.live.calc.com`.
"""

import sys
from importlib.util import find_spec
from pathlib import Path

# Where Debian's python3-uno lies; it fits a Python of the same minor version. Last in line, so
# that nothing else of the system's packages comes before our own.
_UNO = Path("/usr/lib/python3/dist-packages")
if find_spec("uno") is None and (_UNO / "uno.py").is_file():
    sys.path.append(str(_UNO))
