"""Filters by days take days, and say so to whoever sends a moment."""

from __future__ import annotations

from datetime import date
from typing import Any, get_origin

import pytest

from server.discovery.samples import example
from server.schema.arguments import split
from server.schema.schema import parameters
from tests.contract.walks.walking import OPERATIONS
from tools.errors import Invalid
from tools.operation import Operation


def is_day(kind: Any) -> bool:
    return getattr(kind, "__origin__", get_origin(kind)) is date


FILTERS = [
    pytest.param(operation, name, id=f"{operation.name}.{name}")
    for operation in OPERATIONS
    if operation.access == "read"
    for name, (kind, _) in parameters(operation).items()
    if is_day(kind)
]


def test_there_are_some() -> None:
    assert len(FILTERS) > 10


@pytest.mark.parametrize(("operation", "name"), FILTERS)
@pytest.mark.parametrize("moment", ["2026-03-02T10:00:00Z", "2026-03-02 10:00", "2026-03-02T00:00:00+01:00"])
def test_a_time_of_day_is_refused_with_the_day_to_send(operation: Operation, name: str, moment: str) -> None:
    given = example(operation)["arguments"]
    with pytest.raises(Invalid) as no:
        split(operation, {**given, name: moment})
    assert no.value.fields[name] == "is a day, YYYY-MM-DD, without a time: 2026-03-02"
    assert split(operation, {**given, name: " 2026-03-02 "}).values[name] == date(2026, 3, 2)
