"""The version of orxl."""

__version__ = "0.1.0"
