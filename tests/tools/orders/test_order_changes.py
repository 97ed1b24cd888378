"""Changing orders."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.orders.forms import JAMES, Forms, field, forms
from tests.tools.uploads.upload_helpers import PDF, sent

# The answers that the trade's manual prints. Fields without a value are absent here, and no data is {}.
BASE = '"ext_code": "ext_code", "bp_id": "bp_id", "bp_state": "bp_state", "state": "in_progress", "archived": false'
PRINTED = {
    "everything": (
        {
            "order_type_code": "support_request", "ext_code": "ext_code", "bp_id": "bp_id", "bp_state": "bp_state",
            "state": "in_progress", "archived": False, "data": {"requesterName": "Frank", "requesterPhone": "123123123"},
        },
        '{"id": %d, "code": "ORD-1", ' + BASE + ', "data": {"requesterName": "Frank", "requesterPhone": "123123123"}, '
        '"order_type_code": "support_request"}',
    ),
    "base fields": (
        {
            "order_type_code": "Without custom fields", "ext_code": "ext_code", "bp_id": "bp_id", "bp_state": "bp_state",
            "state": "in_progress", "done_at": "2016-05-16T13:52:49+03:00", "archived": False,
        },
        '{"id": %d, "code": "ORD-1", ' + BASE + ', "data": {}, "done_at": "2016-05-16T13:52:49+03:00", '
        '"order_type_code": "Without custom fields"}',
    ),
    "custom fields": (
        {"data": {**JAMES, "employeeLastName": "Prinston", "resolution": None, "resolutionText": None, "adjustResult": None}},
        '{"id": %d, "code": "ORD-1", "state": "to_execute", "archived": false, "data": {"employeeFirstName": "James", '
        '"employeeLastName": "Prinston", "employeeEmail": "james@example.com", "beginDate": "2016-07-15T14:45:03.000+00:00", '
        '"endDate": "2016-07-16T14:49:42.000+00:00", "motivationText": "I had a lot of work last 7 years"}, '
        '"order_type_code": "vacation_request"}',
    ),
    "user email": (
        {"user_email": "c.johnson@example.com"},
        '{"id": %d, "code": "ORD-1", "state": "to_execute", "archived": false, "data": {"employeeFirstName": "James", '
        '"employeeLastName": "Carter", "employeeEmail": "james@example.com", "beginDate": "2016-07-15T14:45:03.000+00:00", '
        '"endDate": "2016-07-16T14:49:42.000+00:00", "motivationText": "I had a lot of work last 7 years"}, '
        '"order_type_code": "vacation_request", "user_email": "c.johnson@example.com"}',
    ),
}  # fmt: skip


async def update(acme: Forms, code: str = "ORD-1", **given: Any) -> dict[str, Any]:
    return await acme.agent.call("update_order", code=code, **given)


@pytest.mark.parametrize("name", PRINTED)
async def test_an_update_is_answered_as_the_manual_prints_it(hall: Hall, name: str) -> None:
    given, printed = PRINTED[name]
    acme = await forms(hall)
    await hall.person("c.johnson@example.com", company="Acme", role="user")
    order = await acme.order()
    after = (await update(acme, **given))["order"]
    for name in ("created_at", "updated_at"):
        assert after.pop(name) == "2026-03-02T09:00:00Z"
    assert json.dumps(after) == printed % order["id"]


async def test_only_what_is_passed_changes_and_the_answer_names_it(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(ext_code="E", bp_id="B")
    hall.clock.advance(hours=1)
    answer = await update(acme, bp_id="C", ext_code="E", data={"resolution": "yes", "employeeEmail": ""})
    assert answer["changed"] == ["data.resolution", "data.employeeEmail", "bp_id"]
    assert answer["order"]["data"] == {
        **{name: JAMES[name] for name in JAMES if name != "employeeEmail"},
        "resolution": "yes",
    }
    assert (answer["order"]["ext_code"], answer["order"]["bp_id"]) == ("E", "C")
    assert answer["order"]["updated_at"] == "2026-03-02T10:00:00Z"


async def test_an_update_that_changes_nothing_is_free(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(ext_code="E")
    answer = await update(acme, ext_code="E", state="to_execute", data={"resolution": ""})
    assert (answer["changed"], answer["order"]["updated_at"]) == ([], "2026-03-02T09:00:00Z")
    assert "charge" not in answer or answer["charge"]["amount"] in ("0", "0.00")


@pytest.mark.parametrize("given", [{}, {"data": {}}, {"bp_id": None}])
async def test_an_update_with_nothing_passed_is_refused(hall: Hall, given: dict[str, Any]) -> None:
    acme = await forms(hall)
    await acme.order()
    with pytest.raises(Refused) as no:
        await update(acme, **given)
    assert (no.value.status, no.value.fields["code"][:40]) == (422, "names the order; pass what is to change:")


async def test_empty_values_and_clear_empty(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(
        ext_code="E", bp_id="B", bp_state="S", done_at="2026-01-01T09:00:00Z", user_email="clerk@acme.test"
    )
    answer = await update(acme, ext_code="", bp_id="", clear=["bp_state", "done_at", "user_email"])
    assert not answer["order"].keys() & {"ext_code", "bp_id", "bp_state", "done_at", "user_email"}
    assert answer["changed"] == ["ext_code", "bp_id", "bp_state", "done_at", "user_email"]


async def test_done_and_reopened_and_done_again(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order()
    answer = await update(acme, state="done")
    assert (answer["changed"], answer["order"]["done_at"]) == (["state", "done_at"], "2026-03-02T09:00:00Z")
    hall.clock.advance(hours=1)
    assert (await update(acme, state="to_execute"))["order"]["done_at"] == "2026-03-02T09:00:00Z"
    assert (await update(acme, state="done"))["order"]["done_at"] == "2026-03-02T10:00:00Z"
    passed = "2016-05-16T13:52:48+03:00"
    assert (await update(acme, state="in_progress", done_at=passed))["order"]["done_at"] == passed
    assert (await update(acme, state="done"))["order"]["done_at"] == passed


async def test_another_type_empties_all_fields_and_sets_up_its_own(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("pc", field("model", default="X1"), field("resolution"))
    await acme.order(data={**JAMES, "resolution": "yes"})
    answer = await update(acme, order_type_code="PC")
    assert answer["order"]["data"] == {"model": "X1"}
    assert answer["changed"] == ["order_type_code", "data.model"]
    with pytest.raises(Refused) as no:
        await update(acme, order_type_code="support_request", data={"subject": "Help"})
    assert no.value.fields == {"data.requesterName": "is required by the order type"}
    assert (await update(acme, order_type_code="pc", bp_id="1"))["changed"] == ["bp_id"]


async def test_orders_of_an_inactive_type_can_be_changed_and_none_is_moved_to_it(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order()
    await acme.order("support_request", data={"requesterName": "Frank"})
    await acme.boss.call("update_order_type", code="support_request", active=False)
    given = {"order_type_code": "support_request", "data": {"subject": "x"}}
    assert (await update(acme, "ORD-2", **given))["changed"] == ["data.subject"]
    with pytest.raises(Refused) as no:
        await update(acme, **given)
    assert "is not active any more" in no.value.fields["order_type_code"]


async def test_what_is_not_editable_only_admins_change(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("pc", field("serial", editable=False))
    await acme.order("pc")
    assert (await update(acme, data={"serial": "1"}))["changed"] == ["data.serial"]
    for caller in (acme.agent, acme.clerk):
        with pytest.raises(Refused) as no:
            await caller.call("update_order", code="ORD-1", data={"serial": "2"})
        assert no.value.fields == {"data.serial": "is not editable once it has a value; an admin may change it"}
    answer = await acme.boss.call("update_order", code="ORD-1", data={"serial": "2"})
    assert answer["order"]["data"] == {"serial": "2"}


@pytest.mark.parametrize(
    ("given", "field_name", "fault"),
    [
        ({"data": {"employeeLastName": ""}}, "data.employeeLastName", "is required and cannot be emptied"),
        ({"data": {"nothing": 1}}, "data.nothing", "is no field of this order type"),
        ({"data": {"endDate": "soon"}}, "data.endDate", "must be an ISO 8601 moment"),
        ({"order_type_code": "x"}, "order_type_code", "'x' is no order type of your company"),
        ({"user_email": "x@y.test"}, "user_email", "belongs to no user of your company"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    hall: Hall, given: dict[str, Any], field_name: str, fault: str
) -> None:
    acme = await forms(hall)
    before = await acme.order()
    with pytest.raises(Refused) as no:
        await update(acme, state="done", **given)
    assert no.value.fields[field_name].startswith(fault)
    after = (await acme.agent.call("get_order", code="ORD-1"))["order"]
    assert {name: after[name] for name in before} == before


async def test_an_unknown_order_is_not_found(hall: Hall) -> None:
    acme = await forms(hall)
    with pytest.raises(Refused) as no:
        await update(acme, "ORD-9", state="done")
    assert (no.value.status, no.value.next) == (404, ["list_orders"])


async def test_only_users_of_the_company_are_responsible(hall: Hall) -> None:
    acme, _ = await forms(hall), await hall.person("ann@work.test")
    await acme.order()
    await acme.boss.call("create_user", email="new@acme.test", name="New")
    for email in ("ann@work.test", "new@acme.test", "boss@beta.test"):
        with pytest.raises(Refused) as no:
            await update(acme, user_email=email)
        assert (no.value.fields.keys(), no.value.next) == ({"user_email"}, ["list_users"])
    assert (await update(acme, user_email="CLERK@acme.test"))["order"]["user_email"] == "clerk@acme.test"


async def test_who_gets_and_who_loses_an_order_is_told(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.order(user_email="clerk@acme.test")
    await update(acme, user_email="boss@acme.test")
    await update(acme, user_email="boss@acme.test", state="done")
    told = hall.sql("SELECT owner_id, text FROM notices WHERE kind = 'team_step' AND record_type = 'order' ORDER BY id")
    order = "Order “ORD-1” (“Vacation request”) is"
    assert told == [
        (acme.clerk.id, f"{order} yours to look after now."),
        (acme.boss.id, f"{order} yours to look after now."),
        (acme.clerk.id, f"{order} no longer yours to look after."),
    ]


async def test_a_value_may_go_back_to_the_order_that_has_it(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("invoice", field("number", unique=True), field("note"))
    await acme.order("invoice", data={"number": "1"})
    await acme.order("invoice", data={"number": "2"})
    assert (await update(acme, data={"number": "1", "note": "x"}))["changed"] == ["data.note"]
    with pytest.raises(Refused) as no:
        await update(acme, data={"number": "2"})
    assert no.value.fields == {"data.number": "has to be unique, and order ORD-2 has this value"}
    await update(acme, "ORD-2", data={"number": ""})
    assert (await update(acme, data={"number": "2"}))["changed"] == ["data.number"]


async def test_files_of_a_colleague_stay_and_those_taken_away_are_let_go(hall: Hall) -> None:
    acme = await forms(hall)
    await acme.type("claim", field("papers", "file", multiple=True))
    files = [
        (await caller.call("upload_files", job=[sent(PDF + mark, "a.pdf")]))["files"][0]["id"]
        for caller, mark in ((acme.agent, b"%1"), (acme.clerk, b"%2"))
    ]
    await acme.order("claim", data={"papers": files[:1]})
    answer = await acme.clerk.call("update_order", code="ORD-1", data={"papers": files})
    assert answer["order"]["data"] == {"papers": files}
    await acme.clerk.call("update_order", code="ORD-1", data={"papers": files[1:]})
    attached = dict(hall.sql("SELECT id, attached_to FROM files"))
    assert (attached[files[0]], attached[files[1]]) == (None, f"order:{answer['order']['id']}")
    await acme.clerk.call("update_order", code="ORD-1", order_type_code="Without custom fields")
    assert dict(hall.sql("SELECT id, attached_to FROM files"))[files[1]] is None


async def test_another_company_changes_nothing_of_it(hall: Hall) -> None:
    acme, beta = await forms(hall), await forms(hall, "Beta")
    await acme.order()
    with pytest.raises(Refused) as no:
        await update(beta, state="done")
    assert no.value.status == 404
    assert (await acme.agent.call("get_order", code="ORD-1"))["order"]["state"] == "to_execute"
