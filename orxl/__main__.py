"""``python -m orxl``."""

import sys

from orxl.cli import main

sys.exit(main())
