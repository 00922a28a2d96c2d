"""What a run leaves on «Kontroll» has room in its rows, however long the message is."""

from __future__ import annotations

from unittest.mock import patch

from orxl.app.record import finding_rows
from orxl.core.findings import Finding, Severity
from tests import finding_room

LONG = "Beløpet på denne linjen stemmer ikke med summen av linjene over den. " * 12


def finding(message: str, expected: str = "") -> Finding:
    return Finding("B001", "sum", Severity.ERROR, message, expected=expected, remedy=message)


def test_a_long_message_is_cut_between_words_so_that_it_has_room() -> None:
    long = finding(LONG, expected="=" + "tblHovedtall" * 9)
    assert finding_room.cut([long]) == []
    message = finding_rows([long])[0]["message"]
    assert isinstance(message, str)
    assert message.endswith(" …")
    assert LONG.startswith(message[:-2])


def test_a_short_message_is_written_as_it_is() -> None:
    assert finding_rows([finding("Noe er galt.")])[0]["message"] == "Noe er galt."


def test_a_text_of_more_lines_than_the_row_has_is_noticed() -> None:
    with patch("orxl.app.record.fitted", lambda text, *_: text):
        assert finding_room.cut([finding(LONG)]) == [
            f"B001 Funn: {LONG}",
            f"B001 Hva du gjør: {LONG}",
        ]
