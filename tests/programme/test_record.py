"""A record takes and refuses what pydantic does, of the kinds of values that a cell gives."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from orxl.programme.codes import GrantStatus
from orxl.programme.foreign import twin_of
from orxl.programme.models import Measure, Partner, Population
from orxl.programme.programme import record_types
from orxl.programme.record import UnfitError

VALUES: tuple[Any, ...] = (
    None, "", "x", "1.1", "2.10.3", "1.1\n", "0.1", "Søkt", "Ja", "Inntekt",
    0, 1, 301, 3114, 99_999, -1, Decimal(0), Decimal(3), Decimal("2.50"), Decimal("NaN"),
    Decimal("Infinity"), date(2026, 1, 1), datetime(2026, 1, 1), datetime(2026, 1, 1, 9, 30),
)  # fmt: skip
"""What conversion of a cell may give a field, and what a caller may."""


@pytest.mark.parametrize("model", record_types().values(), ids=lambda model: model.__name__)
def test_a_field_takes_what_pydantic_takes(model: Any) -> None:
    for name, field in model.model_fields.items():
        said = twin_of(model).model_fields[name]
        twin: TypeAdapter[Any] = TypeAdapter(Annotated[said.annotation, said])
        for value in VALUES:
            ours = _told(lambda v=value, f=field: f.check(v), UnfitError)
            theirs = _told(lambda v=value, t=twin: t.validate_python(v), ValidationError)
            if isinstance(value, str) and isinstance(theirs, date | Decimal | int):
                continue  # pydantic reads texts; a cell's text is no number and no day
            if isinstance(value, int | Decimal) and isinstance(theirs, date):
                continue  # nor is a number of seconds since 1970
            assert (type(ours), ours) == (type(theirs), theirs), (name, value)


def _told(work: Callable[[], Any], refusal: type[Exception]) -> Any:
    try:
        return work()
    except refusal:
        return Ellipsis


def test_a_record_is_an_immutable_value() -> None:
    one = Partner(measure="1.1", name="NTNU")
    assert one == Partner(measure="1.1", name="NTNU", remark=None)
    assert one != Partner(measure="1.1", name="SINTEF")
    assert hash(one) == hash(one.model_copy(update={"remark": None}))
    assert repr(one) == "Partner(measure='1.1', name='NTNU', remark=None)"
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(AttributeError):
        one.name = "SINTEF"  # type: ignore[misc]


def test_a_record_refuses_what_is_unknown_missing_or_unfit() -> None:
    with pytest.raises(TypeError, match="has no field"):
        Partner(measure="1.1", name="NTNU", city="Trondheim")  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="must have 'name'"):
        Partner(measure="1.1")  # type: ignore[call-arg]
    with pytest.raises(UnfitError):
        Measure(number="1", title="Uten underpunkt")
    with pytest.raises(UnfitError):
        Population(code=301, municipality="Oslo", at=date(2026, 1, 1), inhabitants=0)


def test_data_from_outside_are_read_by_pydantic() -> None:
    grant = record_types()["grants"].model_validate(
        {"grant_id": "T1", "label": "Interreg", "status": "Søkt", "rate": "11.50"}
    )
    assert (grant.rate, grant.status) == (Decimal("11.50"), GrantStatus.APPLIED)
    with pytest.raises(ValidationError, match="Field required"):
        Partner.model_validate({"measure": "1.1"})
