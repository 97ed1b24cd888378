"""Order types: listed, shown, made."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.orders.forms import JAMES, VACATION, field, forms


async def test_types_are_listed_by_name_with_their_counts(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order()
    await acme.boss.call("update_order_type", code="support_request", active=False)
    answer = await acme.clerk.call("list_order_types")
    assert answer["order_types"] == [
        {"code": "support_request", "name": "Support request", "active": False, "fields_count": 6, "orders_count": 0},
        {"code": "vacation_request", "name": "Vacation request", "active": True, "fields_count": 9, "orders_count": 1},
        {"code": "Without custom fields", "name": "Without custom fields", "active": True, "fields_count": 0, "orders_count": 0},
    ]  # fmt: skip
    assert answer["total"] == 3


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ({"active": False}, ["support_request"]),
        ({"active": True}, ["vacation_request", "Without custom fields"]),
        ({"query": "REQUEST"}, ["support_request", "vacation_request"]),
        ({"query": "custom"}, ["Without custom fields"]),
        ({"query": "nothing"}, []),
        ({"query": "_"}, ["support_request", "vacation_request"]),
    ],
)
async def test_types_are_found_by_part_of_code_or_name(hall: Hall, given: dict[str, Any], codes: list[str]) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    await acme.boss.call("update_order_type", code="support_request", active=False)
    await beta.type("requests of Beta")
    answer = await acme.agent.call("list_order_types", **given)
    assert [line["code"] for line in answer["order_types"]] == codes


async def test_a_type_is_shown_with_its_fields_and_data_that_fits(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type(
        "claim", field("kind", options=["Travel", "Meal"], required=True, description="What for", max_length=10),
        field("amount", "number", required=True, unique=True, visible=False, editable=False),
        field("tags", multiple=True, default='["a", "b"]'), field("ok", "boolean", default=True), field("paper", "file"),
    )  # fmt: skip
    shown = await acme.clerk.call("get_order_type", code="CLAIM")
    assert shown["order_type"]["fields"][0] == {
        "name": "kind", "type": "string", "label": "kind", "description": "What for", "required": True, "multiple": False,
        "visible": True, "editable": True, "unique": False, "max_length": 10, "options": ["Travel", "Meal"],
    }  # fmt: skip
    fields = {each["name"]: each for each in shown["order_type"]["fields"]}
    assert (fields["tags"]["default"], fields["ok"]["default"]) == ('["a", "b"]', "true")
    assert not fields["amount"]["visible"]
    assert shown["example_data"] == {"kind": "Travel", "amount": "1", "tags": ["a", "b"], "ok": True}
    assert shown["order_type"]["orders_count"] == 0
    for _ in range(2):
        shown = await acme.agent.call("get_order_type", code="claim")
        order = await acme.order("claim", data=shown["example_data"])
        assert order["data"] == shown["example_data"]


async def test_a_required_file_is_left_for_the_caller_to_fill_in(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("claim", field("paper", "file", required=True))
    shown = await acme.agent.call("get_order_type", code="claim")
    assert shown["example_data"] == {}
    assert shown["warnings"] == ["example_data lacks paper: only you can fill that in."]


async def test_an_unknown_type_names_the_nearest_codes(hall: Hall) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    await beta.type("vacation_requests")
    with pytest.raises(Refused) as no:
        await acme.agent.call("get_order_type", code="vacation-request")
    assert (no.value.status, no.value.next) == (404, ["get_order_type", "get_order_type", "list_order_types"])
    assert no.value.details["nearest"] == ["vacation_request", "support_request"]
    with pytest.raises(Refused) as no:
        await acme.agent.call("get_order_type", code="vacation_requests")
    assert no.value.status == 404


async def test_a_type_may_have_no_fields_and_blanks_in_its_code(hall: Hall) -> None:
    acme = await forms(hall)
    made = await acme.boss.call("create_order_type", code="No fields at all", name="Nothing", active=False)
    assert made["order_type"] == {"code": "No fields at all", "name": "Nothing", "active": False, "fields": []}
    assert made["charge"]["amount"] != "0"


async def test_definitions_are_answered_so_that_they_can_be_passed_again(hall: Hall) -> None:
    acme = await forms(hall)
    given = [
        field("a", default="x"),
        field("b", "json", default='{"c": [1]}'),
        field("d", "number", multiple=True, default="[1, 2]"),
    ]
    made = await acme.type("one", *given)
    again = await acme.type("two", *made["fields"])
    assert again["fields"] == made["fields"]
    assert (await acme.order("one"))["data"] == {"a": "x", "b": {"c": [1]}, "d": ["1", "2"]}


@pytest.mark.parametrize(
    ("fields", "place", "fault"),
    [
        ([field("a"), field("a")], "field_definitions[1].name", "a is defined 2 times"),
        ([field("1a")], "field_definitions[0].name", "'1a' must begin with a letter"),
        (
            [field("a", "number", max_length=5)],
            "field_definitions[0].max_length",
            "a: goes with fields of type string only",
        ),
        ([field("a", "number", default="x")], "field_definitions[0].default", "a: must be a decimal number"),
        (
            [field("a", multiple=True, default='["a"')],
            "field_definitions[0].default",
            "a: begins like JSON and is none",
        ),
        ([field("a", "json", default="[" * 30 + "]" * 30)], "field_definitions[0].default", "a: is nested deeper than"),
        ([field("a", "text")], "field_definitions[0].type", "must be string, number"),
        ([field("a", max_length=1024)], "field_definitions[0].max_length", "must be at most 1023"),
        ([field("a", max_length=0)], "field_definitions[0].max_length", "must be at least 1"),
        ([field("a", lable="x")], "field_definitions[0].lable", "is not known here; did you mean label?"),
        ([{"name": "a", "type": "string"}], "field_definitions[0].label", "is required"),
        ([field(f"f{number}") for number in range(201)], "field_definitions", "must have at most 200 items"),
        ([field(f"f{number}", description="x" * 900) for number in range(40)], "field_definitions", "take "),
    ],
)
async def test_a_type_that_cannot_be_says_which_field_and_why(
    hall: Hall, fields: list[dict[str, Any]], place: str, fault: str
) -> None:
    acme = await forms(hall)
    with pytest.raises(Refused) as no:
        await acme.type("one", *fields)
    assert no.value.status == 422
    assert no.value.fields[place].startswith(fault)
    assert hall.sql("SELECT count(*) FROM order_types") == [(3,)]


async def test_a_code_is_taken_once_in_a_company(hall: Hall) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    with pytest.raises(Refused) as no:
        await acme.type("Vacation_Request")
    assert (no.value.status, no.value.code) == (422, "code_taken")
    assert no.value.fields == {"code": "'Vacation_Request' is taken by the order type 'Vacation request'"}
    await beta.type("claim")
    assert (await acme.type("claim"))["code"] == "claim"


async def test_only_admins_define_types(hall: Hall) -> None:
    acme = await forms(hall)
    for caller in (acme.agent, acme.clerk):
        for call in (("create_order_type", {"name": "X"}), ("update_order_type", {"active": False})):
            with pytest.raises(Refused) as no:
                await caller.call(call[0], code="vacation_request", **call[1])
            assert no.value.status == 403


async def test_without_types_an_order_says_that_there_are_none(hall: Hall) -> None:
    agent = await hall.agent("Empty")
    with pytest.raises(Refused) as no:
        await agent.call("create_order", order_type_code="vacation_request", data=JAMES)
    assert no.value.fields["order_type_code"].endswith("there are no active order types yet")
    assert len(VACATION) == 9
