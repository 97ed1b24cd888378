"""Where a work order takes place: who sees how much of it, and what changing it does in each state."""

from datetime import UTC, datetime

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import (
    SITE,
    acts,
    assigned,
    company,
    done,
    notices,
    order,
    provider,
    published,
    time_log,
    write,
)
from tests.tools.work_orders.routing_world import columns, confirm_arrival, routes

STREET = {"country": "DE", "address1": "Torstr. 1", "zip": "10115", "city": "Berlin"}
BERLIN = {"mode": "custom", **STREET, "time_zone": "Europe/Berlin"}


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_a_provider_who_is_not_assigned_sees_the_town_and_rounded_coordinates(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("update_work_order", work_order_id=id, location={**SITE, "notes": "Ring twice"})
    whole = await boss.call("get_work_order_location", work_order_id=id)
    assert whole["coordinates"] == {"latitude": 44.983334, "longitude": -93.26667, "exact": True}
    assert (whole["mode"], whole["address1"], whole["status_id"]) == ("custom", "1 Main St", 2)
    assert [note["text"] for note in whole["notes"]] == ["Ring twice"]
    far = await pia.call("get_work_order_location", work_order_id=id)
    assert far["coordinates"] == {"latitude": 44.98, "longitude": -93.27, "exact": False}
    assert far.keys() & {"address1", "notes", "display_name", "saved_location"} == set()
    assert (far["city"], far["state"], far["zip"]) == ("Minneapolis", "MN", "55401")
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert (await pia.call("get_work_order_location", work_order_id=id))["address1"] == "1 Main St"
    assert (await refusal(kim.call("get_work_order_location", work_order_id=id))).code == "not_found"
    other = await company(hall, "Rival")
    hidden = await refusal(other.call("get_work_order_location", work_order_id=id))
    unknown = await refusal(other.call("get_work_order_location", work_order_id=id + 1000))
    assert hidden.text.replace(str(id), "") == unknown.text.replace(str(id + 1000), "")


async def test_a_draft_takes_a_site_in_every_mode(hall):
    boss = await company(hall)
    saved = await boss.call(
        "create_saved_location", name="Store 42", group_name="North", contact={"name": "Kay", "phone": "+16125550123"},
        latitude=44.98, longitude=-93.27, country="US", time_zone="America/Chicago",
    )  # fmt: skip
    id = await order(boss, location=None, schedule=None)
    bare = await boss.call("get_work_order_location", work_order_id=id)
    assert "mode" not in bare
    used = await boss.call(
        "update_work_order_location", work_order_id=id, mode="saved", saved_location_id=saved["id"], notes="Back door"
    )
    assert (used["material"], used["saved_location_id"]) == (False, saved["id"])
    assert used["location"]["saved_location"] == {
        "id": saved["id"], "name": "Store 42", "contact": {"name": "Kay", "phone": "+16125550123"},
        "group": saved["group"],
    }  # fmt: skip
    await boss.call("update_saved_location", location_id=saved["id"], address1="9 New St")
    assert "address1" not in await boss.call("get_work_order_location", work_order_id=id)
    kept = await boss.call(
        "update_work_order_location", work_order_id=id, mode="custom", **{**STREET, "country": "de"}, save_as="Berlin",
        time_zone="Europe/Berlin", notes="Second floor",
    )  # fmt: skip
    assert kept["location"]["country"] == "DE"
    assert kept["saved_location_id"] not in (None, saved["id"])
    assert [note["text"] for note in kept["location"]["notes"]] == ["Back door", "Second floor"]
    taken = await refusal(
        boss.call("update_work_order_location", work_order_id=id, mode="custom", **STREET, save_as="berlin")
    )
    assert (taken.code, "location." in taken.text) == ("conflict", False)
    remote = (await boss.call("update_work_order_location", work_order_id=id, mode="remote"))["location"]
    assert remote.keys() & {"address1", "coordinates", "city", "saved_location"} == set()
    assert remote["mode"] == "remote"


FAULTY = [
    ({"mode": "custom", **STREET, "latitude": 52.5}, "invalid_argument", "longitude"),
    ({"mode": "custom", **STREET, "country": "XX"}, "invalid_argument", "country"),
    ({"mode": "custom", "address1": "1 Main St", "country": "US"}, "invalid_argument", "zip"),
    ({"mode": "custom", "address1": "1", "zip": "1"}, "invalid_argument", "country"),
    ({"mode": "custom", **STREET, "latitude": 91, "longitude": 1}, "invalid_argument", "latitude"),
    ({"mode": "saved"}, "invalid_argument", "saved_location_id"),
    ({"mode": "saved", "saved_location_id": 77}, "invalid_reference", "saved_location_id"),
    ({"mode": "saved", "saved_location_id": 77, "zip": "1"}, "invalid_argument", "zip"),
    ({"mode": "remote", "city": "Berlin"}, "invalid_argument", "city"),
    # Many zones, and neither coordinates nor an offset of the times say which.
    ({"mode": "custom", "address1": "1", "zip": "1", "country": "AU"}, "invalid_argument", "time_zone"),
]


async def test_a_faulty_site_names_the_field(hall):
    boss = await company(hall)
    id = await order(boss)
    for given, code, field in FAULTY:
        no = await refusal(boss.call("update_work_order_location", work_order_id=id, **given))
        assert (no.code, set(no.fields)) == (code, {field}), given
    assert columns(hall, id, "city") == ("Minneapolis",)


async def test_a_published_order_that_moves_has_other_terms(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    moved = await boss.call("update_work_order_location", work_order_id=id, **BERLIN)
    assert (moved["material"], moved["notified"]) == (True, 1)
    assert routes(hall, id) == {pia.id: "open"}
    assert "other terms now: location" in notices(hall, pia)[-1]
    assert "Torstr" not in notices(hall, pia)[-1]
    stale = moved["location"]["correlation_id"]
    await boss.call("update_work_order_location", work_order_id=id, mode="remote", correlation_id=stale)
    no = await refusal(boss.call("update_work_order_location", work_order_id=id, mode="remote", correlation_id=stale))
    assert no.code == "conflict"


async def test_an_assigned_order_moves_until_the_first_check_in(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    confirm_arrival(hall, id)
    moved = await boss.call("update_work_order_location", work_order_id=id, **BERLIN)
    assert (moved["material"], moved["notified"]) == (False, 1)
    state = await boss.call("get_work_order_status", work_order_id=id)
    assert (state["status"]["sub_status"], state["status"]["confirmed"]) == ("unconfirmed", False)
    assert "The arrival is not agreed on any more." in notices(hall, pia)[-1]
    assert acts(hall, id)[-1] == "changed"
    log = time_log(hall, id, pia, datetime(2026, 3, 10, 9, tzinfo=UTC), None)
    here = await refusal(boss.call("update_work_order_location", work_order_id=id, mode="remote"))
    assert here.code == "wrong_state"
    write(hall, "UPDATE work_order_time_logs SET out_at = '2026-03-10T10:00:00.000Z', hours = '1' WHERE id = ?", log)
    gone = await refusal(boss.call("update_work_order_location", work_order_id=id, mode="remote"))
    assert gone.code == "wrong_state"


async def test_finished_work_stays_where_it_was_done(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await done(boss, pia)
    assert (
        await refusal(boss.call("update_work_order_location", work_order_id=id, mode="remote"))
    ).code == "wrong_state"
    own = await refusal(pia.call("update_work_order_location", work_order_id=id, mode="remote"))
    assert own.code == "forbidden"


async def test_what_the_map_proposes_names_the_parameter_of_this_call(hall):
    boss = await company(hall)
    id = await order(boss)
    moved = await boss.call(
        "update_work_order_location", work_order_id=id, mode="custom", country="DE", latitude=52.52, longitude=13.4
    )
    assert moved["location"]["time_zone"] == "Europe/Berlin"
    assert any("pass time_zone if it is another" in text for text in moved["warnings"])
