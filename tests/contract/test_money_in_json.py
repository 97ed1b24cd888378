"""Money survives JSON: amounts are text; whatever is a number is one that every JSON reader keeps exactly."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from server.schema.answer import output_schema
from server.schema.schema import input_schema
from store.sample.seed import write_people
from tests.answer_checks import NUMBERS, inexact
from tests.contract.full_world import full_world
from tests.contract.walks.walking import OPERATIONS
from tests.every import of_every
from tests.hall import START, Hall
from tools.operation import Operation
from tools.params import MAX_ID

LARGEST = 2**53 - 1
MONEY = re.compile(
    r"(^|_)(amount|price|balance|balances|fee|cost|costs|budget|money|credit|credits|debit|debits|charge|escrow|refund|tax"
    r"|net|gross|usd|sum|earned|income|salary|worth|held|available|shortfall|missing|required_amount|expense"
    r"|bonus|penalty|deduction|total_amount|would_cost|rate|pay|value)($|_)"
)
# Whole units by contract, and words that mean something else.
WHOLE = {"price_from", "price_to", "sum", "contract_sum", "priority_sum"}
NOT_MONEY = re.compile(r"(_id|_ids|_percent|_status|_days|_hours|_count|_at)$|^taxation_")
all_of_them = of_every(OPERATIONS, lambda operation: operation.name)


def parts(schema: dict[str, Any], name: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named part of a schema."""
    yield name, schema
    for inner, part in schema.get("properties", {}).items():
        yield from parts(part, inner)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from parts(schema[key], name)


@all_of_them
def test_no_parameter_and_no_answer_carries_money_as_a_number(operation: Operation) -> None:
    for schema in (input_schema(operation), output_schema(operation)):
        for name, part in parts(schema):
            if part.get("type") == "number":
                assert name in NUMBERS, f"{operation.name}: {name} is a fraction in binary"
            if part.get("type") == "integer" and MONEY.search(name) and not NOT_MONEY.search(name):
                assert name in WHOLE, f"{operation.name}: {name} looks like money and is a number"


def test_no_number_taken_or_given_is_beyond_what_json_keeps() -> None:
    assert MAX_ID == LARGEST
    for value, fault in (
        (LARGEST, False),
        (LARGEST + 1, True),
        (-LARGEST - 1, True),
        (1.5, True),
        (True, False),
        ("9" * 30, False),
    ):
        assert bool(inexact({"a": [{"b": value}]})) is fault, value
    assert not inexact({"latitude": 1.5})


async def test_nothing_stored_carries_a_number_that_json_does_not_keep(tmp_path: Path, template: Path) -> None:
    hall = await Hall.open(tmp_path, template)
    await full_world(hall)
    await hall.app.database.write(partial(write_people, people=60, random=Random(3), now=START), seconds=60)
    looked = 0
    for table in hall.plain_tables():
        for column in hall.columns(table, "REAL"):
            assert column in {"latitude", "longitude"} or not MONEY.search(column), f"{table}.{column}"
        for column in hall.columns(table, "TEXT"):
            for (text,) in hall.sql(f"SELECT {column} FROM {table} WHERE substr({column}, 1, 1) IN ('[', '{{')"):
                try:
                    found = inexact(json.loads(text))
                except ValueError:
                    continue
                looked += 1
                assert not found, f"{table}.{column}: {found} in {text}"
    assert looked > 50
    await hall.close()
