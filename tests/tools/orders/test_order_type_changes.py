"""Changing order types, and with them what their orders hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.orders.forms import Forms, field, forms
from tests.tools.uploads.upload_helpers import PDF, sent


async def trips(hall: Hall, *data: dict[str, Any]) -> Forms:
    """A company with the type trip (goal, days, note) and an order for each data."""
    acme = await forms(hall)
    await acme.type("trip", field("goal"), field("days"), field("note", multiple=True))
    for each in data:
        await acme.order("trip", data=each)
    return acme


async def change(acme: Forms, *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return await acme.boss.call("update_order_type", code="trip", field_definitions=list(fields), **more)


async def data_of(acme: Forms, code: str) -> dict[str, Any]:
    return dict((await acme.agent.call("get_order", code=code))["order"]["data"])


async def test_a_type_is_renamed_and_switched(hall: Hall) -> None:
    acme = await trips(hall)
    answer = await acme.boss.call("update_order_type", code="TRIP", name="Journey", active=False)
    assert (answer["order_type"]["name"], answer["order_type"]["active"]) == ("Journey", False)
    assert (answer["order_type"]["code"], answer["orders_touched"]) == ("trip", 0)
    found = await acme.agent.call("list_order_types", query="journey")
    assert [line["code"] for line in found["order_types"]] == ["trip"]


async def test_a_new_field_is_empty_or_has_its_default_in_orders_there_are(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"}, {})
    new = [
        field("goal"),
        field("days"),
        field("note", multiple=True),
        field("by", default="train", options=["train", "car"]),
    ]
    answer = await change(acme, *new, field("seat"))
    assert answer["orders_touched"] == 2
    assert await data_of(acme, "ORD-1") == {"goal": "Graz", "by": "train"}
    assert await data_of(acme, "ORD-2") == {"by": "train"}
    assert await acme.codes(order_type_code="trip", field_filters=[{"field": "by", "value": "train"}]) == [
        "ORD-2",
        "ORD-1",
    ]
    assert await acme.codes(query="TRAIN") == ["ORD-2", "ORD-1"]


async def test_a_field_that_is_required_now_counts_from_the_next_change_of_data(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"})
    answer = await change(acme, field("goal"), field("days", required=True), field("note", multiple=True))
    assert answer["orders_touched"] == 0
    await acme.agent.call("update_order", code="ORD-1", state="in_progress")
    with pytest.raises(Refused) as no:
        await acme.agent.call("update_order", code="ORD-1", data={"goal": "Linz"})
    assert no.value.fields == {"data.days": "is required; the order has none yet"}
    await acme.agent.call("update_order", code="ORD-1", data={"goal": "Linz", "days": "2"})


async def test_a_field_with_values_is_removed_only_when_they_may_go(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz", "days": "2"}, {"goal": "Linz", "note": ["x", "y"]}, {})
    with pytest.raises(Refused) as no:
        await change(acme, field("days"))
    assert (no.value.status, no.value.code) == (422, "values_lost")
    assert no.value.fields["field_definitions"] == (
        "goal holds values in 2 orders, note holds values in 1 order; pass drop_values true to remove fields with their values"
    )
    assert (await data_of(acme, "ORD-1"))["goal"] == "Graz"
    answer = await change(acme, field("days"), drop_values=True)
    assert answer["orders_touched"] == 2
    assert [await data_of(acme, f"ORD-{number}") for number in (1, 2, 3)] == [{"days": "2"}, {}, {}]
    assert await acme.codes(query="graz") == []
    await change(acme, field("days"), field("goal"))
    assert (await data_of(acme, "ORD-1")) == {"days": "2"}


async def test_a_field_without_values_is_removed_at_once(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"})
    assert (await change(acme, field("goal")))["orders_touched"] == 0


async def test_a_field_gets_another_type_when_every_value_fits(hall: Hall) -> None:
    acme = await trips(hall, {"days": "10"}, {"days": "9"}, {})
    answer = await change(acme, field("goal"), field("days", "number"), field("note", multiple=True))
    assert answer["order_type"]["fields"][1]["type"] == "number"
    assert answer["orders_touched"] == 0
    assert await acme.codes(order_type_code="trip", sort_field="days") == ["ORD-2", "ORD-1", "ORD-3"]


async def test_values_that_do_not_fit_are_told_by_their_orders(hall: Hall) -> None:
    acme = await trips(hall, {"days": "10"}, {"days": "nine"}, {"days": "many"}, {"note": ["a", "b"]})
    with pytest.raises(Refused) as no:
        await change(acme, field("goal"), field("days", "number"), field("note"))
    assert (no.value.status, no.value.code) == (422, "values_do_not_fit")
    assert no.value.fields == {
        "field_definitions[1]": "the values of days in ORD-2, ORD-3 do not fit; change those orders first",
        "field_definitions[2]": "the values of note in ORD-4 do not fit; change those orders first",
    }
    assert (await acme.agent.call("get_order_type", code="trip"))["order_type"]["fields"][1]["type"] == "string"


@pytest.mark.parametrize("narrower", [{"max_length": 2}, {"options": ["Wien"]}, {"type": "date"}, {"type": "file"}])
async def test_a_narrower_definition_needs_every_value_to_fit(hall: Hall, narrower: dict[str, Any]) -> None:
    acme = await trips(hall, {"goal": "Graz"})
    with pytest.raises(Refused) as no:
        await change(acme, {**field("goal"), **narrower}, field("days"), field("note", multiple=True))
    assert no.value.code == "values_do_not_fit"


async def test_one_value_becomes_several(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"}, {})
    answer = await change(acme, field("goal", multiple=True), field("days"), field("note", multiple=True))
    assert answer["orders_touched"] == 1
    assert await data_of(acme, "ORD-1") == {"goal": ["Graz"]}


async def test_unique_is_asked_for_later_only_when_no_two_are_the_same(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"}, {"goal": "Linz"}, {"goal": "GRAZ"}, {})
    fields = (field("goal", unique=True), field("days"), field("note", multiple=True))
    with pytest.raises(Refused) as no:
        await change(acme, *fields)
    assert no.value.fields == {
        "field_definitions[0]": "the values of goal in ORD-1, ORD-3 do not fit; change those orders first"
    }
    await acme.agent.call("update_order", code="ORD-3", data={"goal": "Wien"})
    await change(acme, *fields)
    with pytest.raises(Refused) as no:
        await acme.order("trip", data={"goal": "graz"})
    assert no.value.fields == {"data.goal": "has to be unique, and order ORD-1 has this value"}
    await change(acme, field("goal"), *fields[1:])
    await acme.order("trip", data={"goal": "graz"})


async def test_removed_files_are_let_go(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("trip", field("ticket", "file"))
    file = (await acme.agent.call("upload_files", job=[sent(PDF, "paper.pdf")]))["files"][0]["id"]
    await acme.order("trip", data={"ticket": file})
    await change(acme, drop_values=True)
    assert hall.sql("SELECT attached_to FROM files WHERE id = ?", file) == [(None,)]


async def test_many_orders_are_brought_under_a_new_definition(hall: Hall) -> None:
    acme = await trips(hall, {"days": "1"})
    hall.sql_script(
        """INSERT INTO orders (company_id, order_type_id, code, code_key, state, done_at_passed, archived, data, found_by,
               created_by_type, created_by_id, created_at, updated_at)
           SELECT company_id, order_type_id, 'X-' || n, 'x-' || n, state, 0, 0, '{"days": "' || n || '"}', 'x-' || n,
               created_by_type, created_by_id, created_at, updated_at
           FROM orders, (WITH RECURSIVE t(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM t WHERE n < 1200) SELECT n FROM t) AS t;"""
    )
    answer = await change(acme, field("days", "number"), field("by", default="train"))
    assert answer["orders_touched"] == 1200
    assert hall.sql("SELECT count(*) FROM order_values WHERE field = 'days'") == [(1200,)]
    least = await acme.agent.call(
        "list_orders", order_type_code="trip", sort_field="days", sort_direction="desc", limit=1
    )
    assert least["orders"][0]["data"] == {"days": "1200", "by": "train"}


@pytest.mark.parametrize("given", [{}, {"drop_values": True}])
async def test_a_change_with_nothing_passed_is_refused(hall: Hall, given: dict[str, Any]) -> None:
    acme = await trips(hall)
    with pytest.raises(Refused) as no:
        await acme.boss.call("update_order_type", code="trip", **given)
    assert (no.value.status, no.value.fields.keys()) == (422, {"code"})


async def test_a_type_of_another_company_is_one_that_does_not_exist(hall: Hall) -> None:
    await trips(hall)
    beta = await forms(hall, "Beta")
    with pytest.raises(Refused) as no:
        await beta.boss.call("update_order_type", code="trip", name="Mine")
    assert no.value.status == 404


async def test_an_update_of_fields_is_rehearsed_without_a_trace(hall: Hall) -> None:
    acme = await trips(hall, {"goal": "Graz"})
    answer = await change(acme, drop_values=True, dry_run=True)
    assert answer["orders_touched"] == 1
    assert await data_of(acme, "ORD-1") == {"goal": "Graz"}
