"""Bygger arbeidsboken fra kilden: det samme som «orxl bygg»."""

from door import run

if __name__ == "__main__":
    run("bygg")
