"""Regner ut arbeidsboken på nytt og lagrer den: det samme som «orxl beregn»."""

from door import run

if __name__ == "__main__":
    run("beregn")
