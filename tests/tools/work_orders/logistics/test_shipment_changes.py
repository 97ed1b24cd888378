"""Moving parcels on, changing them, taking them away."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, admin, assigned, company, done, notices, provider
from tests.tools.work_orders.logistics.test_shipments import BOX, DEPOT, ENTER_TRACKING, task_states


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_parcel_moves_on_and_the_other_side_is_told(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    made = await boss.call("create_work_order_shipment", work_order_id=id, **BOX)
    box = {"work_order_id": id, "shipment_id": made["id"]}
    moved = await pia.call("update_work_order_shipment", **box, status="in transit")
    assert (moved["status"], moved["changed"]) == ("in_transit", ["status"])
    assert "Router” of work order" in hall.sql("SELECT text FROM notices WHERE kind = 'work_order_visit'")[-1][0]
    back = await refusal(pia.call("update_work_order_shipment", **box, status="pending"))
    assert (back.code, back.details["allowed"]) == ("wrong_state", ["delayed", "delivered"])
    future = await refusal(
        boss.call("update_work_order_shipment", **box, status="delivered", arrived="2026-03-03T09:00:00Z")
    )
    assert set(future.fields) == {"arrived"}
    early = await refusal(boss.call("update_work_order_shipment", **box, arrived="2026-03-01T09:00:00Z"))
    assert set(early.fields) == {"arrived"}
    come = await boss.call("update_work_order_shipment", **box, status="delivered")
    assert (come["arrived"], come["changed"]) == ("2026-03-02T03:00:00-06:00", ["arrived", "status"])
    assert "is at its destination now" in notices(hall, pia)[-1]
    hall.clock.advance(hours=1)
    earlier = await boss.call("update_work_order_shipment", **box, arrived="2026-03-02T08:30:00Z")
    assert earlier["arrived"] == "2026-03-02T02:30:00-06:00"
    told = len(notices(hall, pia))
    same = await boss.call("update_work_order_shipment", **box, status="delivered")
    assert (same["changed"], len(notices(hall, pia))) == ([], told)
    wrong_box = await boss.call("update_work_order_shipment", **box, status="in_transit")
    assert "arrived" not in wrong_box
    assert acts(hall, id).count("shipment_changed") == 4
    assert (await refusal(boss.call("update_work_order_shipment", **box))).code == "invalid_argument"
    unknown = await refusal(boss.call("update_work_order_shipment", **{**box, "shipment_id": 77}, status="delayed"))
    assert unknown.code == "not_found"


async def test_what_was_entered_of_a_parcel_changes_as_a_whole(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[ENTER_TRACKING, ENTER_TRACKING])
    (first, _), (second, _) = await task_states(boss, id)
    made = await boss.call(
        "create_work_order_shipment", work_order_id=id, **BOX, arrival="2026-03-09T12:00:00Z", task_id=first
    )
    box = {"work_order_id": id, "shipment_id": made["id"]}
    carried = await boss.call("update_work_order_shipment", **box, carrier={"name": "other", "other": "DHL"})
    assert carried["carrier"] == {"name": "other", "other": "DHL", "tracking": "1Z999"}
    number = await boss.call("update_work_order_shipment", **box, carrier={"name": "fedex", "tracking": "77"})
    assert number["carrier"] == {
        "name": "fedex", "tracking": "77", "link_href": "https://www.fedex.com/fedextrack/?trknbr=77",
    }  # fmt: skip
    assert set((await refusal(boss.call("update_work_order_shipment", **box, carrier={"other": "DHL"}))).fields) == {
        "carrier.other"
    }
    nowhere = await refusal(boss.call("update_work_order_shipment", **box, direction="to_other_location"))
    assert set(nowhere.fields) == {"location"}
    away = await boss.call("update_work_order_shipment", **box, direction="to_other_location", location=DEPOT)
    assert away["location"]["address1"] == "1 Elm St"
    kept = await boss.call("update_work_order_shipment", **box, name="Two routers", clear=["arrival"])
    assert (kept["name"], kept["location"], "arrival" in kept) == ("Two routers", away["location"], False)
    home = await boss.call("update_work_order_shipment", **box, direction="from_site")
    assert "location" not in home
    other = await boss.call("update_work_order_shipment", **box, task_id=second)
    assert (other["task_id"], other["changed"]) == (second, ["task_id"])
    assert await task_states(boss, id) == [(first, "incomplete"), (second, "complete")]
    none = await boss.call("update_work_order_shipment", **box, clear=["task_id"])
    assert "task_id" not in none
    assert [status for _, status in await task_states(boss, id)] == ["incomplete", "incomplete"]
    assert (await refusal(boss.call("update_work_order_shipment", **box, task_id=77))).code == "invalid_reference"


async def test_a_parcel_is_removed_by_the_company_or_by_the_provider_who_entered_it(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    theirs = (await boss.call("create_work_order_shipment", work_order_id=id, **BOX))["id"]
    own = (await pia.call("create_work_order_shipment", work_order_id=id, **BOX))["id"]
    no = await refusal(pia.call("delete_work_order_shipment", work_order_id=id, shipment_id=theirs))
    assert no.code == "forbidden"
    gone = await pia.call("delete_work_order_shipment", work_order_id=id, shipment_id=own)
    assert gone == {"work_order_id": id, "shipment_id": own, "deleted": True}
    again = await refusal(pia.call("delete_work_order_shipment", work_order_id=id, shipment_id=own))
    assert again.code == "not_found"
    await boss.call("delete_work_order_shipment", work_order_id=id, shipment_id=theirs)
    assert acts(hall, id)[-2:] == ["shipment_removed"] * 2
    last = (await boss.call("create_work_order_shipment", work_order_id=id, **BOX))["id"]
    await boss.call("approve_work_order", work_order_id=id)
    box = {"work_order_id": id, "shipment_id": last}
    for tool, given in (("delete_work_order_shipment", {}), ("update_work_order_shipment", {"name": "Box"})):
        assert (await refusal(boss.call(tool, **box, **given))).code == "wrong_state"
    arrived = await boss.call("update_work_order_shipment", **box, status="delivered")
    assert arrived["status"] == "delivered"


async def test_a_step_is_open_again_when_its_parcel_is_gone(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[ENTER_TRACKING])
    made = await pia.call("create_work_order_shipment", work_order_id=id, **BOX)
    assert [status for _, status in await task_states(boss, id)] == ["complete"]
    gone = await pia.call("delete_work_order_shipment", work_order_id=id, shipment_id=made["id"])
    assert gone["reopened_task_id"] == made["task_id"]
    assert [status for _, status in await task_states(boss, id)] == ["incomplete"]


async def test_an_admin_who_took_the_order_themself_still_acts_for_the_company(hall):
    boss, chief = await company(hall), await admin(hall)
    await provider(hall, "boss@acme.test")
    id = await assigned(boss, chief)
    made = await boss.call("create_work_order_shipment", work_order_id=id, **BOX)
    gone = await chief.call("delete_work_order_shipment", work_order_id=id, shipment_id=made["id"])
    assert gone["deleted"]
