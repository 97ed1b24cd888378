"""Opening orders and showing them."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.orders.forms import JAMES, field, forms
from tests.tools.uploads.upload_helpers import PDF, sent

DONE = {
    "ext_code": "ext_code", "bp_id": "bp_id", "bp_state": "bp_state", "state": "in_progress",
    "done_at": "2016-05-16T13:52:48+03:00", "archived": False,
    "data": {**JAMES, "resolution": "Resolution", "resolutionText": "Resolution Text", "adjustResult": "Adjust Result"},
}  # fmt: skip
# As the trade's manual prints the answer; its field without a value, user_email, is absent here.
PRINTED = """{
    "order": {
        "id": %d,
        "code": "ORD-4",
        "ext_code": "ext_code",
        "bp_id": "bp_id",
        "bp_state": "bp_state",
        "state": "in_progress",
        "archived": false,
        "data": {
            "employeeFirstName": "James",
            "employeeLastName": "Carter",
            "employeeEmail": "james@example.com",
            "beginDate": "2016-07-15T14:45:03.000+00:00",
            "endDate": "2016-07-16T14:49:42.000+00:00",
            "motivationText": "I had a lot of work last 7 years",
            "resolution": "Resolution",
            "resolutionText": "Resolution Text",
            "adjustResult": "Adjust Result"
        },
        "done_at": "2016-05-16T13:52:48+03:00",
        "order_type_code": "vacation_request"
    }
}"""


async def test_an_order_is_answered_as_the_manual_prints_it(hall: Hall) -> None:
    acme = await forms(hall)
    for _ in range(3):
        await acme.order()
    order = await acme.order(**DONE)
    assert json.dumps({"order": order}, indent=4) == PRINTED % order["id"]


async def test_fields_left_out_get_their_default_or_nothing(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("pc", field("model", default="X1"), field("count", "number", default="1"), field("note"))
    order = await acme.order("pc", data={"count": 2})
    assert order["data"] == {"model": "X1", "count": "2"}
    assert (order["state"], order["archived"]) == ("to_execute", False)
    assert (await acme.order("Without custom fields"))["data"] == {}


async def test_every_type_of_field_is_kept_exactly(hall: Hall) -> None:
    acme = await forms(hall)
    given = {
        "text": "“a”\nb", "amount": "12.50", "ok": False, "at": "2016-07-15T14:45:03.000+00:00", "day": "2026-07-15",
        "more": {"list": [1, "x"], "deep": {"a": True}}, "tags": ["a", "b"], "numbers": ["1", "2.0"],
    }  # fmt: skip
    await acme.type(
        "all", field("text"), field("amount", "number"), field("ok", "boolean"), field("at", "datetime"),
        field("day", "date"), field("more", "json"), field("tags", multiple=True), field("numbers", "number", multiple=True),
    )  # fmt: skip
    order = await acme.order("all", data=given)
    assert order["data"] == given
    sent = {**given, "more": json.dumps(given["more"]), "tags": '["a", "b"]', "amount": 12.5, "ok": "false"}
    assert (await acme.order("all", data=sent))["data"] == {**given, "amount": "12.5"}


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"data": {}}, dict.fromkeys(("data.employeeFirstName", "data.employeeLastName"), "is required by the order type")),
        ({"data": {**JAMES, "employeefirstname": "x"}}, {"data.employeefirstname": "is no field of this order type; it has "}),
        ({"data": {**JAMES, "beginDate": "2016-07-15"}}, {"data.beginDate": "needs a time with an offset"}),
        ({"data": {**JAMES, "resolution": ["a", "b"]}}, {"data.resolution": "takes one value, not a list of 2"}),
        ({"order_type_code": "holiday"}, {"order_type_code": "'holiday' is no order type of your company; "}),
        ({"user_email": "nobody@acme.test"}, {"user_email": "belongs to no user of your company"}),
        ({"state": "closed"}, {"state": "must be to_execute, in_progress or done"}),
    ],
)  # fmt: skip
async def test_an_order_that_cannot_be_is_refused_with_every_fault(
    hall: Hall, given: dict[str, Any], faults: dict[str, str]
) -> None:
    acme = await forms(hall)
    with pytest.raises(Refused) as no:
        await acme.agent.call("create_order", **{"order_type_code": "vacation_request", "data": JAMES, **given})
    assert (no.value.status, no.value.fields.keys()) == (422, faults.keys())
    for name, fault in faults.items():
        assert no.value.fields[name].startswith(fault)
    assert hall.sql("SELECT count(*) FROM orders") == [(0,)]


async def test_an_unknown_type_names_the_active_ones(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.boss.call("update_order_type", code="support_request", active=False)
    for code, why in (("support_request", "is not active any more"), ("x", "is no order type of your company")):
        with pytest.raises(Refused) as no:
            await acme.order(code)
        assert no.value.fields["order_type_code"] == (
            f"{code!r} {why}; the active order types are vacation_request, Without custom fields"
        )
        assert no.value.next == ["list_order_types"]


async def test_codes_count_up_without_gaps_whatever_is_refused_or_rehearsed(hall: Hall) -> None:
    acme = await forms(hall)
    assert (await acme.order())["code"] == "ORD-1"
    rehearsed = await acme.agent.call("create_order", order_type_code="vacation_request", data=JAMES, dry_run=True)
    assert rehearsed["order"]["code"] == "ORD-2"
    with pytest.raises(Refused):
        await acme.order(data={})
    assert (await acme.order())["code"] == "ORD-2"
    other = await forms(hall, "Beta")
    assert (await other.order())["code"] == "ORD-1"


async def test_codes_have_no_gaps_when_many_open_orders_at_once(hall: Hall) -> None:
    acme = await forms(hall)
    callers = [acme.agent, acme.boss, acme.clerk]
    wrong = {"data": {"x": 1}}
    opened = await asyncio.gather(
        *(
            caller.call("create_order", order_type_code="Without custom fields", **(wrong if number % 4 == 3 else {}))
            for number in range(8)
            for caller in callers
        ),
        return_exceptions=True,
    )
    codes = {answer["order"]["code"] for answer in opened if isinstance(answer, dict)}
    assert codes == {f"ORD-{number}" for number in range(1, 19)}


async def test_own_codes_are_passed_over_by_the_numbers(hall: Hall) -> None:
    acme = await forms(hall)
    assert (await acme.order(code="ORD-2"))["code"] == "ORD-2"
    assert (await acme.order(code="ord-3"))["code"] == "ord-3"
    assert (await acme.order(code="Leave 7/2026"))["code"] == "Leave 7/2026"
    assert [(await acme.order())["code"] for _ in range(2)] == ["ORD-1", "ORD-4"]
    with pytest.raises(Refused) as no:
        await acme.order(code="leave 7/2026")
    assert (no.value.status, no.value.code, no.value.next) == (422, "code_taken", ["get_order"])


async def test_a_refusal_for_want_of_money_stores_nothing_and_takes_no_number(hall: Hall) -> None:
    acme = await forms(hall)
    poor = await hall.agent("Acme", "Poor bot", credit="")
    with pytest.raises(Refused) as no:
        await poor.call("create_order", order_type_code="vacation_request", data=JAMES)
    assert no.value.status == 402
    assert hall.sql("SELECT count(*) FROM orders") == [(0,)]
    assert (await acme.order())["code"] == "ORD-1"


async def test_an_order_is_charged_once_as_a_creation(hall: Hall) -> None:
    acme = await forms(hall)
    given = {"order_type_code": "vacation_request", "data": JAMES, "idempotency_key": "k"}
    first = await acme.agent.call("create_order", **given)
    again = await acme.agent.call("create_order", **given)
    assert first["charge"]["amount"] != "0"
    assert again["order"] == first["order"]
    assert hall.sql("SELECT count(*) FROM orders") == [(1,)]


@pytest.mark.parametrize(
    ("given", "done_at"),
    [
        ({"state": "done"}, "2026-03-02T09:00:00Z"),
        ({"state": "done", "done_at": "2016-05-16T13:52:48+03:00"}, "2016-05-16T13:52:48+03:00"),
        ({"done_at": "2016-05-16T13:52:48.250Z"}, "2016-05-16T13:52:48.250Z"),
        ({"state": "in_progress"}, None),
    ],
)
async def test_since_when_a_new_order_is_done(hall: Hall, given: dict[str, Any], done_at: str | None) -> None:
    acme = await forms(hall)
    assert (await acme.order(**given)).get("done_at") == done_at


async def test_what_has_to_be_unique_is_so_within_its_type(hall: Hall) -> None:
    acme = await forms(hall)
    for code in ("invoice", "receipt"):
        await acme.type(code, field("number", unique=True), field("weight", "number", unique=True))
    await acme.order("invoice", data={"number": "PO-17", "weight": "1.50"})
    await acme.order("receipt", data={"number": "PO-17"})
    await acme.order("invoice", data={})
    await acme.order("invoice", data={})
    for data in ({"number": "po-17"}, {"weight": 1.5}):
        with pytest.raises(Refused) as no:
            await acme.order("invoice", data=data)
        assert list(no.value.fields.values()) == ["has to be unique, and order ORD-1 has this value"]


async def test_files_are_the_callers_own_and_colleagues_can_read_them(hall: Hall) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    await acme.type("claim", field("paper", "file", required=True), field("photos", "file", multiple=True))
    file = (await acme.agent.call("upload_files", job=[sent(PDF, "paper.pdf")]))["files"][0]["id"]
    with pytest.raises(Refused) as no:
        await acme.clerk.call("get_file", file_id=file)
    assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await acme.clerk.call("create_order", order_type_code="claim", data={"paper": file})
    assert no.value.fields == {"data.paper": f"you have no file {file}; upload_files gives numbers"}
    order = await acme.order("claim", data={"paper": str(file)})
    assert order["data"] == {"paper": file}
    assert (await acme.clerk.call("get_file", file_id=file))["file"]["id"] == file
    with pytest.raises(Refused):
        await beta.boss.call("get_file", file_id=file)


async def test_an_order_is_shown_by_its_code_in_any_case(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(archived=True, user_email="clerk@acme.test")
    shown = (await acme.clerk.call("get_order", code="ord-1"))["order"]
    assert (shown["code"], shown["archived"], shown["user_email"]) == ("ORD-1", True, "clerk@acme.test")
    assert shown["created_at"] == shown["updated_at"] == "2026-03-02T09:00:00Z"


async def test_an_order_of_another_company_is_one_that_does_not_exist(hall: Hall) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    await acme.order(code="secret")
    told = []
    for code in ("secret", "nothing"):
        with pytest.raises(Refused) as no:
            await beta.boss.call("get_order", code=code)
        told.append((no.value.status, no.value.code, no.value.text.replace(code, "#")))
    assert told[0] == told[1]
    assert told[0][:2] == (404, "not_found")


async def test_who_left_the_company_is_responsible_no_more(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(user_email="clerk@acme.test")
    await acme.boss.call("delete_user", user_id=acme.clerk.id)
    assert "user_email" not in (await acme.agent.call("get_order", code="ORD-1"))["order"]
    assert await acme.codes(user_email="") == ["ORD-1"]
    with pytest.raises(Refused):
        await acme.order(user_email="clerk@acme.test")


async def test_what_people_wrote_is_marked_as_data(hall: Hall) -> None:
    acme = await forms(hall)
    result = await acme.agent.result("create_order", order_type_code="vacation_request", data=JAMES, bp_id="x")
    assert (result.structured_content or {})["untrusted"] == ["order.bp_id", "order.data"]


async def test_data_is_bounded_and_cleaned(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("big", *(field(f"f{number}") for number in range(40)))
    with pytest.raises(Refused) as no:
        await acme.order("big", data={f"f{number}": "x" * 1000 for number in range(40)})
    assert no.value.fields["data"].endswith("an order holds at most 30000")
    order = await acme.order("big", data={"f0": "a\u202eb\u200bc"})
    assert order["data"] == {"f0": "abc"}


async def test_workers_have_no_orders(hall: Hall) -> None:
    await forms(hall)
    ann = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await ann.call("create_order", order_type_code="vacation_request", data=JAMES)
    assert no.value.status == 403
