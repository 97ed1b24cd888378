"""The list of orders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.orders.forms import JAMES, Forms, field, forms


async def trips(hall: Hall) -> Forms:
    """A company with five trips, ORD-1 to ORD-5."""
    acme = await forms(hall)
    await acme.type(
        "trip", field("goal"), field("days", "number"), field("start", "datetime"), field("paid", "boolean"),
        field("tags", multiple=True), field("more", "json"),
    )  # fmt: skip
    for data in (
        {"goal": "Graz", "days": "10", "start": "2026-07-01T00:30:00+02:00", "paid": True, "tags": ["far", "warm"]},
        {"goal": "Łódź", "days": "9.5", "start": "2026-06-30T23:30:00+02:00", "paid": False},
        {"goal": "oslo", "days": "-1", "start": "2026-07-02T09:00:00Z", "tags": ["cold"]},
        {"goal": "Zürich", "days": "9.50", "more": {"hotel": "Storchen"}},
        {},
    ):
        await acme.order("trip", data=data)
    return acme


async def test_orders_come_newest_first_with_their_fields(hall: Hall) -> None:
    acme = await trips(hall)
    answer = await acme.agent.call("list_orders", limit=2)
    assert [order["code"] for order in answer["orders"]] == ["ORD-5", "ORD-4"]
    assert answer["orders"][1]["data"] == {"goal": "Zürich", "days": "9.50", "more": {"hotel": "Storchen"}}
    assert answer["total"] == 5
    second = await acme.agent.call("list_orders", limit=2, cursor=answer["next_cursor"])
    assert [order["code"] for order in second["orders"]] == ["ORD-3", "ORD-2"]


@pytest.mark.parametrize(
    ("filters", "codes"),
    [
        ({"state": "done"}, ["ORD-7"]),
        ({"state": "to_execute", "order_type_code": "VACATION_request"}, ["ORD-6"]),
        ({"user_email": "clerk@acme.test"}, ["ORD-6"]),
        ({"user_email": "Clerk@ACME.test", "order_type_code": "trip"}, []),
        ({"user_email": "nobody@acme.test"}, []),
        ({"user_email": "", "order_type_code": "vacation_request", "archived": "any"}, ["ORD-8", "ORD-7"]),
        ({"archived": True}, ["ORD-8"]),
        ({"archived": "true"}, ["ORD-8"]),
        ({"archived": "any", "order_type_code": "vacation_request"}, ["ORD-8", "ORD-7", "ORD-6"]),
        ({"query": "ORD-7"}, ["ORD-7"]),
        ({"query": "lodz"}, ["ORD-2"]),
        ({"query": "STORCHEN"}, ["ORD-4"]),
        ({"query": "ext_1"}, ["ORD-7"]),
        ({"query": "Graz", "state": "done"}, []),
        ({"query": "%"}, []),
    ],
)
async def test_filters_go_together(hall: Hall, filters: dict[str, Any], codes: list[str]) -> None:
    acme = await trips(hall)
    await acme.order(user_email="clerk@acme.test")
    await acme.order(state="done", ext_code="EXT_1")
    await acme.order(archived=True, ext_code="EXTX1")
    assert await acme.codes(**filters) == codes


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ([{"field": "days", "value": "9.5"}], ["ORD-4", "ORD-2"]),
        ([{"field": "days", "operator": "at_least", "value": "9.5"}], ["ORD-4", "ORD-2", "ORD-1"]),
        ([{"field": "days", "operator": "at_most", "value": "0"}], ["ORD-3"]),
        ([{"field": "days", "operator": "not_equals", "value": "9.5"}], ["ORD-5", "ORD-3", "ORD-1"]),
        ([{"field": "days", "operator": "empty"}], ["ORD-5"]),
        ([{"field": "more", "operator": "filled"}], ["ORD-4"]),
        ([{"field": "goal", "value": "zurich"}], ["ORD-4"]),
        ([{"field": "goal", "operator": "contains", "value": "Z"}], ["ORD-4", "ORD-2", "ORD-1"]),
        ([{"field": "start", "operator": "at_least", "value": "2026-07-01"}], ["ORD-3"]),
        ([{"field": "start", "value": "2026-06-30"}], ["ORD-2", "ORD-1"]),
        ([{"field": "paid", "value": "true"}], ["ORD-1"]),
        ([{"field": "tags", "value": "warm"}], ["ORD-1"]),
        ([{"field": "tags", "operator": "filled"}, {"field": "days", "operator": "at_most", "value": "9"}], ["ORD-3"]),
    ],
)
async def test_custom_fields_are_filtered_by(hall: Hall, asked: list[dict[str, str]], codes: list[str]) -> None:
    """The company's days are those of UTC."""
    acme = await trips(hall)
    await acme.order()
    assert await acme.codes(order_type_code="trip", field_filters=asked) == codes


