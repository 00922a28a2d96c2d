from __future__ import annotations

import io
import zipfile

import pytest

from orxl.core.errors import BadSource
from orxl.sources.saft import is_archive_of_xml, is_part, read_saft
from tests.sources.ledgers import nets

SPACE = "urn:StandardAuditFile-Taxation-Financial:NO"


def line(account: str, debit: str = "", credit: str = "", more: str = "") -> str:
    amount = f"<DebitAmount><Amount>{debit}</Amount></DebitAmount>" if debit else ""
    amount += f"<CreditAmount><Amount>{credit}</Amount></CreditAmount>" if credit else ""
    return f"<Line><RecordID>1</RecordID><AccountID>{account}</AccountID>{more}{amount}</Line>"


def analysis(kind: str, code: str, amount: str = "", element: str = "AnalysisAmount") -> str:
    part = f"<{element}><Amount>{amount}</Amount></{element}>" if amount else ""
    return (
        f"<Analysis><AnalysisType>{kind}</AnalysisType><AnalysisID>{code}</AnalysisID>{part}"
        "</Analysis>"
    )


BOTH = line("5000", debit="100.50") + line("1920", credit="100.50")
TYPES = "".join(
    f"<AnalysisTypeTableEntry><AnalysisType>{kind}</AnalysisType><AnalysisTypeDescription>{said}"
    f"</AnalysisTypeDescription><AnalysisID>{code}</AnalysisID><AnalysisIDDescription>{name}"
    "</AnalysisIDDescription></AnalysisTypeTableEntry>"
    for kind, said, code, name in (
        ("X1", "Ansvarssted", "47", "Sekretariatet"),
        ("X2", "Prosjekt", "100", "SEADITO"),
        ("X3", "Region", "9", "Øst"),
    )
)


def saft(lines: str = BOTH, totals: str = "", masters: str = "", prefix: str = "") -> bytes:
    """A SAF-T file with one transaction of September 2026 with *lines*."""
    masters = masters or f"<AnalysisTypeTable>{TYPES}</AnalysisTypeTable>"
    body = (
        "<Header><AuditFileVersion>1.30</AuditFileVersion>"
        "<DefaultCurrencyCode>NOK</DefaultCurrencyCode></Header>"
        f"<MasterFiles>{masters}</MasterFiles><GeneralLedgerEntries>{totals}<Journal>"
        "<JournalID>A</JournalID><Transaction><TransactionID>7</TransactionID>"
        "<Period>09</Period><PeriodYear>2026</PeriodYear>"
        "<TransactionDate>2026-09-27</TransactionDate>"
        f"{lines}</Transaction></Journal></GeneralLedgerEntries>"
    )
    if prefix:
        body = body.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
    colon, name = (":" if prefix else ""), (f"{prefix}:" if prefix else "")
    root = f'<{name}AuditFile xmlns{colon}{prefix}="{SPACE}">{body}</{name}AuditFile>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'.encode()


