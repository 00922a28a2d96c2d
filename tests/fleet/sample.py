"""Answers about workbooks that nobody has, and the page about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from orxl.report.fleet.overview import Overview
from orxl.report.fleet.page import Circumstances, as_html

ODD = "data/Ås & «co» <b>\x1b[2J/bok med et langt navn.xlsx"
"""A place that would write in a page or on a screen, if it could."""


def finding(code: str, grave: str, kroner: float | None = None, **more: Any) -> dict[str, Any]:
    said = {
        "kode": code, "navn": "sum-stemmer-ikke", "alvorlighet": grave, "kroner": kroner,
        "godtatt": False, "trykt_slik": False, "følger_av": None,
    }  # fmt: skip
    return said | more


def answer(place: str, *findings: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An answer about the workbook at *place*, with what the overview asks for."""
    open_ones = [f for f in findings if not (f["godtatt"] or f["trykt_slik"] or f["følger_av"])]
    counts = {
        grave: sum(f["alvorlighet"] == grave for f in open_ones)
        for grave in ("feil", "advarsel", "merknad")
    }
    said = {
        "sted": place, "gjenbrukt": False, "oppsummering": counts, "funn": list(findings),
        "grunn": None, "dag": "2026-11-28", "utgave": "0.1.0+abc",
    }  # fmt: skip
    return said | more


def sample() -> Overview:
    """A bit of everything."""
    overview = Overview()
    for said in (
        answer("data/a.xlsx", finding("B001", "feil", -2000.0), finding("B001", "feil")),
        answer("data/b.xlsx", finding("B001", "feil", godtatt=True), finding("T002", "advarsel")),
        answer("data/c.xlsx", finding("T002", "merknad")),
        answer(ODD, finding("B001", "feil", 5e6), finding("B002", "feil", følger_av={"kode": "B"})),
        answer("data/d.xlsx", oppsummering=None, grunn="Den tok mer enn 5 sekunder <i>."),
        answer("data/e.xlsx", gjenbrukt=True),
    ):
        overview.add(said)
    return overview


def sample_page(**more: Any) -> str:
    """The page about :func:`sample`."""
    how = Circumstances(
        datetime(2026, 11, 28, 9), date(2026, 11, 28), "0.1.0+abc", ["data", "s3://bøtte/*.xlsx"],
        everywhere=True, files=["boker.jsonl", "funn.jsonl"], **more,
    )  # fmt: skip
    return as_html(sample(), how)
