"""Parcels of a work order, listed and entered."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, admin, assigned, company, done, notices, order, provider, published

UPS = {"name": "UPS", "tracking": "1Z999"}
BOX = {"name": "Router", "direction": "to_site", "carrier": UPS}
ENTER_TRACKING = {"group": "post", "type_id": 12}
DEPOT = {"name": "Depot", "address1": "1 Elm St", "zip": "55401", "country": "us"}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def task_states(boss, id):
    record = await boss.call("get_work_order", work_order_id=id, columns=["tasks"])
    return [(task["id"], task["status"]) for task in record["tasks"]["results"]]


async def test_both_sides_enter_parcels_and_see_all_of_them(hall):
    boss, pia = await company(hall), await provider(hall)
    chief = await admin(hall)
    id = await assigned(boss, pia)
    sent = await boss.call("create_work_order_shipment", work_order_id=id, **BOX, arrival="2026-03-09T12:00:00Z")
    assert (sent["status"], "user" in sent) == ("pending", False)
    assert sent["carrier"] == {
        "name": "ups", "tracking": "1Z999", "link_href": "https://www.ups.com/track?tracknum=1Z999",
    }  # fmt: skip
    assert sent["arrival"] == "2026-03-09T07:00:00-05:00"
    assert "entered a parcel for work order" in notices(hall, pia)[-1]
    back = await pia.call(
        "create_work_order_shipment", work_order_id=id, name="Old router", direction="to other location",
        carrier={"name": "other", "other": "Bike messenger", "tracking": "7"}, location=DEPOT,
    )  # fmt: skip
    assert (back["user"]["id"], back["location"]["country"]) == (pia.id, "US")
    assert "link_href" not in back["carrier"]
    chiefs = await chief.call(
        "create_work_order_shipment", work_order_id=id, **{**BOX, "direction": "to_provider"}, acting_user_id=chief.id
    )
    assert chiefs["user"]["id"] == chief.id
    seen = await pia.call("list_work_order_shipments", work_order_id=id)
    assert [each["id"] for each in seen["results"]] == [chiefs["id"], back["id"], sent["id"]]
    site = await pia.call("list_work_order_shipments", work_order_id=id, direction="To Site", status="pending")
    assert [each["id"] for each in site["results"]] == [sent["id"]]
    assert acts(hall, id)[-3:] == ["shipment_added"] * 3
    record = await boss.call("get_work_order", work_order_id=id, columns=["shipments"])
    assert len(record["shipments"]) == 3


async def test_a_parcel_completes_the_step_it_names_and_a_providers_the_first_open_one(hall):
    boss, pia = await company(hall), await provider(hall)
    tasks = [ENTER_TRACKING, ENTER_TRACKING, {"group": "onsite", "type_id": 10, "label": "Sweep"}]
    id = await assigned(boss, pia, tasks=tasks)
    (sweep, _), (first, _), (second, _) = await task_states(boss, id)
    await boss.call("create_work_order_shipment", work_order_id=id, **BOX)
    assert await task_states(boss, id) == [(sweep, "incomplete"), (first, "incomplete"), (second, "incomplete")]
    wrong = await refusal(boss.call("create_work_order_shipment", work_order_id=id, **BOX, task_id=sweep))
    assert (wrong.code, set(wrong.fields)) == ("invalid_reference", {"task_id"})
    elsewhere = await order(boss, tasks=[ENTER_TRACKING])
    foreign = (await task_states(boss, elsewhere))[0][0]
    strange = await refusal(boss.call("create_work_order_shipment", work_order_id=id, **BOX, task_id=foreign))
    assert strange.code == "invalid_reference"
    named = await boss.call("create_work_order_shipment", work_order_id=id, **BOX, task_id=second)
    assert named["task_id"] == second
    own = await pia.call("create_work_order_shipment", work_order_id=id, **BOX)
    assert own["task_id"] == first
    assert await task_states(boss, id) == [(sweep, "incomplete"), (first, "complete"), (second, "complete")]


async def test_who_may_enter_a_parcel_and_until_when(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("create_work_order_shipment", work_order_id=id, **BOX)
    for tool, given in (("create_work_order_shipment", BOX), ("list_work_order_shipments", {})):
        early = await refusal(pia.call(tool, work_order_id=id, **given))
        assert (early.code, "1Z999" in early.text) == ("forbidden", False)
    for given, field in (
        ({"carrier": {"name": "other", "tracking": "1"}}, "carrier.other"),
        ({"direction": "to_other_location"}, "location"),
        ({"location": DEPOT}, "location"),
        ({"carrier": {"name": "ups", "tracking": " "}}, "carrier.tracking"),
        ({"carrier": {"name": "ups"}}, "carrier.tracking"),
        ({"carrier": {"name": "dhl", "tracking": "1"}}, "carrier.name"),
        ({"direction": "to_the_moon"}, "direction"),
    ):
        no = await refusal(boss.call("create_work_order_shipment", work_order_id=id, **{**BOX, **given}))
        assert (no.code, set(no.fields)) == ("invalid_argument", {field}), given
    finished = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-12T09:00:00Z"})
    await pia.call("create_work_order_shipment", work_order_id=finished, **BOX)
    assert (await refusal(kim.call("create_work_order_shipment", work_order_id=finished, **BOX))).code == "not_found"
    await boss.call("approve_work_order", work_order_id=finished)
    for caller in (boss, pia):
        assert (await refusal(caller.call("create_work_order_shipment", work_order_id=finished, **BOX))).code == (
            "wrong_state"
        )