def packed(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.xml", data)
    return held.getvalue()


@pytest.mark.parametrize("prefix", ["", "n1"])
def test_debit_and_credit_are_told_by_the_element(prefix: str) -> None:
    ledger = read_saft(saft(prefix=prefix), "a.xml")
    assert nets(ledger) == {"5000": 10050, "1920": -10050}
    assert (ledger.rows, ledger.taken, ledger.total) == (2, 2, 0)
    assert ledger.last == (2026, 9)
    assert not ledger.problems


def test_a_minus_in_debit_is_a_reversal_and_tax_is_no_amount() -> None:
    tax = "<TaxInformation><DebitTaxAmount><Amount>25</Amount></DebitTaxAmount></TaxInformation>"
    ledger = read_saft(saft(line("5000", debit="-10", more=tax) + line("1920", "10")), "a.xml")
    assert nets(ledger) == {"5000": -1000, "1920": 1000}


def test_dimensions_are_known_by_what_their_type_is_called() -> None:
    more = analysis("X1", "47") + analysis("X2", "100") + analysis("X3", "9")
    ledger = read_saft(saft(line("5000", debit="1", more=more)), "a.xml")
    (one,) = ledger.sums
    assert (one.department, one.project) == ("47", "100")
    assert ledger.projects["100"] == "SEADITO"
    assert any("«Region»" in remark for remark in ledger.remarks)


@pytest.mark.parametrize("element", ["AnalysisAmount", "CreditAnalysisAmount"])
def test_a_line_may_be_divided_between_projects(element: str) -> None:
    more = analysis("X2", "100", "60", element) + analysis("X2", "200", "40", element)
    ledger = read_saft(saft(line("3000", credit="100", more=more)), "a.xml")
    assert {s.project: s.amount for s in ledger.sums} == {"100": -6000, "200": -4000}


def test_a_division_that_does_not_add_up_is_named() -> None:
    more = analysis("X2", "100", "60") + analysis("X2", "200", "30")
    ledger = read_saft(saft(line("5000", debit="100", more=more)), "a.xml")
    assert ["delene gir ikke summen" in p.said for p in ledger.problems] == [True]
    assert ledger.total == 10000


def test_the_totals_are_compared() -> None:
    told = "<NumberOfEntries>{}</NumberOfEntries><TotalDebit>{}</TotalDebit>"
    assert not read_saft(saft(totals=told.format(1, "100.50")), "a.xml").problems
    assert not read_saft(saft(totals=told.format(2, "100.5")), "a.xml").problems
    wrong = read_saft(saft(totals=told.format(5, "99.00")), "a.xml").problems
    assert [problem.place for problem in wrong] == ["NumberOfEntries", "TotalDebit"]


def test_balances_of_accounts_are_compared_and_those_of_customers_are_not_theirs() -> None:
    account = (
        "<GeneralLedgerAccounts><Account><AccountID>1920</AccountID>"
        "<AccountDescription>Bank</AccountDescription><OpeningDebitBalance>500.00"
        "</OpeningDebitBalance><ClosingDebitBalance>{}</ClosingDebitBalance></Account>"
        "</GeneralLedgerAccounts><Customers><Customer><AccountID>1500</AccountID>"
        "<OpeningDebitBalance>7</OpeningDebitBalance></Customer></Customers>"
    )
    right = read_saft(saft(masters=account.format("399.50")), "a.xml")
    assert not any("saldo" in remark for remark in right.remarks)
    assert right.accounts == {"1920": "Bank"}
    wrong = read_saft(saft(masters=account.format("400.00")), "a.xml")
    assert any("saldo" in remark and "1920" in remark for remark in wrong.remarks)


def test_parts_are_added_and_a_missing_one_is_named() -> None:
    other = saft().replace(b"TransactionID>7<", b"TransactionID>8<")
    two = packed(a_1_2=saft(), a_2_2=other)
    assert is_archive_of_xml(two)
    assert nets(read_saft(two, "a.zip")) == {"5000": 20100, "1920": -20100}
    with pytest.raises(BadSource, match="Del 2 av 3 mangler"):
        read_saft(packed(a_1_3=saft(), a_3_3=saft()), "a.zip")
    with pytest.raises(BadSource, match="del 1 av 3"):
        read_saft(saft(), "a_1_3.xml")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "DOCTYPE"),
        (b"<a/>", "ingen SAF-T-fil"),
        (b'<AuditFile xmlns="urn:OECD:StandardAuditFile-Tax:PT_1.04_01"/>', "ikke norsk SAF-T"),
        (saft()[:-20], "kan være kuttet"),
        (saft("").replace(b"<Line>", b""), "ingen bilag"),
        (saft().replace(b">NOK<", b">EUR<"), "i EUR"),
        (packed(a=saft())[:-30], "skadet"),
    ],
)
def test_what_is_no_whole_norwegian_saft_file_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(BadSource, match=said):
        read_saft(data, "a.xml")


@pytest.mark.parametrize("amount", ["1,50", "1.234", "abc", "1e5", "--1", "9" * 20])
def test_an_amount_that_is_none_is_named(amount: str) -> None:
    ledger = read_saft(saft(line("5000", debit=amount) + line("5000", debit="1")), "a.xml")
    assert len(ledger.problems) == 1
    assert (ledger.rows, ledger.taken, ledger.unknown) == (2, 1, 1)
    assert nets(ledger) == {"5000": 100}


def test_a_file_twice_and_files_of_two_companies_are_refused() -> None:
    with pytest.raises(BadSource, match="1 bilag står i flere av filene"):
        read_saft(packed(a=saft(), b=saft()), "a.zip")

    def of(company: bytes, voucher: bytes) -> bytes:
        number = b"<Company><RegistrationNumber>" + company + b"</RegistrationNumber></Company>"
        data = saft().replace(b"<DefaultCurrencyCode>", number + b"<DefaultCurrencyCode>")
        return data.replace(b"TransactionID>7<", b"TransactionID>" + voucher + b"<")

    with pytest.raises(BadSource, match="flere virksomheter: 111 og 222"):
        read_saft(packed(a=of(b"111", b"1"), b=of(b"222", b"2")), "a.zip")


def test_a_macs_own_files_in_a_zip_are_no_parts() -> None:
    assert [is_part(n) for n in ("a/saft.xml", "__MACOSX/._saft.xml", "les meg.txt")] == [
        True, False, False
    ]  # fmt: skip
