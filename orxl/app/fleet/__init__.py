"""Many workbooks at once: found, handed out to processes, checked one by one, and kept.

Each is read in a process of its own kind (:mod:`orxl.app.fleet.cell`), which can be ended when a
file takes too long; what hands out the work is Python's own pool, or Dask.
"""
