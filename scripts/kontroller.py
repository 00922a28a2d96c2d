"""Finner feil i arbeidsboken: det samme som «orxl kontroller»."""

from door import run

if __name__ == "__main__":
    run("kontroller")
