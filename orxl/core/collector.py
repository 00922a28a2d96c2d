"""Python's cyclic garbage collector, held back while it could only be in the way."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Iterator[None]:
    """Without the cyclic collector while many lasting objects are made.

    It would walk hundreds of thousands of them again and again, and find nothing to free. What
    is in no cycle is freed as always.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def no_last_collection() -> None:
    """Let the process end without a last search for garbage.

    Everything there is now dies with the process; walking it first costs a tenth of a second.
    """
    gc.freeze()