@pytest.mark.parametrize(
    ("name", "direction", "codes"),
    [
        ("days", "asc", ["ORD-3", "ORD-4", "ORD-2", "ORD-1", "ORD-5"]),
        ("days", "desc", ["ORD-1", "ORD-4", "ORD-2", "ORD-3", "ORD-5"]),
        ("goal", "asc", ["ORD-1", "ORD-2", "ORD-3", "ORD-4", "ORD-5"]),
        ("start", "asc", ["ORD-2", "ORD-1", "ORD-3", "ORD-5", "ORD-4"]),
        ("paid", "desc", ["ORD-1", "ORD-2", "ORD-5", "ORD-4", "ORD-3"]),
        ("tags", "asc", ["ORD-3", "ORD-1", "ORD-5", "ORD-4", "ORD-2"]),
    ],
)
async def test_orders_are_sorted_by_a_field_page_by_page(
    hall: Hall, name: str, direction: str, codes: list[str]
) -> None:
    acme = await trips(hall)
    await acme.order()
    asked = {"order_type_code": "trip", "sort_field": name, "sort_direction": direction}
    assert await acme.codes(**asked) == codes
    found: list[str] = []
    cursor = None
    for _ in range(5):
        answer = await acme.agent.call("list_orders", **asked, limit=1, cursor=cursor)
        found += [order["code"] for order in answer["orders"]]
        cursor = answer.get("next_cursor")
    assert (found, cursor) == (codes, None)


@pytest.mark.parametrize(
    ("given", "place", "fault"),
    [
        ({"state": "open"}, "state", "must be to_execute"),
        ({"order_type_code": "x"}, "order_type_code", "'x' is no order type of your company; the order types are "),
        ({"sort_field": "days"}, "order_type_code", "is needed with field_filters and sort_field"),
        ({"field_filters": [{"field": "days"}]}, "order_type_code", "is needed with field_filters and sort_field"),
        ({"order_type_code": "trip", "sort_field": "Days"}, "sort_field", "'Days' is no field of this type; it has goal, days"),
        ({"order_type_code": "trip", "sort_field": "more"}, "sort_field", "more holds JSON, which has no order"),
        ({"order_type_code": "trip", "field_filters": [{"field": "x", "value": "1"}]}, "field_filters[0].field", "'x' is no field"),
        ({"order_type_code": "trip", "field_filters": [{"field": "days", "value": "x"}]}, "field_filters[0].value", "must be a"),
        ({"user_email": "nobody"}, "user_email", "must be an e-mail address"),
        ({"query": "x" * 201}, "query", "must have at most 200 characters"),
    ],
)  # fmt: skip
async def test_what_cannot_be_asked_is_refused(hall: Hall, given: dict[str, Any], place: str, fault: str) -> None:
    acme = await trips(hall)
    with pytest.raises(Refused) as no:
        await acme.agent.call("list_orders", **given)
    assert no.value.status == 422
    assert no.value.fields[place].startswith(fault)


async def test_an_inactive_type_can_be_asked_for(hall: Hall) -> None:
    acme = await trips(hall)
    await acme.boss.call("update_order_type", code="trip", active=False)
    assert len(await acme.codes(order_type_code="trip")) == 5


async def test_a_list_shows_the_own_company_alone(hall: Hall) -> None:
    acme, beta = await trips(hall), await forms(hall, "Beta")
    assert await beta.codes(archived="any") == []
    await beta.order()
    assert await beta.codes(query="James") == ["ORD-1"]
    assert await acme.codes(query="James") == []


async def test_a_cursor_belongs_to_its_filters(hall: Hall) -> None:
    acme = await trips(hall)
    cursor = (await acme.agent.call("list_orders", limit=1))["next_cursor"]
    with pytest.raises(Refused) as no:
        await acme.agent.call("list_orders", limit=1, cursor=cursor, order_type_code="trip", sort_field="days")
    assert no.value.fields.keys() == {"cursor"}


async def test_a_page_of_full_orders_ends_where_it_gets_too_long(hall: Hall) -> None:
    acme = await forms(hall)
    for _ in range(15):
        await acme.order(data={**JAMES, "motivationText": "x" * 1000})
    answer = await acme.agent.call("list_orders")
    assert 3 < len(answer["orders"]) < 15
    assert answer["total"] == 15
    short = await acme.agent.call("list_orders", fields=["code", "state"])
    assert short["orders"][0] == {"code": "ORD-15", "state": "to_execute"}
    assert len(short["orders"]) == 15
