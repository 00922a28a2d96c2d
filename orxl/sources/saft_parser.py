"""One file of SAF-T Financial, read as a stream: the lines' amounts by account and dimension.

Debit or credit is told by the element, never by a sign; a minus in either is a reversal. In 1.30
``AnalysisAmount`` became ``DebitAnalysisAmount`` and ``CreditAnalysisAmount``, the standard account
became a grouping, and the balances of customers moved into an element of their own; the same reader
takes all. Facts: Skatteetaten, «Norwegian SAF-T Financial data», XSD 1.10 to 1.30.

Only ends of elements are looked at: a million lines have ten million of them. A document type is
refused, so no entity of the file's own is ever opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.parsers import expat

from orxl.core import nb
from orxl.core.errors import BadSource
from orxl.sources.amounts import said
from orxl.sources.periods import moment, period
from orxl.sources.problems import SourceProblem
from orxl.sources.saft_amounts import ore_of
from orxl.sources.saft_analyses import Analysed, Analysis, Dimensions
from orxl.sources.saft_part import Part

NAMESPACE: Final = "urn:StandardAuditFile-Taxation-Financial:NO"
VERSIONS: Final = ("1.0", "1.00", "1.1", "1.10", "1.2", "1.20", "1.3", "1.30")
_MOST_NAMED: Final = 500
_LONGEST: Final = 1 << 20
"""Characters of a text: one longer would be cut in two by the parser."""


class Parser:
    """Reads a file into :attr:`part`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.part = Part()
        self._fields: dict[str, str] = {}
        self._analyses: list[Analysis] = []
        self._analysis_amount: int | None = None
        self._debit = self._credit = 0
        self._has_amount = self._bad = False
        self._balance = 0
        self._when: tuple[int | None, int | None] | None = None
        self._analysed = Analysed(self.part)
        self._journal = ""
        self._inside = False
        """Whether what is read is the entries, not the master files."""
        self._ends: Mapping[str, Callable[[], None]] = {
            "Line": self._line, "DebitAmount": self._end_debit, "CreditAmount": self._end_credit,
            "Analysis": self._end_analysis, "AnalysisAmount": self._end_analysis_amount,
            "DebitAnalysisAmount": self._end_analysis_amount,
            "CreditAnalysisAmount": self._end_analysis_credit,
            "TaxAmount": self._forget_amount, "DebitTaxAmount": self._forget_amount,
            "CreditTaxAmount": self._forget_amount, "TransactionDate": self._forget_when,
            "Transaction": self._end_transaction, "Account": self._account,
            "AnalysisIDDescription": self._named, "MasterFiles": self._master_files,
            "Header": self._header, "JournalID": self._totals, "Customer": self._forget,
            "Supplier": self._forget, "Owner": self._forget, "Journal": self._forget,
            "TransactionID": self._forget_when, "Company": self._company,
        }  # fmt: skip

    def run(self, chunks: Iterable[bytes]) -> Part:
        """Read the file. Raises BadSource where it is no SAF-T file of ours, or not whole."""
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.buffer_size = _LONGEST
        text: list[str] = []
        fields = self._fields
        known: dict[str, tuple[str, Callable[[], None] | None]] = {}

        def end(name: str) -> None:
            try:
                short, done = known[name]
            except KeyError:
                short = name.rpartition(":")[2]
                known[name] = short, (done := self._ends.get(short))
            if text:
                fields[short] = (text[0] if len(text) == 1 else "".join(text)).strip()
                text.clear()
            else:
                fields[short] = ""
            if done is not None:
                done()

        parser.StartElementHandler = self._root
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text.append
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (LookupError, ValueError) as error:
            raise BadSource(
                f"«{self.name}» har et ukjent tegnsett.", "Hent den på nytt."
            ) from error
        except expat.ExpatError as error:
            raise BadSource(
                f"«{self.name}», linje {error.lineno}: filen er ikke gyldig XML; den kan være "
                "kuttet.",
                "Hent filen på nytt.",
            ) from error
        return self.part

    # -- the frame ----------------------------------------------------------------------------

    def _doctype(self, *_: object) -> None:
        raise BadSource(
            f"«{self.name}» har en dokumenttype (DOCTYPE), som en SAF-T-fil aldri har.",
            "Hent filen på nytt fra regnskapssystemet.",
        )

    def _root(self, name: str, attributes: Mapping[str, str]) -> None:
        """The first element; none after it is looked at before it ends."""
        self._parser.StartElementHandler = None
        spaces = {value for key, value in attributes.items() if key.split(":")[0] == "xmlns"}
        if name.rpartition(":")[2] != "AuditFile":
            raise BadSource(f"«{self.name}» er XML, men ingen SAF-T-fil.", "Velg en annen fil.")
        if not any(NAMESPACE in space for space in spaces):
            found = nb.listed(sorted(s for s in spaces if "XMLSchema" not in s)) or "ingen"
            raise BadSource(
                f"«{self.name}» er ikke norsk SAF-T Regnskap (navnerommet er {found}).",
                "Hent filen som SAF-T Regnskap (Financial).",
            )

    def _company(self) -> None:
        self.part.company = self._fields.get("RegistrationNumber", "")

    def _header(self) -> None:
        fields, part = self._fields, self.part
        part.version = fields.get("AuditFileVersion", "")
        currency = fields.get("DefaultCurrencyCode", "NOK")
        if currency not in ("NOK", ""):
            raise BadSource(
                f"Regnskapet i «{self.name}» er i {currency}, ikke i kroner.", "Hent det i NOK."
            )
        year, month = fields.get("PeriodEndYear", ""), fields.get("PeriodEnd", "")
        if year.isdigit() and month.isdigit():
            part.until = int(year), int(month)
        part.day = fields.get("SelectionEndDate", "")
        fields.clear()

    def _forget(self) -> None:
        self._fields.clear()
        self._analyses.clear()

    def _master_files(self) -> None:
        self._forget()
        self._inside = True

    def _account(self) -> None:
        fields, part = self._fields, self.part
        account = fields.get("AccountID", "")
        part.accounts[account] = fields.get("AccountDescription", "")
        part.groupings[account] = fields.get("GroupingCode") or fields.get("StandardAccountID", "")
        for into, debit, credit in (
            (part.opening, "OpeningDebitBalance", "OpeningCreditBalance"),
            (part.closing, "ClosingDebitBalance", "ClosingCreditBalance"),
        ):
            for name, sign in ((debit, 1), (credit, -1)):
                if fields.get(name, "") != "":
                    amount = self._ore(fields[name], f"saldoen til konto {account}")
                    into[account] = into.get(account, 0) + sign * (amount or 0)
        fields.clear()

    def _named(self) -> None:
        fields = self._fields
        kind, code = fields.get("AnalysisType", ""), fields.get("AnalysisID", "")
        self.part.names[kind, code] = fields.get("AnalysisIDDescription", "")
        self.part.types[kind] = fields.get("AnalysisTypeDescription", "")

    def _totals(self) -> None:
        """At the first journal, which comes after what the file says of them all."""
        self._journal = self._fields.get("JournalID", "")
        if not self._inside or not self.part.transactions:
            self._inside = True
            names = ("NumberOfEntries", "TotalDebit", "TotalCredit")
            self.part.told |= {n: self._fields[n] for n in names if n in self._fields}

    # -- a line -------------------------------------------------------------------------------

    def _end_debit(self) -> None:
        self._debit += self._amount("DebitAmount")

    def _end_credit(self) -> None:
        self._credit += self._amount("CreditAmount")

    def _amount(self, element: str) -> int:
        text = self._fields.pop("Amount", "") or self._fields[element]
        self._has_amount = True
        amount = self._ore(text, "beløpet")
        self._bad = self._bad or amount is None
        return amount or 0

    def _end_analysis_amount(self) -> None:
        text = self._fields.pop("Amount", "") or self._fields.get("AnalysisAmount", "")
        self._analysis_amount = self._ore(text, "fordelingen") if self._inside else None

    def _end_analysis_credit(self) -> None:
        self._end_analysis_amount()
        if self._analysis_amount is not None:
            self._analysis_amount = -self._analysis_amount

    def _forget_amount(self) -> None:
        self._fields.pop("Amount", None)

    def _end_analysis(self) -> None:
        if self._inside:
            fields = self._fields
            kind, code = fields.get("AnalysisType", ""), fields.get("AnalysisID", "")
            self._analyses.append((kind, code, self._analysis_amount))
        self._analysis_amount = None

    def _line(self) -> None:
        part, amount = self.part, self._debit - self._credit
        part.lines += 1
        account = self._fields.pop("AccountID", "")
        if not account:
            self._problem("", "en linje mangler konto (AccountID).")
        elif not self._has_amount:
            self._problem(account, "en linje har verken DebitAmount eller CreditAmount.")
        elif not self._bad:
            when = self._when or self._told_when()
            if when is not None:
                part.taken += 1
                part.debit += self._debit
                part.credit += self._credit
                self._balance += amount
                sums = part.sums
                said_there = tuple(self._analyses)
                known = self._analysed.known.get(said_there)
                if known is not None:
                    key = (account, *known, *when)
                    sums[key] = sums.get(key, 0) + amount
                else:
                    for dimensions, share in self._shares(account, said_there, amount):
                        key = (account, *dimensions, *when)
                        sums[key] = sums.get(key, 0) + share
        self._debit = self._credit = 0
        self._has_amount = self._bad = False
        self._analyses.clear()

    def _shares(
        self, account: str, analyses: tuple[Analysis, ...], amount: int
    ) -> list[tuple[Dimensions, int]]:
        shares, wrong = self._analysed.shares(analyses, amount)
        if wrong:
            self._problem(account, wrong)
        return shares

    def _told_when(self) -> tuple[int | None, int | None] | None:
        """Year and month of the transaction that is read."""
        fields = self._fields
        number, year = fields.get("Period", ""), fields.get("PeriodYear", "")
        day = moment(fields.get("TransactionDate", ""))
        found = period(number)
        if found is None and day is None:
            self._problem(number, "bilaget har verken periode eller dato.")
            return None
        if found is None:
            assert day is not None  # noqa: S101 - seen just above
            self._when = day.year, day.month
        else:
            its_year = int(year) if year.isdigit() else found.year
            self._when = (its_year or (day.year if day else None)), found.month
        return self._when

    def _forget_when(self) -> None:
        self._when = None

    def _end_transaction(self) -> None:
        self.part.transactions += 1
        names = ("TransactionID", "Period", "PeriodYear", "TransactionDate")
        self.part.vouchers.add(hash((self._journal, *map(self._fields.get, names))))
        if self._balance != 0 and len(self.part.unbalanced) < _MOST_NAMED:
            number = self._fields.get("TransactionID", "")
            self.part.unbalanced.append(f"{number} ({said(self._balance)})")
        self._balance = 0
        self._when = None
        self._forget()

    def _ore(self, text: str, what: str) -> int | None:
        """The amount *text* in øre; None, and a problem of *what*, where it is none."""
        found = ore_of(text)
        if isinstance(found, int):
            return found
        self._problem(text, f"{what} {found}")
        return None

    def _problem(self, value: str, what: str) -> None:
        if len(self.part.problems) < _MOST_NAMED:
            place = f"{self.name}, linje {self._parser.CurrentLineNumber}"
            self.part.problems.append(SourceProblem(place, value, what))
